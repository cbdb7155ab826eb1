// Waits until a LiveKit server answers; it neither starts nor ends one.
import { setTimeout as delay } from 'node:timers/promises';
import { logTail } from '../process/log-tail.ts';
import type { Child } from '../process/start-child.ts';

/** How long the server may take to answer, in milliseconds; it usually takes 300. */
const TIME_LIMIT = 20_000;

/** How often it is asked, in milliseconds. */
const LOOK = 50;

/**
 * Resolves when `GET /` is answered with 200.
 *
 * @param httpUrl where the server listens
 * @param child the server's process: its end ends the wait
 * @param logFile repeated, its end, in the error
 * @throws where the process ends, or does not answer in time
 */
export async function untilHealthy(
  httpUrl: string,
  child: Child,
  logFile: string,
  timeLimit = TIME_LIMIT,
): Promise<void> {
  let end: string | undefined;
  void child.ended.then(({ code, signal }) => (end = `it ended with ${signal ?? `status ${code}`}`));
  const deadline = performance.now() + timeLimit;
  while (end === undefined) {
    if (await answers(httpUrl)) return;
    if (performance.now() > deadline) end = `no answer at ${httpUrl} within ${timeLimit / 1000} s`;
    else await delay(LOOK);
  }
  throw new Error(`LiveKit did not start: ${end}. The end of its log:\n${await logTail(logFile)}`);
}

async function answers(url: string): Promise<boolean> {
  // The connection is closed with the answer: a server that is asked to end waits for the ones that are still open.
  const options = { headers: { connection: 'close' }, signal: AbortSignal.timeout(2000) };
  try {
    const response = await fetch(url, options);
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}
