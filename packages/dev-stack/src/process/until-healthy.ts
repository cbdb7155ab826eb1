// Waits until a service answers; it neither starts nor ends one.
import { setTimeout as delay } from 'node:timers/promises';
import { logTail } from './log-tail.ts';
import type { Child } from './start-child.ts';

/** How long a service may take to answer, in milliseconds; LiveKit usually takes 200. */
const TIME_LIMIT = 20_000;

/** How often it is asked, in milliseconds. */
const LOOK = 50;

/** Which service is waited for. */
export interface HealthOptions {
  readonly name: string;
  readonly healthUrl: string;
  /** Its end is repeated in the error. */
  readonly logFile: string;
}

/**
 * Resolves when a GET of the health address is answered with 200.
 *
 * @param child the service's process: its end ends the wait
 * @param timeLimit in milliseconds
 * @throws where the process ends, or does not answer in time
 */
export async function untilHealthy(
  { name, healthUrl, logFile }: HealthOptions,
  child: Pick<Child, 'ended'>,
  timeLimit = TIME_LIMIT,
): Promise<void> {
  let failure: string | undefined;
  void child.ended.then(({ code, signal }) => (failure = `it ended with ${signal ?? `status ${code}`}`));
  const deadline = performance.now() + timeLimit;
  while (failure === undefined) {
    if (await answers(healthUrl)) return;
    if (performance.now() > deadline) failure = `no answer at ${healthUrl} within ${timeLimit / 1000} s`;
    else await delay(LOOK);
  }
  throw new Error(`${name} did not start: ${failure}. The end of its log:\n${await logTail(logFile)}`);
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
