// The demo page's policy: what is named and what is not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentSecurityPolicy, pageHeaders, type PageReach } from './page-headers.ts';

function directive(name: string, reach: Partial<PageReach> = {}): string[] {
  const policy = contentSecurityPolicy({ scriptUrl: 'http://127.0.0.1:8787/voice-room.js', ...reach });
  const found = policy.split('; ').find((one) => one.startsWith(`${name} `));
  return found?.split(' ').slice(1) ?? [];
}

describe('the policy of the demo page', () => {
  it('allows scripts of the page and of the script tag alone, and nothing inline', () => {
    assert.deepEqual(directive('default-src'), ["'none'"]);
    assert.deepEqual(directive('script-src'), ["'self'", 'http://127.0.0.1:8787']);
    assert.deepEqual(directive('style-src'), ["'self'"]);
    assert.ok(
      !pageHeaders({ scriptUrl: 'http://a/voice-room.js' })['content-security-policy']?.includes('unsafe'),
    );
  });

  it('lets the page reach a named LiveKit by both of its schemes and no other', () => {
    const connect = directive('connect-src', { livekitUrl: 'wss://live.example.com' });
    assert.ok(connect.includes('wss://live.example.com') && connect.includes('https://live.example.com'));
    assert.ok(!connect.some((source) => source.includes('*')));
  });

  it('names the token server where it is somewhere else', () => {
    assert.ok(
      directive('connect-src', { tokenUrl: 'https://t.example.com/token' }).includes('https://t.example.com'),
    );
  });

  it('keeps to one address in the local network', () => {
    const connect = directive('connect-src', { scriptUrl: 'https://10.0.0.2:3000/voice-room.js', lan: true });
    assert.deepEqual(connect, ["'self'", 'https://10.0.0.2:3000', 'wss://10.0.0.2:3000']);
  });
});
