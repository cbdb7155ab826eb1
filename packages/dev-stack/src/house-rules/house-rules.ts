// All rules of the house in one list, and the way to ask them; knows no rule by its content.
import { docBlocks } from './doc-blocks.ts';
import { fileLength, fileNames, openingComment } from './file-shape.ts';
import { importCycles } from './import-cycles.ts';
import { importRule } from './import-rules.ts';
import { elementTable, serverTable } from './import-table.ts';
import { readSources, readTopLevel } from './read-repository.ts';
import { refusedTypes } from './refused-types.ts';
import type { Fault, Rule } from './source-file.ts';
import { noFocusedTests, testsBesideSources } from './test-habits.ts';
import { topLevel } from './top-level.ts';

/** Each rule with the sentence that it holds the house to. */
export const houseRules: readonly (readonly [string, Rule])[] = [
  ['the rooms of the element import only what their row allows', importRule(elementTable)],
  ['the rooms of the server import only what their row allows', importRule(serverTable)],
  ['no file imports itself by way of others', importCycles],
  ['no file is too long', fileLength],
  ['every file opens with a sentence about what lives here', openingComment],
  ['file names say what is inside', fileNames],
  ['every export has a doc block', docBlocks],
  ['nothing turns the type checker off', refusedTypes],
  ['no test is left out or keeps others from running', noFocusedTests],
  ['every test lies beside its source', testsBesideSources],
];

/** A fault as one line: where, then what. */
export function faultLine({ path, line, message }: Fault): string {
  return `${path}${line === undefined ? '' : `:${line}`}  ${message}`;
}

/** Asks every rule about the repository at `root`. Resolves to each rule's sentence with its faults. */
export async function askHouseRules(root: string): Promise<{ sentence: string; faults: Fault[] }[]> {
  const files = await readSources(root);
  return [
    ...houseRules.map(([sentence, rule]) => ({ sentence, faults: rule(files) })),
    { sentence: 'the top level is the floor plan', faults: topLevel(await readTopLevel(root)) },
  ];
}
