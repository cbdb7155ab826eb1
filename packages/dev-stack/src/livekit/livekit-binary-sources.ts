// The order in which a LiveKit binary is looked for on a real machine; it does not know how to look.
import { cachedBinaryPath } from './binary-cache.ts';
import type { BinarySource } from './binary-source.ts';
import { goModuleSource } from './go-module-source.ts';
import { cacheSource, environmentSource, pathSource } from './installed-binary-sources.ts';
import { releaseArchiveSource } from './release-archive-source.ts';

/** The five sources, first to last: what the person names, what is installed, what is kept, what can be got. */
export function livekitBinarySources(environment: NodeJS.ProcessEnv = process.env): BinarySource[] {
  const cachePath = cachedBinaryPath(environment);
  return [
    environmentSource(environment),
    pathSource(environment),
    cacheSource(cachePath),
    releaseArchiveSource(cachePath, environment['LIVEKIT_DOWNLOAD_BASE'] || undefined),
    goModuleSource(cachePath),
  ];
}
