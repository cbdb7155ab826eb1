// The source that builds the pinned Go module with an installed Go; it downloads nothing but what Go asks for.
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { logTail } from '../process/log-tail.ts';
import { startChild } from '../process/start-child.ts';
import { installInCache } from './binary-cache.ts';
import { BinaryRefusal, type BinarySource } from './binary-source.ts';
import { withBuildLock } from './build-lock.ts';
import { LIVEKIT_GO_PACKAGE, LIVEKIT_VERSION } from './livekit-release.ts';
import { probeBinary } from './probe-binary.ts';

/** The oldest Go that builds the module: major, minor. */
const OLDEST_GO = [1, 26] as const;

/** Where Go is looked for; the second is where its own installer puts it without touching `PATH`. */
const GO_COMMANDS = ['go', '/usr/local/go/bin/go'];

/** How long a build may take, in milliseconds. One core of an old machine needs about five minutes. */
const BUILD_LIMIT = 20 * 60_000;

const moduleFolder = fileURLToPath(new URL('../../livekit/', import.meta.url));
const run = promisify(execFile);

/**
 * Builds the server from `packages/dev-stack/livekit/go.mod` into the cache.
 *
 * @param cachePath where the binary is kept
 * @param commands the names or paths under which Go is looked for
 */
export function goModuleSource(cachePath: string, commands: readonly string[] = GO_COMMANDS): BinarySource {
  return {
    name: 'a build of the Go module',
    find: async (tell) => {
      const go = await findGo(commands);
      tell(`building LiveKit ${LIVEKIT_VERSION} with Go (once, a minute or two)`);
      await withBuildLock(cachePath, async () => {
        if (await isThere(cachePath)) return; // somebody else has built it while we waited
        await installInCache(cachePath, (draft) => build(go, draft));
      });
      return cachePath;
    },
  };
}

async function build(go: string, output: string): Promise<void> {
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', output, LIVEKIT_GO_PACKAGE];
  const logFile = `${output}.log`;
  const log = await open(logFile, 'w');
  try {
    const child = await startChild({
      command: go,
      args,
      cwd: moduleFolder,
      output: log.fd,
      // No C compiler is needed, no workspace or flag of this machine has a say, and no other Go is fetched.
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local' },
    });
    let tooLong = false;
    const timer = setTimeout(() => {
      tooLong = true;
      void child.kill();
    }, BUILD_LIMIT);
    const { code } = await child.ended;
    clearTimeout(timer);
    if (code === 0) return;
    const reason = tooLong ? `it took longer than ${BUILD_LIMIT / 60_000} minutes` : await logTail(logFile);
    throw new BinaryRefusal(`go build failed: ${reason}`, {
      remedy: `see why the build fails: cd ${moduleFolder} && go build ${LIVEKIT_GO_PACKAGE}`,
    });
  } finally {
    await log.close();
    await rm(logFile, { force: true });
  }
}

async function findGo(commands: readonly string[]): Promise<string> {
  const remedy = `Go ${OLDEST_GO.join('.')} or newer, from https://go.dev/dl/`;
  let tooOld: string | undefined;
  for (const command of commands) {
    const version = await run(command, ['version'], { env: { ...process.env, GOTOOLCHAIN: 'local' } }).then(
      ({ stdout }) => /go(\d+)\.(\d+)\S*/.exec(stdout),
      () => null,
    );
    if (version === null) continue;
    const [found, major, minor] = [version[0], Number(version[1]), Number(version[2])];
    if (major > OLDEST_GO[0] || (major === OLDEST_GO[0] && minor >= OLDEST_GO[1])) return command;
    tooOld = found;
  }
  if (tooOld === undefined)
    throw new BinaryRefusal('there is no Go on this machine', { expected: true, remedy });
  throw new BinaryRefusal(`${tooOld} is too old, ${OLDEST_GO.join('.')} is needed`, { remedy });
}

async function isThere(path: string): Promise<boolean> {
  return await probeBinary(path).then(
    () => true,
    () => false,
  );
}
