// One hash over a set of files, so that an unchanged part is not built again; knows nothing of building.
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * SHA-256 (hex) over the names and contents of all files that match `patterns` (globs relative to `root`).
 * Tests are left out: nothing is built from them. A file that comes, goes, is renamed or changes gives another value; the order of `patterns` does not count.
 */
export async function fingerprint(root: string, patterns: readonly string[]): Promise<string> {
  const names: string[] = [];
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true })) {
    if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) names.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash('sha256');
  for (const name of [...new Set(names)].sort()) {
    const content = createHash('sha256')
      .update(await readFile(name))
      .digest('hex');
    hash.update(`${name.slice(root.length)}\0${content}\n`);
  }
  return hash.digest('hex');
}
