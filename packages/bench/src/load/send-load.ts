// Runs wrk against one server; it does not know what the server is or what the answers mean.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LOAD_CORE, pinned } from '../machine/pinned.ts';

const script = fileURLToPath(new URL('./requests.lua', import.meta.url));

/** Connections that are kept open at once. */
const CONNECTIONS = 50;

/** Seconds in which an answer must come to count: far beyond what a busy machine's pauses make of a quick one. */
const TIMEOUT = 20;

/** What to send. */
export interface Load {
  readonly url: string;
  /** Whole seconds, as wrk counts. */
  readonly seconds: number;
  /** The file of `writeRequests`. */
  readonly requestsFile: string;
  /** What the first slot is filled with; 0 unless told. */
  readonly firstSlot?: number;
}

/** What came back. */
export interface LoadResult {
  /** Requests that were answered, refusals included. */
  readonly requests: number;
  /** Answers that were neither 2xx nor 3xx. */
  readonly refused: number;
  /** Connections that failed and requests that were never answered. */
  readonly broken: number;
  /** How long it really took, in seconds. */
  readonly seconds: number;
  /** Milliseconds under this load, which keeps all connections busy: waiting in line is most of it. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends as many requests as the server takes. */
export async function sendLoad({ url, seconds, requestsFile, firstSlot = 0 }: Load): Promise<LoadResult> {
  const args = [
    '-t1',
    '--timeout',
    `${TIMEOUT}s`,
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '-s',
    script,
    url,
    '--',
    requestsFile,
  ];
  const [command, all] = pinned(LOAD_CORE, 'wrk', [...args, String(firstSlot)]);
  const { stdout } = await promisify(execFile)(command, all);
  const json = /^RESULT (\{.*\})$/m.exec(stdout)?.[1];
  if (json === undefined) throw new Error(`wrk gave no result:\n${stdout}`);
  const { micros, p50, p99, ...counts } = JSON.parse(json) as Record<string, number>;
  const { requests = 0, refused = 0, broken = 0 } = counts;
  const result = { requests, refused, broken, seconds: (micros ?? 0) / 1e6 };
  return { ...result, p50: (p50 ?? 0) / 1000, p99: (p99 ?? 0) / 1000 };
}
