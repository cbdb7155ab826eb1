// Makes a person's name safe to show, and its initials; names are hostile text and stay text.

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** What could reorder or hide the text around a name: bidi marks, embeddings and isolates, zero-width and tag characters. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
/** More than four marks on one letter is decoration that spills over its neighbours. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const MEANINGFUL = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

const LONGEST_NAME = 64;
const LONGEST_INPUT = 1024;

/**
 * One line of at most 64 characters as people count them, without controls; the identity where nothing readable is left.
 */
export function displayName(name: string, identity: string): string {
  return readable(name) || readable(identity) || '?';
}

function readable(raw: string): string {
  const plain = raw
    .slice(0, LONGEST_INPUT)
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (!MEANINGFUL.test(plain)) return '';
  const characters = graphemes(plain);
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : plain;
}

/** Up to two characters that stand for a shown name: of its first and last word, or of its only one. */
export function initials(shownName: string): string {
  const words = shownName
    .split(' ')
    .map((word) => graphemes(word).filter((character) => MEANINGFUL.test(character)))
    .filter((word) => word.length > 0);
  const [first, last] = [words[0] ?? [], words.at(-1) ?? []];
  const letters =
    words.length > 1 ? [first[0], last[0]] : pictographic(first[0]) ? [first[0]] : first.slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

const pictographic = (character: string | undefined): boolean =>
  character !== undefined && /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character);

let segmenter: Intl.Segmenter | null = null;

function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
