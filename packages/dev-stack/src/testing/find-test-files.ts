// Which test files the repository has; knows nothing of suites.
import { glob } from 'node:fs/promises';

/** All test files of all packages as paths from `root`, with forward slashes, sorted. */
export async function findTestFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('packages/*/src/**/*.test.ts', { cwd: root })) files.push(file);
  return files.toSorted();
}
