// Which avatar addresses a snapshot may carry.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { avatarUrl } from './avatar-url.ts';

describe('an avatar’s address', () => {
  for (const url of [
    'https://example.com/a.png',
    'http://localhost:3000/a.svg',
    'http://127.0.0.1/a.svg',
    'http://[::1]/a.svg',
  ]) {
    it(`is let through: ${url}`, () => {
      assert.equal(avatarUrl(url), url);
    });
  }

  for (const url of [
    undefined,
    '',
    'a.png',
    '//example.com/a.png',
    'http://example.com/a.png',
    'http://localhost.example/a.png',
    'http://127.0.0.1.example/a.png',
    'javascript:alert(1)',
    ' jAvAsCrIpT:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'https://user:secret@example.com/a.png',
    `https://example.com/${'a'.repeat(3000)}`,
  ]) {
    it(`is dropped: ${String(url).slice(0, 40)}`, () => {
      assert.equal(avatarUrl(url), undefined);
    });
  }
});
