// Which keys an environment may name, and how they are bound to algorithms.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { HOST_SECRET, environment } from '../testing/host-app.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './read-environment.ts';

type Changes = Record<string, string | undefined>;

async function faults(changes: Changes): Promise<readonly string[]> {
  try {
    await readEnvironment(environment(changes));
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults.map(({ setting }) => setting);
  }
  return [];
}

/** What the first (or only) key may be used with. */
async function algorithmsOf(changes: Changes): Promise<readonly string[] | undefined> {
  const keys = (await readEnvironment(environment(changes))).issuers[0]?.keys;
  if (keys?.kind === 'public-key') return keys.keys[0]?.algorithms;
  return keys?.kind === 'jwks' ? keys.algorithms : undefined;
}

describe('the key source', () => {
  const key = (value: string, more: Changes = {}): Changes => ({
    AUTH_SECRET: undefined,
    AUTH_PUBLIC_KEY: value,
    ...more,
  });
  const jwks = (AUTH_JWKS_URL: string, more: Changes = {}): Changes => ({
    AUTH_SECRET: undefined,
    AUTH_JWKS_URL,
    ...more,
  });

  it('is exactly one', async () => {
    assert.deepEqual(await faults({ AUTH_SECRET: undefined }), ['AUTH_JWKS_URL']);
    assert.deepEqual(await faults({ AUTH_JWKS_URL: 'https://id.example/jwks' }), ['AUTH_JWKS_URL']);
  });

  it('may be a key set over https, or over http on this machine only', async () => {
    for (const url of [
      'https://id.example/jwks?v=1',
      'http://localhost:2/jwks',
      'http://127.0.0.2/jwks',
      'http://[::1]:8/',
    ]) {
      assert.deepEqual(await faults(jwks(url)), [], url);
    }
    for (const url of [
      'http://id.example/jwks',
      'http://127.0.0.1.evil.example/',
      'http://localhost.evil.example/',
      'https://user:pass@id.example/',
      'file:///etc/passwd',
      'id.example',
    ]) {
      assert.deepEqual(await faults(jwks(url)), ['AUTH_JWKS_URL'], url);
    }
  });

  it('never mixes symmetric and public-key algorithms', async () => {
    assert.deepEqual(await faults({ AUTH_ALGORITHMS: 'RS256' }), ['AUTH_ALGORITHMS']);
    assert.deepEqual(await faults({ AUTH_ALGORITHMS: 'HS256 HS512' }), ['AUTH_ALGORITHMS']);
    for (const list of ['HS256', 'RS256,HS256']) {
      assert.deepEqual(await faults(jwks('https://id.example/jwks', { AUTH_ALGORITHMS: list })), [
        'AUTH_ALGORITHMS',
      ]);
    }
    assert.deepEqual(
      await algorithmsOf(jwks('https://id.example/jwks', { AUTH_ALGORITHMS: 'RS256, ES256' })),
      ['RS256', 'ES256'],
    );
    assert.ok(!(await algorithmsOf(jwks('https://id.example/jwks')))?.includes('HS256'));
  });

  it('refuses private, symmetric, weak, foreign and unreadable keys', async () => {
    const rsa = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(rsa.publicKey);
    const pem = await exportSPKI(rsa.publicKey);
    const bad = [
      await exportPKCS8(rsa.privateKey),
      JSON.stringify(await exportJWK(rsa.privateKey)),
      JSON.stringify({ kty: 'oct', k: HOST_SECRET }),
      JSON.stringify({ keys: [] }),
      JSON.stringify({ keys: [{ ...jwk, use: 'enc' }] }),
      JSON.stringify({ keys: [jwk, 7] }),
      JSON.stringify({ keys: Array(17).fill(jwk) }),
      JSON.stringify(jwk).replace('{', '{"kty":"EC",'),
      `${pem}\n${await exportPKCS8(rsa.privateKey)}`,
      JSON.stringify({ ...jwk, use: 'enc' }),
      JSON.stringify({ ...jwk, alg: 'HS256' }),
      JSON.stringify({ ...jwk, e: 'AQ' }),
      JSON.stringify({ ...jwk, n: jwk.n?.slice(0, 171) }),
      JSON.stringify({ kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }),
      JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }),
      JSON.stringify({ kty: '__proto__' }),
      '{}',
      '{',
      'key',
      pem.slice(0, 200),
      `${pem}x`,
      `${pem}${pem.slice(0, 200)}`,
      pem.replaceAll('PUBLIC KEY', 'CERTIFICATE'),
    ];
    for (const text of bad) assert.deepEqual(await faults(key(text)), ['AUTH_PUBLIC_KEY'], text.slice(0, 60));
    assert.deepEqual(await faults(key(pem.replaceAll('\n', '\\n'))), [], 'PEM on one line');
  });

  it('binds one key to one algorithm', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const pem = await exportSPKI(publicKey);
    assert.deepEqual(await algorithmsOf(key(pem)), ['RS256']);
    assert.deepEqual(await algorithmsOf(key(pem, { AUTH_ALGORITHMS: 'PS256' })), ['PS256']);
    assert.deepEqual(await faults(key(pem, { AUTH_ALGORITHMS: 'RS256 PS256' })), ['AUTH_PUBLIC_KEY']);
    assert.deepEqual(await faults(key(pem, { AUTH_ALGORITHMS: 'ES256' })), ['AUTH_PUBLIC_KEY']);
    const ed = await exportSPKI((await generateKeyPair('Ed25519', { extractable: true })).publicKey);
    assert.deepEqual(await algorithmsOf(key(ed)), ['EdDSA', 'Ed25519']);
  });

  it('takes EdDSA and Ed25519 for two names of one algorithm, in a key, a set and the settings', async () => {
    const { publicKey } = await generateKeyPair('Ed25519', { extractable: true });
    const [pem, jwk] = [await exportSPKI(publicKey), await exportJWK(publicKey)];
    const both = ['EdDSA', 'Ed25519'];
    for (const name of both) {
      const named = JSON.stringify({ ...jwk, alg: name });
      assert.deepEqual(await algorithmsOf(key(named)), both, `alg ${name}`);
      assert.deepEqual(await algorithmsOf(key(JSON.stringify({ keys: [{ ...jwk, alg: name }] }))), both);
      for (const AUTH_ALGORITHMS of both) {
        assert.deepEqual(await algorithmsOf(key(named, { AUTH_ALGORITHMS })), both);
        assert.deepEqual(await algorithmsOf(key(pem, { AUTH_ALGORITHMS })), both);
      }
      const set = jwks('https://id.example/jwks', { AUTH_ALGORITHMS: `RS256 ${name}` });
      assert.deepEqual([...((await algorithmsOf(set)) ?? [])].sort(), ['Ed25519', 'EdDSA', 'RS256']);
    }
    assert.deepEqual(await faults(key(JSON.stringify({ ...jwk, alg: 'ES256' }))), ['AUTH_PUBLIC_KEY']);
    assert.deepEqual(await faults(key(pem, { AUTH_ALGORITHMS: 'ES256' })), ['AUTH_PUBLIC_KEY']);
  });

  it('may be several public keys for a rotation, as blocks of PEM or as a set', async () => {
    const [one, other] = await Promise.all(
      ['RS256', 'ES256'].map((algorithm) => generateKeyPair(algorithm, { extractable: true })),
    );
    assert.ok(one && other);
    const pems = [await exportSPKI(one.publicKey), await exportSPKI(other.publicKey)];
    const jwks = [await exportJWK(one.publicKey), await exportJWK(other.publicKey)];
    const encryption = { ...jwks[0], use: 'enc', alg: 'RSA-OAEP' };
    for (const text of [
      pems.join('\n'),
      pems.map((pem) => pem.trim()).join(''),
      pems.join('\n').replaceAll('\n', '\\n'),
      JSON.stringify({ keys: [...jwks, encryption] }),
    ]) {
      const keys = (await readEnvironment(environment(key(text)))).issuers[0]?.keys;
      assert.ok(keys?.kind === 'public-key');
      assert.deepEqual(
        keys.keys.map(({ algorithms }) => algorithms),
        [['RS256'], ['ES256']],
      );
    }
    const sameKid = JSON.stringify({ keys: jwks.map((jwk) => ({ ...jwk, kid: 'a' })) });
    assert.deepEqual(await faults(key(sameKid)), ['AUTH_PUBLIC_KEY']);
  });

  it('may be a secret and the one before it', async () => {
    const previous = 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6j';
    const config = await readEnvironment(environment({ AUTH_SECRET_PREVIOUS: previous }));
    assert.deepEqual(config.issuers[0]?.keys, {
      kind: 'secret',
      secrets: [HOST_SECRET, previous],
      algorithm: 'HS256',
    });
    assert.deepEqual(await faults({ AUTH_SECRET_PREVIOUS: HOST_SECRET }), ['AUTH_SECRET_PREVIOUS']);
    assert.deepEqual(await faults({ AUTH_SECRET_PREVIOUS: 'short' }), ['AUTH_SECRET_PREVIOUS']);
    assert.deepEqual(
      await faults({
        AUTH_SECRET_PREVIOUS: previous,
        AUTH_ALGORITHMS: 'HS384',
        AUTH_SECRET: HOST_SECRET + HOST_SECRET.slice(0, 9),
      }),
      ['AUTH_SECRET_PREVIOUS'],
      'as long as the algorithm asks for',
    );
    const jwks = { AUTH_SECRET: undefined, AUTH_JWKS_URL: 'https://id.example/jwks' };
    assert.deepEqual(await faults({ ...jwks, AUTH_SECRET_PREVIOUS: previous }), ['AUTH_SECRET_PREVIOUS']);
  });
});
