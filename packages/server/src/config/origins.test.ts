// Which web origins count as allowed, lookalikes included.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOriginAllowed, parseOrigin } from './origins.ts';

const allows = (entry: string, origin: string): boolean => {
  const parsed = parseOrigin(entry);
  assert.ok(parsed, `${entry} is an origin`);
  return isOriginAllowed(origin, [parsed]);
};

describe('an exact origin', () => {
  it('allows itself in scheme, host and port, and nothing that resembles it', () => {
    assert.ok(allows('https://a.example.com', 'https://a.example.com'));
    assert.ok(allows('https://a.example.com:443', 'https://a.example.com'));
    assert.ok(allows('http://localhost:3000', 'http://localhost:3000'));
    for (const origin of [
      'http://a.example.com',
      'https://a.example.com:8443',
      'https://a.example.com.evil.test',
      'https://evil-a.example.com',
      'https://b.a.example.com',
      'https://A.example.com',
      'https://a.example.com/',
      'null',
      '',
      'https://a.example.com, https://evil.test',
    ]) {
      assert.ok(!allows('https://a.example.com', origin), origin);
    }
  });
});

describe('a subdomain pattern', () => {
  it('allows subdomains at any depth, and neither the domain itself nor lookalikes', () => {
    assert.ok(allows('https://*.example.com', 'https://a.example.com'));
    assert.ok(allows('https://*.example.com', 'https://b.a.example.com'));
    assert.ok(allows('https://*.example.com:8443', 'https://a.example.com:8443'));
    for (const origin of [
      'https://example.com',
      'https://evilexample.com',
      'https://a.example.com.evil.test',
      'http://a.example.com',
      'https://a.example.com:8443',
      'https://A.example.com',
      'https://a.example.com/',
      'https://user@a.example.com',
      'null',
      'https://.example.com',
      'https://a.example.com.',
    ]) {
      assert.ok(!allows('https://*.example.com', origin), origin);
    }
  });
});

describe('an entry that is no origin', () => {
  it('is not accepted', () => {
    for (const entry of [
      '*',
      'null',
      '',
      'example.com',
      'https://',
      'https://*',
      'https://*.com',
      'http://*.example.com',
      'https://a.*.example.com',
      'https://*.*.example.com',
      'https://a*.example.com',
      'https://a.example.com/x',
      'https://a.example.com?',
      'https://a.example.com#',
      'https://u@a.example.com',
      'ftp://a.example.com',
      'https://*.0.0.1',
      'https://*.com.',
      'https://*.com%2E',
      'https://*.example.com.',
      'https://*.example.com.:8443',
      'https://a.example.com.',
      'http://localhost.:3000',
    ]) {
      assert.equal(parseOrigin(entry), null, entry);
    }
  });
});
