// Bad channel ids are told apart from odd ones.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelFault } from './channel-id.ts';

describe('a channel id', () => {
  const bad: Record<string, string> = {
    missing: '',
    'white space alone': ' ',
    'white space at an end': 'general ',
    'longer than 200 bytes': 'a'.repeat(201),
    'ten kilobytes': 'x'.repeat(10_240),
    'long in bytes though not in characters': 'é'.repeat(101),
    'a control character': 'gen\u0000eral',
    'a line break': 'a\nb',
    'a C1 control': 'a\u0085b',
    'a pattern': 'team-*',
    'a lone surrogate': 'a\ud800',
    dot: '.',
    'two dots': '..',
    'decomposed letters': 'e\u0301',
  };
  for (const [what, id] of Object.entries(bad)) {
    it(`is refused: ${what}`, () => {
      assert.equal(channelFault(id)?.code, 'invalid-configuration');
    });
  }

  for (const id of ['general', '../', 'a:b', 'a/b', '%2F', '🎧', 'عام', 'a'.repeat(200), 'é', '...', 'A b']) {
    it(`is allowed, odd as it may be: ${id.slice(0, 20)}`, () => {
      assert.equal(channelFault(id), null);
    });
  }
});
