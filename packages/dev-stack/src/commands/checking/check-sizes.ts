// Weighs what a page loads from the element's build against its limits; builds nothing.
import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { importsOf } from '../../house-rules/imports-of.ts';
import type { CheckAnswer } from './check-step.ts';

/** The most that may be loaded, in bytes after brotli at its best. */
export interface SizeLimits {
  /** The entry and what it imports at once: what every page with the script tag pays. */
  shell: number;
  /** Everything that the entry can ever load: what a call costs. */
  whole: number;
}

/** The limits of the published build, in bytes; why the shell's is what it is: `.github/decisions/0003-size-of-the-shell.md`. */
export const sizeLimits: SizeLimits = { shell: 34_000, whole: 175_000 };

/** A build: each script's path from its folder, with its text. */
export type Scripts = ReadonlyMap<string, string>;

/** All paths that `entry` reaches, by static imports alone or by `import()` too. */
function reach(scripts: Scripts, entry: string, dynamicToo: boolean): Set<string> {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    const text = scripts.get(path);
    if (text === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { specifier, kind } of importsOf({ path, text })) {
      if (kind === 'value' || dynamicToo) visit(posix.join(posix.dirname(path), specifier));
    }
  };
  visit(entry);
  return reached;
}

async function weigh(scripts: Scripts, paths: Iterable<string>): Promise<number> {
  const sizes = [...paths].map(
    async (path) => (await promisify(brotliCompress)(scripts.get(path) ?? '')).length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** Weighs a build whose entry is `entry`. A build without that entry is a failure. */
export async function weighScripts(
  scripts: Scripts,
  entry: string,
  limits: SizeLimits,
): Promise<CheckAnswer> {
  if (!scripts.has(entry)) return { ok: false, text: `The build has no ${entry}.` };
  const weights = {
    shell: await weigh(scripts, reach(scripts, entry, false)),
    whole: await weigh(scripts, reach(scripts, entry, true)),
  };
  const lines = (['shell', 'whole'] as const).map((part) => {
    return `${part} ${kilobytes(weights[part])} of ${kilobytes(limits[part])} (brotli)`;
  });
  const ok = weights.shell <= limits.shell && weights.whole <= limits.whole;
  return ok ? { ok, remark: lines.join(', ') } : { ok, text: lines.join('\n') };
}

/** Weighs the build in `folder`, whose entry is `voice-room.js`. */
export async function checkSizes(folder: string, limits: SizeLimits = sizeLimits): Promise<CheckAnswer> {
  const scripts = new Map<string, string>();
  for await (const path of glob('**/*.js', { cwd: folder })) {
    scripts.set(path, await readFile(join(folder, path), 'utf8'));
  }
  return weighScripts(scripts, 'voice-room.js', limits);
}
