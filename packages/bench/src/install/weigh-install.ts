// Weighs what an install left on disk; it installs nothing.
import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What is in a `node_modules`. */
export interface InstalledTree {
  /** The sum of all files, in bytes. */
  readonly bytes: number;
  /** Bytes of each top-level package, the largest first, with what is nested in it. */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
  /** Paths of native modules. */
  readonly native: readonly string[];
  /** Packages that would run a script while they are installed. */
  readonly scripts: readonly string[];
}

/** Weighs `folder/node_modules`. */
export async function weighInstall(folder: string): Promise<InstalledTree> {
  const modules = join(folder, 'node_modules');
  const sizes = new Map<string, number>();
  const native: string[] = [];
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name).slice(modules.length + 1);
    const [first = '', second = ''] = path.split('/');
    const name = first.startsWith('@') ? `${first}/${second}` : first;
    sizes.set(name, (sizes.get(name) ?? 0) + (await lstat(join(modules, path))).size);
    if (path.endsWith('.node')) native.push(path);
  }
  const packages = [...sizes].map(([name, bytes]) => ({ name, bytes })).toSorted((a, b) => b.bytes - a.bytes);
  return {
    bytes: packages.reduce((sum, { bytes }) => sum + bytes, 0),
    packages,
    native,
    scripts: await packagesWithScripts(modules),
  };
}

/** npm writes into its record of a tree which packages have install scripts, whether or not they were run. */
async function packagesWithScripts(modules: string): Promise<string[]> {
  const record = JSON.parse(await readFile(join(modules, '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  return Object.entries(record.packages).flatMap(([path, entry]) => (entry.hasInstallScript ? [path] : []));
}
