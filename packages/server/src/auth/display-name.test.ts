// How names from tokens are made fit to be shown.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanDisplayName } from './display-name.ts';

const bytes = (text: string | undefined): number => new TextEncoder().encode(text ?? '').length;

describe('a display name', () => {
  it('keeps letters of every script, emoji and joiners as they are', () => {
    for (const name of ['Ada', 'Zoë', 'שלום', 'مرحبا بك', '李雷', '👩‍👩‍👧‍👦', "O'Brien <b>"])
      assert.equal(cleanDisplayName(name), name);
  });

  it('loses controls that reorder or break the text around it', () => {
    assert.equal(
      cleanDisplayName('\u202a\u202b\u202c\u202d\u202ea\u2066\u2067\u2068\u2069\u200e\u200f\u061c'),
      'a',
    );
    assert.equal(cleanDisplayName('a\u0000\u0008\u001b[31m\u007f\u0080\u009fb'), 'a[31mb');
    assert.equal(cleanDisplayName(' a\r\n\tb\u2028c\u0085d '), 'a b c d');
  });

  it('is at most 256 bytes and never cut inside a grapheme', () => {
    assert.equal(cleanDisplayName('é'.repeat(200)), 'é'.repeat(128));
    assert.equal(bytes(cleanDisplayName('👩‍👩‍👧‍👦'.repeat(20))), 250);
    assert.equal(cleanDisplayName(`${'x'.repeat(255)}é`), 'x'.repeat(255));
    assert.equal(cleanDisplayName(`${'x'.repeat(255)}e\u0301`), 'x'.repeat(255));
    assert.equal(cleanDisplayName('x'.repeat(256)), 'x'.repeat(256));
  });

  it('survives one letter under hundreds of marks, cut between code points', () => {
    const name = cleanDisplayName(`a${'\u0301'.repeat(3000)}`);
    assert.equal(name, `a${'\u0301'.repeat(127)}`);
    assert.equal(bytes(name), 255);
  });

  it('is none where nothing would be seen, or where it is no text', () => {
    for (const value of [
      '',
      '   ',
      '\u200b\u200d',
      '\u202e',
      '\u3164',
      '\u2800',
      '\u0301',
      '\ufeff',
      7,
      null,
      undefined,
      {},
      ['a'],
    ]) {
      assert.equal(cleanDisplayName(value), undefined, JSON.stringify(value));
    }
  });

  it('is well-formed even where the token’s text is not', () => {
    assert.equal(cleanDisplayName('a\ud800b'), 'a\ufffdb');
  });
});
