// Reads the repository's own files from disk; judges nothing.
import { glob, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from './source-file.ts';

const madeFolders = new Set(['node_modules', 'dist', 'cdn', 'results']);

/** What tools leave at the top level and git does not keep. */
const unkept =
  /^(\.git|node_modules|\.cache|coverage|test-results|\..*-store|\.DS_Store|\.idea|\.vscode|.*\.log)$/;

/** All source files (TypeScript, JavaScript, CSS) that people wrote, sorted by path. */
export async function readSources(root: string): Promise<SourceFile[]> {
  const exclude = (name: string) => madeFolders.has(name.slice(name.lastIndexOf('/') + 1));
  const paths: string[] = [];
  const patterns = [
    '*.{js,mjs,ts}',
    '.config/*.{js,mjs,ts}',
    '{packages,examples}/**/*.{ts,mts,tsx,js,mjs,css}',
  ];
  for await (const path of glob(patterns, { cwd: root, exclude })) paths.push(path);
  const read = async (path: string) => ({ path, text: await readFile(join(root, path), 'utf8') });
  return Promise.all(paths.toSorted().map(read));
}

/** The names at the top of the repository, without what git does not keep. */
export async function readTopLevel(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => !unkept.test(name)).toSorted();
}
