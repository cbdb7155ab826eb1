// What every implementation of the signatures port must do, with keys made at run time; it knows none of them.
import assert from 'node:assert/strict';
import { constants, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import type { JWK } from 'jose';
import type { Signatures, Verify } from '../auth/signatures.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Pair {
  readonly jwk: JWK;
  readonly privateKey: KeyObject;
}

const INPUT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0';
const RSA = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const CURVES: Readonly<Record<string, { name: string; order: bigint; bytes: number }>> = {
  ES256: {
    name: 'P-256',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    bytes: 32,
  },
  ES384: {
    name: 'P-384',
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    bytes: 48,
  },
  ES512: {
    name: 'P-521',
    order: BigInt(`0x01${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`),
    bytes: 66,
  },
};
/** Order of the group of Ed25519. */
const ED_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const pairOf = ({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Pair => ({
  jwk: publicKey.export({ format: 'jwk' }),
  privateKey,
});
const rsa = pairOf(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const otherRsa = pairOf(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const newCurvePair = (algorithm: string): Pair =>
  pairOf(generateKeyPairSync('ec', { namedCurve: CURVES[algorithm]?.name ?? '' }));

const bytes = (buffer: Buffer): Bytes => new Uint8Array(buffer);
const hashOf = (algorithm: string): string => `sha${algorithm.slice(2)}`;
const toNumber = (part: Uint8Array): bigint => BigInt(`0x${Buffer.from(part).toString('hex')}`);
const toBytes = (value: bigint, length: number): Bytes =>
  bytes(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'));
const join = (...parts: Uint8Array[]): Bytes => bytes(Buffer.concat(parts));

function signRsa(algorithm: string, key: KeyObject, saltLength: number, hash = hashOf(algorithm)): Bytes {
  const padding = algorithm.startsWith('P') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return bytes(sign(hash, Buffer.from(INPUT), { key, padding, saltLength }));
}

const flip = (signature: Bytes, at: number): Bytes => {
  const copy = signature.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** Ways to spoil any signature. */
const spoilt = (signature: Bytes): [string, Bytes][] => [
  ['empty', new Uint8Array()],
  ['one byte', new Uint8Array(1)],
  ['a byte short', signature.slice(0, -1)],
  ['without its first byte', signature.slice(1)],
  ['a byte long', join(signature, new Uint8Array(1))],
  ['after a zero', join(new Uint8Array(1), signature)],
  ['twice', join(signature, signature)],
  ['of zeros', new Uint8Array(signature.length)],
  ['of ones', new Uint8Array(signature.length).fill(0xff)],
  ['with its first bit turned', flip(signature, 0)],
  ['with its last bit turned', flip(signature, signature.length - 1)],
  ['random', bytes(randomBytes(signature.length))],
];

async function expectRefused(verify: Verify, cases: readonly [string, Bytes][]): Promise<void> {
  for (const [what, signature] of cases) assert.equal(await verify(INPUT, signature), false, what);
}

async function expectSound(verify: Verify, stranger: Verify, signature: Bytes): Promise<void> {
  assert.equal(await verify(INPUT, signature), true);
  assert.equal(await verify(`${INPUT}A`, signature), false);
  assert.equal(await verify('', signature), false);
  assert.equal(await stranger(INPUT, signature), false);
  await expectRefused(verify, spoilt(signature));
}

/** Declares the tests for `signatures`. */
export function describeSignatures(name: string, signatures: Signatures): void {
  describe(`signatures of ${name}`, () => {
    for (const algorithm of RSA) {
      it(`of ${algorithm} are sound with its own hash, padding and salt only`, async () => {
        const verify = await signatures.verifierOfPublicKey(rsa.jwk, algorithm);
        const stranger = await signatures.verifierOfPublicKey(otherRsa.jwk, algorithm);
        const length = Number(algorithm.slice(2)) / 8;
        const signature = signRsa(algorithm, rsa.privateKey, length);
        await expectSound(verify, stranger, signature);
        const others = RSA.filter((other) => other !== algorithm).map((other): [string, Bytes] => [
          `signed with ${other}`,
          signRsa(other, rsa.privateKey, Number(other.slice(2)) / 8),
        ]);
        await expectRefused(verify, [
          ...others,
          ['with SHA-1', signRsa(algorithm, rsa.privateKey, length, 'sha1')],
        ]);
        const modulus = Buffer.from(rsa.jwk.n ?? '', 'base64url');
        await expectRefused(verify, [
          ['the modulus', bytes(modulus)],
          ['one', toBytes(1n, modulus.length)],
          ['the modulus less one', toBytes(toNumber(modulus) - 1n, modulus.length)],
        ]);
        if (!algorithm.startsWith('P')) return;
        for (const salt of [0, length - 1, length + 1])
          await expectRefused(verify, [[`salt of ${salt}`, signRsa(algorithm, rsa.privateKey, salt)]]);
      });
    }

    for (const [algorithm, { order, bytes: half }] of Object.entries(CURVES)) {
      it(`of ${algorithm} are two numbers inside the group's order, never DER`, async () => {
        const pair = newCurvePair(algorithm);
        const verify = await signatures.verifierOfPublicKey(pair.jwk, algorithm);
        const stranger = await signatures.verifierOfPublicKey(newCurvePair(algorithm).jwk, algorithm);
        const data = Buffer.from(INPUT);
        const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
        const signature = bytes(sign(hashOf(algorithm), data, key));
        await expectSound(verify, stranger, signature);
        const [r, s] = [signature.slice(0, half), signature.slice(half)];
        const zero = new Uint8Array(half);
        const [n, one] = [toBytes(order, half), toBytes(1n, half)];
        const wrongHash = algorithm === 'ES256' ? 'sha384' : 'sha256';
        await expectRefused(verify, [
          ['DER', bytes(sign(hashOf(algorithm), data, pair.privateKey))],
          ['another hash', bytes(sign(wrongHash, data, key))],
          ['r of zero', join(zero, s)],
          ['s of zero', join(r, zero)],
          ['r of the order', join(n, s)],
          ['s of the order', join(r, n)],
          ['both of the order', join(n, n)],
          ['both of one', join(one, one)],
          ['r and s changed over', join(s, r)],
          ['s beyond the order', join(r, toBytes((toNumber(s) + order) % 2n ** BigInt(half * 8), half))],
        ]);
        // The mirrored signature is one by the standard; all must agree on it.
        assert.equal(await verify(INPUT, join(r, toBytes(order - toNumber(s), half))), true);
      });
    }

    for (const algorithm of ['EdDSA', 'Ed25519']) {
      it(`of ${algorithm} are canonical Ed25519`, async () => {
        const pair = pairOf(generateKeyPairSync('ed25519'));
        const other = pairOf(generateKeyPairSync('ed25519'));
        const verify = await signatures.verifierOfPublicKey(pair.jwk, algorithm);
        const stranger = await signatures.verifierOfPublicKey(other.jwk, algorithm);
        const signature = bytes(sign(null, Buffer.from(INPUT), pair.privateKey));
        await expectSound(verify, stranger, signature);
        const scalar = toNumber(signature.slice(32).reverse());
        const beyond = toBytes(scalar + ED_ORDER, 32).reverse();
        await expectRefused(verify, [['s beyond the order', join(signature.slice(0, 32), beyond)]]);
      });
    }

    for (const algorithm of ['HS256', 'HS384', 'HS512']) {
      it(`of ${algorithm} are whole and of one secret`, async () => {
        const secret = `${randomBytes(48).toString('base64url')}é`;
        const verify = await signatures.verifierOfSecret(secret, algorithm);
        const stranger = await signatures.verifierOfSecret(`${secret} `, algorithm);
        const mac = (hash: string): Bytes => bytes(createHmac(hash, secret).update(INPUT).digest());
        await expectSound(verify, stranger, mac(hashOf(algorithm)));
        const hashes = ['sha1', 'sha256', 'sha384', 'sha512'].filter((hash) => hash !== hashOf(algorithm));
        await expectRefused(
          verify,
          hashes.map((hash) => [hash, mac(hash)]),
        );
      });
    }

    it('are made for no key that does not fit the algorithm or cannot be read', async () => {
      const ec = newCurvePair('ES256').jwk;
      const oct = { kty: 'oct', k: randomBytes(64).toString('base64url') };
      const cases: [JWK, string][] = [
        [rsa.jwk, 'ES256'],
        [rsa.jwk, 'HS256'],
        [rsa.jwk, 'none'],
        [rsa.jwk, 'constructor'],
        [rsa.jwk, '__proto__'],
        [ec, 'RS256'],
        [ec, 'ES384'],
        [ec, 'EdDSA'],
        [oct, 'HS256'],
        [oct, 'RS256'],
        [{ ...ec, x: ec.y ?? '' }, 'ES256'],
        [{ ...ec, y: undefined } as unknown as JWK, 'ES256'],
        [{ kty: 'RSA', n: rsa.jwk.n ?? '' }, 'RS256'],
        [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }, 'EdDSA'],
        [{}, 'RS256'],
      ];
      for (const [jwk, algorithm] of cases) {
        await assert.rejects(
          async () => signatures.verifierOfPublicKey(jwk, algorithm),
          TypeError,
          `${jwk.kty} ${algorithm}`,
        );
      }
      for (const algorithm of ['RS256', 'none', 'hs256', 'HS1', '', 'constructor']) {
        await assert.rejects(async () => signatures.verifierOfSecret('x'.repeat(64), algorithm), TypeError);
      }
    });

    it('are checked with the public members alone', async () => {
      const jwk = {
        ...(otherRsa.privateKey.export({ format: 'jwk' }) as JWK),
        ...rsa.jwk,
        key_ops: ['sign'],
      };
      const verify = await signatures.verifierOfPublicKey(jwk, 'RS256');
      assert.equal(await verify(INPUT, signRsa('RS256', rsa.privateKey, 0)), true);
    });

    it('are made with HMAC-SHA-256, and written with what they sign as a compact JWS', async () => {
      for (const secret of ['ascii secret', 'sécret 🔑', 'x'.repeat(200)]) {
        const sign = signatures.signer(secret);
        for (const payload of ['', '{"a":"b"}', `{"name":"é 🔑 ${INPUT.repeat(100)}"}`]) {
          const parts = ['{"alg":"HS256"}', payload].map((part) => Buffer.from(part).toString('base64url'));
          const input = parts.join('.');
          const expected = createHmac('sha256', secret).update(input).digest('base64url');
          assert.equal(await sign(payload), `${input}.${expected}`);
        }
      }
    });
  });
}
