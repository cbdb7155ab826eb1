// The core in workerd, the runtime of an edge network, against parts outside of it that are real.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { exportJWK, generateKeyPair } from 'jose';
import { TokenVerifier } from 'livekit-server-sdk';
import { Miniflare } from 'miniflare';
import { rollup } from 'rollup';
import { LIVEKIT_KEY, LIVEKIT_SECRET, environment, sign } from './testing/host-app.ts';
import { send } from './testing/token-client.ts';

/** Its types take it for CommonJS, which it is only where it is required. */
const readCommonJs = commonjs as unknown as typeof commonjs.default;

/** What somebody writes who runs the server there: settings from the environment, and the app. */
const WORKER = `
  import { createVoiceRoomApp, readConfig } from '${fileURLToPath(new URL('index.ts', import.meta.url))}';
  let app;
  export default {
    async fetch(request, env, context) {
      app ??= createVoiceRoomApp(await readConfig(env));
      return app.fetch(request, env, context);
    },
  };
`;

/** Bundles the worker with everything it imports. */
async function bundleWorker(): Promise<string> {
  const bundle = await rollup({
    input: 'worker',
    plugins: [
      {
        name: 'worker',
        resolveId: (id) => (id === 'worker' ? id : null),
        load: (id) => (id === 'worker' ? WORKER : null),
        transform: (code, id) =>
          id.endsWith('.ts') ? { code: stripTypeScriptTypes(code), map: null } : null,
      },
      nodeResolve({ exportConditions: ['workerd', 'worker', 'browser'] }),
      readCommonJs(),
    ],
    onwarn(warning) {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true });
  assert.deepEqual(output[0].imports, [], 'nothing is left to import, of Node least of all');
  return output[0].code;
}

describe('in workerd', () => {
  let worker: Miniflare;
  let ask: (token: string | null) => ReturnType<typeof send>;
  let privateKey: CryptoKey;
  // The identity provider and LiveKit's room service: an answer without rooms, as a server without calls gives it.
  const outside = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(request.url === '/jwks.json' ? JSON.stringify({ keys: [jwk] }) : '{"rooms":[]}');
  });
  let jwk: unknown;

  before(async () => {
    const keys = await generateKeyPair('ES256');
    privateKey = keys.privateKey;
    jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one' };
    await new Promise<void>((resolve) => outside.unref().listen(0, '127.0.0.1', resolve));
    const { port } = outside.address() as AddressInfo;
    const bindings = Object.fromEntries(
      Object.entries(
        environment({
          AUTH_SECRET: undefined,
          AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
          LIVEKIT_API_URL: `http://127.0.0.1:${port}`,
        }),
      ).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    worker = new Miniflare({
      modules: true,
      compatibilityDate: '2026-04-01',
      script: await bundleWorker(),
      bindings,
    });
    const address = await worker.ready;
    // workerd closes a connection whose request it answered without reading it, so none is used twice.
    const headers = { Connection: 'close' };
    ask = (token) => send((path, init) => fetch(new URL(path, address), init), { token, headers });
  });
  after(async () => {
    await worker.dispose();
    outside.closeAllConnections();
    outside.close();
  });

  const signed = (changes: Record<string, unknown> = {}) =>
    sign(changes, { key: privateKey, header: { alg: 'ES256', kid: 'one' } });

  it('fetches the keys, verifies, and mints a token that LiveKit’s own library accepts', async () => {
    const { status, body } = await ask(await signed());
    assert.equal(status, 201, JSON.stringify(body));
    const claims = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(
      String(body['participant_token']),
    );
    assert.deepEqual([claims.sub, claims.video?.room], ['user-1', 'voice-general']);
  });

  it('refuses as it does in Node', async () => {
    assert.equal((await ask(null)).body['code'], 'token-missing');
    assert.equal((await ask(await sign())).body['code'], 'token-invalid');
    assert.equal((await ask(await signed({ voice: undefined }))).body['code'], 'channel-forbidden');
    assert.equal((await ask(await signed({ exp: 1 }))).body['code'], 'token-invalid');
  });

  it('serves many requests at once after the first', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => ask(await signed())));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  });
});
