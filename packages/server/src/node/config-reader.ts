// Reads the configuration from the environment and the disk, again and again; it does not know who uses it.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerConfig } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import type { Environment } from '../config/variables.ts';

/** What one reading came to. */
export interface Reading {
  readonly result: { readonly config: ServerConfig } | { readonly error: unknown };
  /** The paths of all files that were read or tried, also where the configuration was refused. */
  readonly files: readonly string[];
}

/** Readings at most before one is taken although the files still change. */
const MAX_READINGS = 20;

interface Contents extends Reading {
  /** The text of each file, null where it could not be read. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** Reads once. Never rejects. */
export async function readOnce(env: Environment): Promise<Contents> {
  const texts = new Map<string, string | null>();
  const readText = async (path: string): Promise<string> => {
    texts.set(path, null);
    const text = await readFile(path, 'utf8');
    texts.set(path, text);
    return text;
  };
  const result = await readConfig(env, readText).then(
    (config) => ({ config }),
    (error: unknown) => ({ error }),
  );
  const files = [...new Set([...texts.keys(), ...('config' in result ? result.config.files : [])])];
  return { result, texts, files };
}

/**
 * Reads until two readings `quiet` milliseconds apart found the same texts, so that a file in the midst of being written
 * is not taken for a finished one.
 */
export async function readSettled(env: Environment, quiet: number): Promise<Reading> {
  let last = await readOnce(env);
  for (let readings = 1; readings < MAX_READINGS; readings += 1) {
    await delay(quiet, undefined, { ref: false });
    const next = await readOnce(env);
    if (sameTexts(last.texts, next.texts)) return next;
    last = next;
  }
  return last;
}

function sameTexts(one: Contents['texts'], other: Contents['texts']): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}
