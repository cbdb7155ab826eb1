// Writes a report for people to read in a terminal or a log; it does not know how it was found out.
import type { Report, ReportLine } from './examine.ts';
import type { Level } from './finding.ts';

/** Word and SGR colour (ECMA-48) of each level; the word alone says it all. */
const LEVELS: Readonly<Record<Level, { word: string; colour: number }>> = {
  ok: { word: 'ok', colour: 32 },
  warning: { word: 'warning', colour: 33 },
  fault: { word: 'fault', colour: 31 },
  skipped: { word: '-', colour: 2 },
};
const WIDTH = 9;
const INDENT = 2;

/** Headings, a line a finding, the cure below it, and the sum at the end. */
export function reportText(report: Report, isColoured: boolean): string {
  const paint = (code: number, text: string): string =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
  const groups = Map.groupBy(report.lines, ({ area }) => area);
  const blocks = [...groups].map(([area, lines]) => [paint(1, area), ...lines.map(line)].join('\n'));
  return `${blocks.join('\n')}\n\n${sum(report)}\n`;

  function line({ level, subject, message, cure }: ReportLine): string {
    const { word, colour } = LEVELS[level];
    const start = `${' '.repeat(INDENT)}${paint(colour, word)}${' '.repeat(WIDTH - word.length)}`;
    const text = `${start}${subject === undefined ? '' : `${subject}: `}${plain(message)}`;
    return cure === undefined ? text : `${text}\n${' '.repeat(INDENT + WIDTH)}→ ${plain(cure)}`;
  }
}

/** What comes from outside cannot steer the terminal. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, '?');

function sum({ count }: Report): string {
  const say = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `${say(count.fault, 'fault')}, ${say(count.warning, 'warning')}.`;
}

/** The same for machines; `ok` is whether the exit status is 0. */
export function reportJson({ lines, count }: Report): string {
  const document = { ok: count.fault === 0, faults: count.fault, warnings: count.warning, findings: lines };
  return `${JSON.stringify(document, null, 2)}\n`;
}
