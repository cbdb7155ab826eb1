// What holds for every text that is set as a public key, however odd its members are.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exportJWK, generateKeyPair } from 'jose';
import { environment } from '../testing/host-app.ts';
import { readChanged } from '../testing/config-file.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './read-environment.ts';
import { SECRET_MEMBERS } from './secret-members.ts';

const PARTNER_KEYS = `"secrets": [{ "env": "PARTNER_SECRET_NEXT" }, { "env": "PARTNER_SECRET" }],
      "algorithms": ["HS256"]`;

const sound = await Promise.all(
  ['RS256', 'ES256', 'ES384', 'Ed25519'].map(async (algorithm) =>
    exportJWK((await generateKeyPair(algorithm, { extractable: true })).publicKey),
  ),
);

/** The settings that are told to be wrong. Any other error than a refusal fails the test. */
async function refused(read: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await read();
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    for (const { problem } of error.faults) assert.match(problem, /\. \S.*\.$/s);
    return error.faults.map(({ setting }) => setting);
  }
  return [];
}
const asVariable = (text: string) =>
  refused(() => readEnvironment(environment({ AUTH_SECRET: undefined, AUTH_PUBLIC_KEY: text })));
const inFile = (key: unknown) =>
  refused(() => readChanged([[PARTNER_KEYS, `"publicKeys": [${JSON.stringify(key)}]`]]));

describe('a public key', () => {
  it('whose numbers are no base64url is refused by its setting', async () => {
    const [rsa] = sound;
    for (const odd of ['x', 'AAAAA', '', '=', 'AA==', 'é', '-', '_'.repeat(2048), '_'.repeat(2049)]) {
      for (const jwk of [
        { kty: 'RSA', n: odd.slice(0, 99), e: 'AQAB' },
        { ...rsa, e: odd },
        { kty: 'EC', crv: 'P-256', x: odd, y: odd },
        { kty: 'OKP', crv: 'Ed25519', x: odd },
      ]) {
        assert.deepEqual(await asVariable(JSON.stringify(jwk)), ['AUTH_PUBLIC_KEY'], JSON.stringify(jwk));
        assert.deepEqual(await inFile(jwk), ['issuers[1].publicKeys[0]']);
      }
    }
  });

  it('with any member of a private key is refused', async () => {
    for (const jwk of sound) {
      for (const member of SECRET_MEMBERS) {
        assert.deepEqual(await asVariable(JSON.stringify({ ...jwk, [member]: 'AQAB' })), ['AUTH_PUBLIC_KEY']);
      }
    }
  });

  it('with a key id that is no text is refused', async () => {
    for (const kid of [1, null, ['a'], {}]) {
      assert.deepEqual(await asVariable(JSON.stringify({ ...sound[0], kid })), ['AUTH_PUBLIC_KEY']);
    }
  });

  it('with odd members is read, or refused by its setting, and never ends in another error', async () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        'x',
        'AQAB',
        'AAAAA',
        'RSA',
        'EC',
        'OKP',
        'oct',
        'P-256',
        'sig',
        'RS256',
        'EdDSA',
        '__proto__',
      ),
      fc.stringMatching(/^[\w-]{1,400}$/),
    );
    const names = [
      'kty',
      'n',
      'e',
      'x',
      'y',
      'crv',
      'alg',
      'use',
      'kid',
      'key_ops',
      'ext',
      'x5c',
      'b64',
      'keys',
    ];
    const members = fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), members, async (index, changes) => {
        const jwk = { ...sound[index], ...changes };
        for (const text of [jwk, { keys: [jwk] }, { keys: jwk }].map((key) => JSON.stringify(key))) {
          for (const setting of await asVariable(text)) assert.equal(setting, 'AUTH_PUBLIC_KEY');
        }
        await inFile(jwk);
      }),
      { numRuns: 150 },
    );
  });
});
