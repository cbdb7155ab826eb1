// Builds one package when its inputs have changed; knows the steps only as a list of tools.
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { repositoryRoot } from './repository.ts';
import { runTool } from './run-tool.ts';

/** A package that is built: from which files, by which tools, into which folders (globs and paths from the top). */
export interface BuildPart {
  name: string;
  inputs: readonly string[];
  steps: readonly { tool: string; args: readonly string[]; what: string }[];
  outputs: readonly string[];
}

/** How to build; `force` builds what is fresh, too. */
export interface BuildOptions {
  /** Called with one line of progress for a person. */
  onProgress?: (line: string) => void;
  force?: boolean;
  signal?: AbortSignal;
}

/** A tool refused the sources; `output` is what it said. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly output: string;

  constructor(part: string, what: string, output: string) {
    super(`${part}: ${what} failed`);
    this.output = output;
  }
}

const stampName = '.build-stamp';

async function isFresh(part: BuildPart, hash: string): Promise<boolean> {
  const stamps = part.outputs.map((folder) => readFile(join(repositoryRoot, folder, stampName), 'utf8'));
  const read = await Promise.allSettled(stamps);
  return read.every((stamp) => stamp.status === 'fulfilled' && stamp.value === hash);
}

/** Removes what this build did not write: outputs of sources that are gone. */
async function removeStale(folder: string, since: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== stampName && (await stat(path)).mtimeMs < since) await rm(path);
  }
}

/**
 * Brings the outputs of `part` up to date. Resolves to whether anything was built.
 * Rejects with a `BuildError` when a tool fails; the outputs then count as not fresh.
 */
export async function buildPart(part: BuildPart, options: BuildOptions = {}): Promise<boolean> {
  const hash = await fingerprint(repositoryRoot, part.inputs);
  if (!options.force && (await isFresh(part, hash))) return false;
  const folders = part.outputs.map((folder) => join(repositoryRoot, folder));
  let since = 0;
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, stampName), '');
    since ||= (await stat(join(folder, stampName))).mtimeMs; // the disk's own clock, not this process's
  }
  for (const step of part.steps) {
    options.onProgress?.(`${part.name}: ${step.what}`);
    const result = await runTool(step.tool, step.args, options.signal ? { signal: options.signal } : {});
    if (result.status !== 0) throw new BuildError(part.name, step.what, result.output.trim());
  }
  for (const folder of folders) {
    await removeStale(folder, since);
    await writeFile(join(folder, stampName), hash);
  }
  return true;
}
