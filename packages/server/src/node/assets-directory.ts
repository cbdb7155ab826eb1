// Reads the element's build from a directory; it does not know how the files are served.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import type { Asset, AssetStore } from '../services.ts';

/** The kinds of file that are handed out, and nothing else from the directory. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
};

/** Milliseconds between two listings, so that a wrong path costs no disk. */
const RELIST_AFTER = 1000;

/** The `cdn` directory of the installed `@voice-room/element`, or null where it is not installed. */
export function installedAssetsDirectory(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@voice-room/element/package.json')), 'cdn');
  } catch {
    return null;
  }
}

/**
 * Files are found by names from a listing, never by joining a request's path, so no path can lead out. A file under
 * `v/{version}/` that the build does not have there is taken from the top when the version is that of the package around
 * the directory. A file that changed on disk is read again, which a rebuild during development needs.
 */
export function createAssetsDirectory(directory: string, now: () => number = Date.now): AssetStore {
  const cache = new Map<string, { readonly stamp: string; readonly asset: Asset }>();
  let names: ReadonlyMap<string, string> = new Map();
  let listedAt = -Infinity;

  return {
    async find(path) {
      if (!names.has(path) && now() - listedAt >= RELIST_AFTER) {
        names = list(directory);
        listedAt = now();
      }
      const file = names.get(path);
      if (file === undefined) return null;
      try {
        const { mtimeMs, size } = await stat(file);
        const stamp = `${mtimeMs}:${size}`;
        const known = cache.get(file);
        if (known?.stamp === stamp) return known.asset;
        const asset = await read(file);
        cache.set(file, { stamp, asset });
        return asset;
      } catch {
        return null;
      }
    },
  };
}

async function read(file: string): Promise<Asset> {
  const body = new Uint8Array(await readFile(file));
  const digest = createHash('sha256').update(body).digest('base64url');
  return { body, digest, contentType: CONTENT_TYPES[extname(file)] ?? 'application/octet-stream' };
}

function list(directory: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  try {
    const version = packageVersion(directory);
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !Object.hasOwn(CONTENT_TYPES, extname(entry.name))) continue;
      const file = join(entry.parentPath, entry.name);
      const name = relative(directory, file).split(sep).join('/');
      names.set(name, file);
      if (version !== null && !names.has(`v/${version}/${name}`)) names.set(`v/${version}/${name}`, file);
    }
  } catch {
    // A directory that is not there yet has no files.
  }
  return names;
}

function packageVersion(directory: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(join(directory, '..', 'package.json'), 'utf8')) as {
      version?: unknown;
    };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
