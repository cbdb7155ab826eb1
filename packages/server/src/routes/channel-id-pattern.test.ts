// That the published patterns refuse no sound channel id, and nearly every other text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { channelIdFault } from '../policy/channel-id.ts';
import { channelOfRoomName } from '../policy/room-name.ts';
import { CHANNEL_ID_PATTERN, ROOM_NAME_PATTERN } from './channel-id-pattern.ts';

const patterns = [
  { name: 'channel_id', pattern: new RegExp(CHANNEL_ID_PATTERN, 'u'), channelOf: (text: string) => text },
  { name: 'room_name', pattern: new RegExp(ROOM_NAME_PATTERN, 'u'), channelOf: channelOfRoomName },
];
/** What no portable pattern can say. */
const INEXPRESSIBLE = ['too-long', 'not-nfc', 'ill-formed'];

const WHITE_SPACE = [
  ' ',
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u200a',
  '\u2028',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
];
const pieces = fc.oneof(
  fc.constantFrom(
    'voice-',
    'voice',
    '-',
    '.',
    '..',
    '*',
    'a',
    'é',
    'e\u0301',
    '\u0344',
    '\ufa10',
    '🎙',
    '\u{2f800}',
  ),
  fc.constantFrom(...WHITE_SPACE),
  fc.constantFrom('\n', '\u0000', '\u007f', '\u0085', '\u180e', '\u200b'),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom(199, 200, 201, 206, 207).map((length) => 'x'.repeat(length)),
);
const texts = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(''));

for (const { name, pattern, channelOf } of patterns) {
  describe(`the pattern of ${name}`, () => {
    it('matches every sound id, and of the others only what it cannot know', () => {
      let sound = 0;
      fc.assert(
        fc.property(texts, (text) => {
          const fault = channelIdFault(channelOf(text));
          if (fault === null) sound++;
          if (pattern.test(text)) return fault === null || INEXPRESSIBLE.includes(fault);
          return fault !== null;
        }),
        { numRuns: 5_000 },
      );
      assert.ok(sound > 300, `${sound} sound ones were among them`);
    });

    it('knows each code point that is none of NFC, white space or a control', () => {
      for (let code = 1; code < 0x110000; code++) {
        if (code >= 0xd800 && code < 0xe000) continue;
        const text = String.fromCodePoint(code);
        assert.equal(pattern.test(text), channelIdFault(channelOf(text)) === null, `U+${code.toString(16)}`);
      }
    });

    it('knows when a text is surely too long', () => {
      assert.ok(pattern.test('x'.repeat(200)));
      assert.ok(!pattern.test('x'.repeat(207)));
      assert.ok(!pattern.test('🎙'.repeat(207)));
    });
  });
}
