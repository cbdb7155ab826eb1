// Secrets that documentation, tutorials and default installations have made public; it does not know who judges by them.

/** Parts that no secret of one's own has, written without what parts words. Long enough that none is in random text. */
export const PLACEHOLDERS = [
  'secretkeysecretkey',
  'supersecret',
  'topsecret',
  'mysecret',
  'secretsecret',
  'secret123',
  'thisisasecret',
  'changethis',
  'pleasechange',
  'changeme',
  'changeit',
  'replaceme',
  'replacethis',
  'replacewith',
  'yoursecret',
  'yourlivekit',
  'yourapisecret',
  'yourjwtsecret',
  'yourjwtkey',
  'your256bit',
  'your384bit',
  'your512bit',
  'jwtsecret',
  'defaultsecret',
  'insecure',
  'keyboardcat',
  'correcthorsebatterystaple',
  'passwordpassword',
  'password123',
  'qwertyuiop',
  'loremipsum',
];

/** What example secrets are made of, beside digits: they talk about themselves. */
export const WORDS = `
  secret token jwt json hmac sha256 hs256 key sign signing signature password passphrase passwd auth
  authentication access refresh session cookie encryption encrypt private public shared symmetric api
  app application random string text value phrase characters character chars char byte bits length secure
  security safe strong valid super ultra very really extremely long longer least more than enough
  minimum must should only need have make your mine this that which with from some here there the and
  for not change replace please default example sample demo test testing placeholder production
  development develop local dummy fake todo server service client user admin root hello world generate
  generated livekit voice room letmein welcome qwerty asdf zxcv 0123 1234 4567 6789 7890 abcd shhhh
  dead beef cafe babe face feed thirty twenty hundred two three four
`
  .trim()
  .split(/\s+/)
  // The longer first, so that no word is taken out of the middle of another.
  .sort((one, other) => other.length - one.length);

/** Secrets that are printed in many places, RFC 7515, RFC 7520 and the first decoder that people find among them. */
export const PUBLISHED = [
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
  '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
  'Q4NSl604sgyHJj1qwEkR3ycUeR4uUAt7WJraD7EN3O9DVM4yyYuHxMEbSF4XXyYJkal13eqgB0F7Bq4H',
  '0JqF84JhmKqCPyRbSvDHYSsp6ljwW9NK',
  '0f453b8e74d2da2ddbf069fb795e530bb730a418ac3764e3f2a8d360c648a412',
];
