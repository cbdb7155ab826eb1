// The demo host on a real port of its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startDemoHost } from './demo-host.ts';

const scriptUrl = 'http://127.0.0.1:1/voice-room.js';

describe('the demo host', () => {
  it('signs tokens that its published key, issuer and audience vouch for', async () => {
    const demo = await startDemoHost({ port: 0, scriptUrl });
    try {
      const signIn = await fetch(new URL('demo/sign-in', demo.url), { method: 'POST' });
      const { session } = (await signIn.json()) as { session: string };
      const answer = await fetch(new URL('demo/voice-token', demo.url), {
        headers: { 'x-demo-session': session },
      });
      const keys = createRemoteJWKSet(new URL(demo.jwksUrl));
      const { payload } = await jwtVerify(await answer.text(), keys, {
        issuer: demo.issuer,
        audience: demo.audience,
      });
      assert.ok(payload.sub?.startsWith('demo-'));
    } finally {
      await demo.close();
    }
  });

  it('says so when the port is taken', async () => {
    const demo = await startDemoHost({ port: 0, scriptUrl });
    const port = Number(new URL(demo.url).port);
    await assert.rejects(startDemoHost({ port, scriptUrl }), { code: 'EADDRINUSE' });
    await demo.close();
  });

  it('lets the port go when it is closed, open connections or not', async () => {
    const demo = await startDemoHost({ port: 0, scriptUrl });
    await (await fetch(demo.url)).text();
    await demo.close();
    await demo.close();
    await assert.rejects(fetch(demo.url));
  });
});
