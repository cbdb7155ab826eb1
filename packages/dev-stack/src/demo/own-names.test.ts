// The names under which the demo answers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDemoApp } from './demo-app.ts';
import { makeDemoSigner } from './demo-signer.ts';

const signer = await makeDemoSigner('http://localhost:3000/');
const app = createDemoApp({ signer, scriptUrl: 'http://localhost:8787/voice-room.js' });
const status = async (host: string, path = '/'): Promise<number> =>
  (await app.request(`http://${host}:3000${path}`)).status;

describe('the demo', () => {
  it('answers to names of this machine, and to addresses, as a phone uses them', async () => {
    for (const host of ['localhost', 'demo.localhost', '127.0.0.1', '[::1]', '192.168.1.20'])
      assert.equal(await status(host), 200, host);
  });

  it('refuses every name that a stranger could point at this machine', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'notlocalhost']) {
      assert.equal(await status(host), 403, host);
      assert.equal(await status(host, '/demo/voice-token'), 403, host);
    }
    const signIn = await app.request('http://evil.example/demo/sign-in', { method: 'POST' });
    assert.equal(signIn.status, 403);
  });
});
