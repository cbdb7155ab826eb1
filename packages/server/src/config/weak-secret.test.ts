// Which secrets could be guessed, and that no random one is taken for such.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { weakness } from './weak-secret.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('a secret that is known or could be guessed', () => {
  const weak = [
    'a-valid-string-secret-that-is-at-least-384-bits-long',
    'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
    'a-string-secret-at-least-256-bits-long',
    'your-super-secret-jwt-token-with-at-least-32-characters-long',
    '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
    'Q4NSl604sgyHJj1qwEkR3ycUeR4uUAt7WJraD7EN3O9DVM4yyYuHxMEbSF4XXyYJkal13eqgB0F7Bq4H',
    'my-32-character-ultra-secure-and-ultra-long-secret',
    '0JqF84JhmKqCPyRbSvDHYSsp6ljwW9NK',
    '0f453b8e74d2da2ddbf069fb795e530bb730a418ac3764e3f2a8d360c648a412',
    'default-secret-key-default-secret-key!',
    'ReplaceThisWithARandomSecretOf32Chars!',
    'MyVerySecureJwtSigningKeyThatIsLong',
    'some-random-string-of-32-characters',
    'please_change_me_in_production_please',
    'deadbeefcafebabedeadbeefcafebabe0000',
    '0123456789abcdef0123456789abcdef',
    'qwertyuiopasdfghjklzxcvbnm1234567890',
  ];
  for (const secret of weak) {
    it(`is refused as it is and encoded: ${secret}`, () => {
      for (const form of [
        secret,
        base64(secret),
        Buffer.from(secret).toString('base64url'),
        hex(secret),
        `0x${hex(secret)}`,
        base64(hex(secret)),
      ]) {
        assert.notEqual(weakness(form), null, form);
      }
    });
  }

  it('is refused as the bytes that are written down elsewhere', () => {
    const bytes = Buffer.from(weak[5] ?? '', 'base64url');
    for (const form of [bytes.toString('base64'), bytes.toString('hex')])
      assert.match(weakness(form) ?? '', /^is a well-known example secret/);
    for (const bytes of [Buffer.alloc(32), Buffer.from(Array.from({ length: 32 }, (_, index) => index))])
      assert.match(weakness(bytes.toString('base64')) ?? '', /^is (made of very few|a run of)/);
  });
});

describe('a random secret', () => {
  it('is never refused, however it is written', () => {
    // Not fast-check's bytes: it likes zeros and repetition, which are not random.
    for (let run = 0; run < 5_000; run++) {
      const secret = randomBytes([32, 33, 48, 64, 96][run % 5] ?? 32);
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        const text = secret.toString(encoding);
        assert.equal(weakness(text), null, text);
      }
    }
  });

  it('may have words before it, and may be one of words that are nobody’s example', () => {
    for (const secret of [
      'my-production-secret-key-for-voice-3fJz8QmW2xVb7NcR',
      'AUTH_SECRET_9f2c7be14d6a80355e1b',
      'a-secret-of-the-stage-that-is-long-enough-42',
      'this is a test secret with at least 32 bytes',
      'gravel otter mistletoe plywood zenith unsaddle',
      'Grüße aus dem schönen Land der Träume ✨',
      'правильная лошадь батарея',
    ])
      assert.equal(weakness(secret), null, secret);
  });
});
