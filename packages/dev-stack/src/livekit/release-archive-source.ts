// The source that downloads a release archive and believes it only with the release's own checksum.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { installInCache } from './binary-cache.ts';
import { BinaryRefusal, type BinarySource, type Tell } from './binary-source.ts';
import { DOWNLOAD_LIMITS, DownloadError, download, type DownloadLimits } from './download.ts';
import { LIVEKIT_DOWNLOAD_BASE, LIVEKIT_VERSION } from './livekit-release.ts';
import { tarEntry } from './tar-entry.ts';

const OS_NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
const ARCH_NAMES: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'armv7',
};

/** The name of the release archive for this platform, or undefined where there is none. */
export function archiveName(): string | undefined {
  const os = OS_NAMES[process.platform];
  const arch = ARCH_NAMES[process.arch];
  return os && arch ? `livekit_${LIVEKIT_VERSION}_${os}_${arch}.tar.gz` : undefined;
}

/**
 * Downloads `livekit_{version}_{os}_{arch}.tar.gz` and puts the server in it into the cache.
 *
 * @param cachePath where the binary is kept
 * @param base the folder with one folder a version, or the folder of the files themselves
 */
export function releaseArchiveSource(
  cachePath: string,
  base: string = LIVEKIT_DOWNLOAD_BASE,
  limits: DownloadLimits = DOWNLOAD_LIMITS,
): BinarySource {
  return {
    name: 'the release archive',
    find: async (tell) => {
      const archive = archiveName();
      if (archive === undefined) {
        throw new BinaryRefusal(`there is none for ${process.platform} on ${process.arch}`, {
          expected: true,
        });
      }
      try {
        await installInCache(cachePath, async (draft) => {
          await writeFile(draft, await fetchServer(base, archive, limits, tell));
        });
        return cachePath;
      } catch (error) {
        if (!(error instanceof DownloadError)) throw error;
        throw new BinaryRefusal(error.message, {
          remedy: `a way to ${base}, or a mirror of it: LIVEKIT_DOWNLOAD_BASE=https://mirror.example npm start`,
        });
      }
    },
  };
}

async function fetchServer(
  base: string,
  archive: string,
  limits: DownloadLimits,
  tell: Tell,
): Promise<Buffer> {
  tell(`looking for LiveKit ${LIVEKIT_VERSION} at ${base}`);
  const { folder, text } = await fetchChecksums(base.replace(/\/+$/, ''), limits);
  const wanted = text
    .split('\n')
    .map((line) => line.trim().split(/\s+\*?/))
    .find(([, name]) => name === archive)?.[0];
  if (wanted === undefined) throw new BinaryRefusal(`${folder}/checksums.txt has no line for ${archive}`);

  const packed = await download(`${folder}/${archive}`, limits, (received, total) => {
    const whole = total === undefined ? '' : ` of ${megabytes(total)}`;
    tell(`downloading LiveKit ${LIVEKIT_VERSION}, ${megabytes(received)}${whole} MB`);
  });
  const found = createHash('sha256').update(packed).digest('hex');
  if (found !== wanted.toLowerCase()) {
    throw new BinaryRefusal(`${archive} does not match its checksum: ${found} came, ${wanted} was promised`);
  }
  const server = tarEntry(unpack(packed, archive), 'livekit-server');
  if (server === undefined) throw new BinaryRefusal(`${archive} holds no livekit-server`);
  return server;
}

/** A mirror may have the folders of the versions, as the release page does, or the files of one. */
async function fetchChecksums(
  base: string,
  limits: DownloadLimits,
): Promise<{ folder: string; text: string }> {
  const folders = [`${base}/v${LIVEKIT_VERSION}`, base];
  for (const [index, folder] of folders.entries()) {
    try {
      return { folder, text: (await download(`${folder}/checksums.txt`, limits)).toString('utf8') };
    } catch (error) {
      const missing = error instanceof DownloadError && error.status === 404;
      if (!missing || index === folders.length - 1) throw error;
    }
  }
  throw new DownloadError(`${base}: no checksums.txt`);
}

function unpack(packed: Buffer, archive: string): Buffer {
  try {
    return gunzipSync(packed);
  } catch {
    throw new BinaryRefusal(`${archive} is no gzip file`);
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
