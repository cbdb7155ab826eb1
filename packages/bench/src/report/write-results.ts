// Writes results to packages/bench/results/; it does not know what was measured.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultTable } from './markdown-table.ts';
import type { Section } from './row.ts';

const folder = fileURLToPath(new URL('../../results/', import.meta.url));

/** When and on what was measured. */
export interface Occasion {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: string;
  /** The commit that was measured, with a mark where files differed from it. */
  readonly revision: string;
}

/** The results as one Markdown document. */
export function resultsDocument(
  name: string,
  { date, machine, revision }: Occasion,
  sections: readonly Section[],
): string {
  const goals = sections.flatMap(({ rows }) => rows).flatMap((row) => row.goals);
  const missed = goals.filter(({ met }) => !met).length;
  return [
    `# ${name}`,
    `Measured on ${date.slice(0, 10)} at revision ${revision} by \`npm run bench\`: ${machine}.`,
    `${goals.length - missed} goals met, ${missed} missed.`,
    ...sections.flatMap(({ title, rows, details }) => [`## ${title}`, resultTable(rows), details]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** Writes `NAME.md` for people and `NAME.json` for programs. */
export async function writeResults(
  file: string,
  name: string,
  occasion: Occasion,
  sections: readonly Section[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${file}.md`), resultsDocument(name, occasion, sections));
  await writeFile(join(folder, `${file}.json`), `${JSON.stringify({ ...occasion, sections }, null, 2)}\n`);
}
