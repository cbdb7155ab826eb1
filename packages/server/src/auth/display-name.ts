// Makes a name from a stranger's text fit for a list of people; it does not know whose name it is.
import { byteLength, fitsIn } from './byte-length.ts';

/** LiveKit's default limit for a participant name, in UTF-8 bytes (`limit.max_participant_name_length`). */
const MAX_BYTES = 256;

/** Line breaks and tabs, which become a space. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** C0 and C1 controls, and the controls that reorder text (Unicode UAX 9), which are removed. */
// eslint-disable-next-line no-control-regex -- control characters are the subject
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Something that leaves ink: not a control, separator, format character, mark, or a letter that is drawn blank. */
const VISIBLE = /[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * Returns at most 256 bytes of well-formed text without control and bidirectional control characters, cut between
 * graphemes, or undefined where `value` is no text or shows nothing.
 */
export function cleanDisplayName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value.toWellFormed().replace(BREAKS, ' ').replace(CONTROLS, '').trim();
  return VISIBLE.test(clean) ? cut(clean) : undefined;
}

function cut(text: string): string {
  if (fitsIn(text, MAX_BYTES)) return text;
  // The segmenter works as it is read, so a long rest costs nothing.
  const whole = take(graphemes(text));
  // One letter under hundreds of marks is a single grapheme longer than the limit; it is cut between code points.
  return whole === '' ? take(text) : whole.trimEnd();
}

function* graphemes(text: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text))
    yield segment;
}

function take(pieces: Iterable<string>): string {
  let length = 0;
  let result = '';
  for (const piece of pieces) {
    length += byteLength(piece);
    if (length > MAX_BYTES) break;
    result += piece;
  }
  return result;
}
