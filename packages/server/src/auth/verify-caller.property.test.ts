// No input makes verification do anything but accept, refuse, or say that keys are away.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JWK } from 'jose';
import { webSignatures } from './web-signatures.ts';
import { nodeSignatures } from '../node/node-signatures.ts';
import { claims, sign, signRaw } from '../testing/host-app.ts';
import { testIssuer } from '../testing/test-issuer.ts';
import { outcome, verifierOf } from '../testing/verify.ts';

const EC: JWK = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const RUNS = { numRuns: 300 };
const issuer = testIssuer({
  require: [{ path: ['a', 'b'], values: [1] }],
  refuse: [{ path: ['c'], values: ['x'] }],
  claims: {
    ...testIssuer().claims,
    roles: { path: ['roles'], moderator: ['m'], speaker: ['s'], listener: ['l'] },
  },
});
const strict = verifierOf([issuer]);
const plain = verifierOf();
const published = verifierOf([
  testIssuer({ keys: { kind: 'jwks', url: 'https://keys.example/', algorithms: ['ES256', 'RS256'] } }),
]);

const names = fc.constantFrom(
  ...[
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'nbf',
    'auth_time',
    'azp',
    'cnf',
    'events',
    'video',
    'voice',
    'name',
  ],
  ...['picture', 'roles', 'a', 'b', 'c', '__proto__', 'constructor', 'toString', ''],
);
const values = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
const strange = fc.dictionary(names, values, { noNullPrototype: false });

describe('verification', () => {
  it('never fails in a way of its own on any text', async () => {
    const parts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (segments) => {
        for (const text of [
          segments.join('.'),
          segments.map((part) => Buffer.from(part).toString('base64url')).join('.'),
        ])
          for (const verify of [strict, published]) assert.notEqual(await outcome(verify, text), 'accepted');
      }),
      RUNS,
    );
  });

  it('never fails in a way of its own on any header', async () => {
    const members = fc.constantFrom('alg', 'typ', 'kid', 'crit', 'jwk', 'jku', 'x5c', '__proto__', 'b64');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(members, values, { noNullPrototype: false }), async (header) => {
        const token = await signRaw(JSON.stringify({ alg: 'HS256', ...header }), JSON.stringify(claims()));
        await outcome(plain, token);
        const asymmetric = await signRaw(
          JSON.stringify({ alg: 'ES256', ...header }),
          JSON.stringify(claims()),
        );
        assert.notEqual(await outcome(published, asymmetric), 'accepted');
      }),
      RUNS,
    );
  });

  it('never fails in a way of its own on any signed claims, and makes callers of the promised shape', async () => {
    await fc.assert(
      fc.asyncProperty(strange, async (changes) => {
        const token = await signRaw('{"alg":"HS256"}', JSON.stringify({ ...claims(), ...changes }));
        await outcome(strict, token);
        if ((await outcome(plain, token)) !== 'accepted') return;
        const caller = await plain(token, Date.now() / 1000);
        for (const text of [caller.identity, caller.name])
          assert.ok(text.isWellFormed() && text !== '' && Buffer.byteLength(text) <= 256);
        if (caller.avatarUrl !== undefined) assert.match(caller.avatarUrl, /^https:/);
      }),
      RUNS,
    );
  });

  it('accepts no token in which a character was changed, added or taken away', async () => {
    const token = await sign();
    const edit = fc.record({
      at: fc.nat(token.length - 1),
      cut: fc.nat(2),
      text: fc.string({ maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, cut, text }) => {
        const other = token.slice(0, at) + text + token.slice(at + cut);
        fc.pre(other !== token);
        assert.notEqual(await outcome(plain, other), 'accepted');
      }),
      RUNS,
    );
  });
});

it('both cryptographies agree on every signature', async () => {
  const secret = randomBytes(32).toString('hex');
  const pairs = await Promise.all(
    [nodeSignatures, webSignatures].map(async (signatures) => ({
      ec: await signatures.verifierOfPublicKey(EC, 'ES256'),
      mac: await signatures.verifierOfSecret(secret, 'HS256'),
    })),
  );
  const signature = fc.uint8Array({ maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(signature, fc.stringMatching(/^[\w.-]*$/), async (raw, input) => {
      const answers = await Promise.all(
        pairs.flatMap(({ ec, mac }) => [ec, mac].map(async (verify) => verify(input, new Uint8Array(raw)))),
      );
      assert.deepEqual(answers, [false, false, false, false]);
    }),
    RUNS,
  );
});
