// Asks a file whether it is a LiveKit server that runs on this machine; it does not know where the file is from.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BinaryRefusal } from './binary-source.ts';

/** How long the binary may take to tell its version, in milliseconds. */
const TIME_LIMIT = 10_000;

/**
 * Runs `--version` and returns what comes back, for example `1.13.3`.
 *
 * @throws BinaryRefusal where the file does not run, or is something else
 */
export async function probeBinary(path: string): Promise<string> {
  const output = await promisify(execFile)(path, ['--version'], {
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
  }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`.trim(),
    (error: unknown) => {
      throw new BinaryRefusal(`${path} does not run (${reasonOf(error)})`);
    },
  );
  const version = /^livekit-server version v?(\d+\.\d+\.\d+\S*)/im.exec(output)?.[1];
  if (version === undefined) {
    throw new BinaryRefusal(
      `${path} is no LiveKit server: asked for its version it said "${output.slice(0, 80)}"`,
    );
  }
  return version;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, killed } = error as Error & { code?: string | number; killed?: boolean };
  if (killed) return `no answer within ${TIME_LIMIT / 1000} s`;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'it is not executable';
  return typeof code === 'number' ? `exit status ${code}` : (code ?? error.message);
}
