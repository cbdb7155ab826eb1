// Which avatar addresses a page may load.

import { expect } from 'chai';
import { avatarUrl } from './avatar-url.ts';

describe('an avatar’s address', () => {
  for (const url of ['https://example.com/a.png', 'http://localhost:3000/a.svg', 'http://127.0.0.1/a.svg']) {
    it(`is let through: ${url}`, () => expect(avatarUrl(url)).to.equal(url));
  }

  for (const url of [
    'javascript:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'http://example.com/a.png',
    'https://user:secret@example.com/a.png',
    '//example.com/a.png',
    'a.png',
    '',
    `https://example.com/${'a'.repeat(3000)}`,
    'blob:https://example.com/1',
  ]) {
    it(`is dropped: ${url.slice(0, 40)}`, () => expect(avatarUrl(url)).to.equal(undefined));
  }
});
