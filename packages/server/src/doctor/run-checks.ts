// Runs checks side by side, each within its own time; it does not know what they check.
import { setTimeout as delay } from 'node:timers/promises';
import type { Finding } from './finding.ts';
import { fault } from './finding.ts';

/** Something to try. */
export interface Check {
  /** The heading of its findings; several checks may share one. */
  readonly area: string;
  /** Milliseconds that it may take in all. */
  readonly limit: number;
  run(): Promise<readonly Finding[]> | readonly Finding[];
}

/** The findings of one check. */
export interface CheckResult {
  readonly area: string;
  readonly findings: readonly Finding[];
}

/** Told which areas are still being tried, each time one check ends. */
export type OnProgress = (waiting: readonly string[]) => void;

/**
 * Starts all at once and returns the results in the order of `checks`. A check that fails in an unforeseen way, or takes
 * too long, is a fault of its own and hides no other.
 */
export async function runChecks(
  checks: readonly Check[],
  onProgress: OnProgress = () => {},
): Promise<readonly CheckResult[]> {
  const waiting = new Set(checks);
  const tell = (): void => onProgress([...new Set([...waiting].map(({ area }) => area))]);
  tell();
  return Promise.all(
    checks.map(async (check) => {
      const findings = await runOne(check);
      waiting.delete(check);
      tell();
      return { area: check.area, findings };
    }),
  );
}

async function runOne({ run, limit }: Check): Promise<readonly Finding[]> {
  const ended = new AbortController();
  const late = delay(limit, null, { signal: ended.signal }).catch(() => null);
  try {
    const findings = await Promise.race([(async () => run())(), late]);
    if (findings !== null) return findings;
    const message = `This check did not end within ${Math.ceil(limit / 1000)} s.`;
    return [fault(message, 'Try again; if it stays so, look at the network between here and there.')];
  } catch (error) {
    // The message of an unforeseen error may quote anything, so only its kind is told.
    const kind = error instanceof Error ? error.name : 'error';
    return [
      fault(`This check failed by itself (${kind}).`, 'Please report it with the version of this server.'),
    ];
  } finally {
    ended.abort();
  }
}
