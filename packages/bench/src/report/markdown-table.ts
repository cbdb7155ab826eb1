// Writes tables as Markdown; it does not know what is in them.
import type { Row } from './row.ts';

/** A table with every column as wide as its widest cell, so that it reads well as plain text, too. */
export function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const escaped = [head, ...lines].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) =>
    Math.max(3, ...escaped.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...rest] = escaped;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

/** The table of results: each row beside its peer and its limit, with each goal and whether it is met. */
export function resultTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, ours, peer, limit, goals }) => {
    const judged = goals.map(({ found, wanted }) => `${found} (${wanted})`).join('; ');
    const verdict = goals.map(({ met }) => (met ? 'met' : 'MISSED')).join('; ');
    return [what, ours, peer, limit, judged || '–', verdict || '–'];
  });
  return markdownTable(['what', 'ours', 'peer', 'limit', 'found (goal)', 'verdict'], lines);
}
