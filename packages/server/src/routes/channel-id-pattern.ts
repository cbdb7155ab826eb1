// Says the rules for channel ids as regular expressions for JSON Schema; it does not decide about ids.
import { MAX_CHANNEL_ID_BYTES } from '../policy/channel-id.ts';

/*
 * What a pattern can say of the rules, and what it leaves to 422:
 * - Every text that breaks the pattern is refused by `channelIdFault`: nobody is told that a sound id is not. A property
 *   test holds that.
 * - The reverse holds but for three things. Bytes: JSON Schema counts code points, and a regular expression that adds up
 *   the bytes of each would have millions of characters. So the pattern bounds what surely is too long: more than 200
 *   code points. No `maxLength` stands beside it, since that would promise every text of 200 code points. NFC: the
 *   pattern knows the code points that never stand in NFC; which marks a letter would have to join with takes Unicode's
 *   tables. Lone surrogates: they are no Unicode text, and validators cannot agree on what they match.
 * - Only what every dialect of regular expressions reads alike is used: no `\s` (Python and ECMAScript differ), no
 *   `\p{…}` (Python has none), no `\u{…}`; code points above U+FFFF stand for themselves.
 */

/** Code points that no text in NFC holds (`NFC_Quick_Check=No`), in hexadecimal; a test derives them anew. */
const NEVER_IN_NFC =
  '340-341 343-344 374 37e 387 958-95f 9dc-9dd 9df a33 a36 a59-a5b a5e b5c-b5d f43 f4d f52 f57 f5c f69 f73 f75-f76 ' +
  'f78 f81 f93 f9d fa2 fa7 fac fb9 1f71 1f73 1f75 1f77 1f79 1f7b 1f7d 1fbb 1fbe 1fc9 1fcb 1fd3 1fdb 1fe3 1feb ' +
  '1fee-1fef 1ff9 1ffb 1ffd 2000-2001 2126 212a-212b 2329-232a 2adc f900-fa0d fa10 fa12 fa15-fa1e fa20 fa22 ' +
  'fa25-fa26 fa2a-fa6d fa70-fad9 fb1d fb1f fb2a-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4e 1d15e-1d164 ' +
  '1d1bb-1d1c0 2f800-2fa1d';

/** What `String.prototype.trim` takes off, without the control characters, which are refused everywhere. */
const WHITE_SPACE = ' \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const REFUSED = '\\u0000-\\u001f*\\u007f-\\u009f';

const INNER = `[^${REFUSED}]`;
const EDGE = `[^${REFUSED}${WHITE_SPACE}]`;
const NO_FOREIGN_FORM = `(?![\\s\\S]*[${NEVER_IN_NFC.replaceAll(/[0-9a-f]+/g, written).replaceAll(' ', '')}])`;
const ID = `${EDGE}(?:${INNER}{0,${MAX_CHANNEL_ID_BYTES - 2}}${EDGE})?`;

/** Matches every sound channel id. */
export const CHANNEL_ID_PATTERN = `^(?!\\.\\.?$)${NO_FOREIGN_FORM}${ID}$`;

/** Matches every text that leads to a sound channel id once one leading `voice-` is taken off. */
export const ROOM_NAME_PATTERN = `^(?!(?:voice-)?\\.{0,2}$)(?!voice-[${WHITE_SPACE}])${NO_FOREIGN_FORM}(?:voice-)?${ID}$`;

function written(hexadecimal: string): string {
  const code = Number.parseInt(hexadecimal, 16);
  return code > 0xffff ? String.fromCodePoint(code) : `\\u${hexadecimal.padStart(4, '0')}`;
}
