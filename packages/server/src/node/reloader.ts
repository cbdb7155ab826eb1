// Takes a changed configuration into use while the server runs; it does not know what the server is.
import { isDeepStrictEqual } from 'node:util';
import { ConfigError, sayFault } from '../config/config-error.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Reading } from './config-reader.ts';
import type { Log } from './log.ts';
import type { ReloadOutcome } from './metrics.ts';

/** What a reloader works with. */
export interface ReloaderParts {
  readonly config: ServerConfig;
  /** Takes a new configuration into use at once and as a whole, or throws and changes nothing. */
  readonly apply: (config: ServerConfig) => void;
  /** Told of every reading, refused ones too. */
  readonly onReading: (reading: Reading) => void;
  readonly onOutcome: (outcome: ReloadOutcome) => void;
  readonly log: Log;
}

/** Settings that the running process cannot change, with what they are read from. */
const FIXED = {
  listen: 'HOST and PORT',
  admin: 'ADMIN_HOST and ADMIN_PORT',
  redisUrl: 'REDIS_URL',
  logLevel: 'LOG_LEVEL',
  assetsDir: 'ASSETS_DIR',
} as const satisfies Partial<Record<keyof ServerConfig, string>>;

/**
 * Returns the reload: one at a time, and one that is asked for during another begins after it, so that the files as they
 * were when it was asked for are always seen. A refused configuration changes nothing and is told fault by fault.
 */
export function createReloader(
  parts: ReloaderParts,
): (read: () => Promise<Reading>) => Promise<ReloadOutcome> {
  let { config } = parts;
  let running: Promise<unknown> = Promise.resolve();

  async function reload(read: () => Promise<Reading>): Promise<ReloadOutcome> {
    const reading = await read();
    parts.onReading(reading);
    const outcome = take(reading.result);
    parts.onOutcome(outcome);
    return outcome;
  }

  function take(result: Reading['result']): ReloadOutcome {
    if ('error' in result) return refuse(result.error);
    if (isDeepStrictEqual(result.config, config)) {
      parts.log({ level: 'info', event: 'config-unchanged' });
      return 'unchanged';
    }
    try {
      parts.apply(result.config);
    } catch (error) {
      return refuse(error);
    }
    tellWhatStays(config, result.config, parts.log);
    config = result.config;
    const { tenants, issuers } = config;
    const reason = `${tenants.length} tenants, ${issuers.length} issuers`;
    parts.log({ level: 'info', event: 'config-reloaded', reason });
    return 'applied';
  }

  function refuse(error: unknown): ReloadOutcome {
    const faults =
      error instanceof ConfigError
        ? error.faults.map(sayFault)
        : [
            `It could not be read because of an unexpected ${error instanceof Error ? error.name : 'error'}, which is a defect of this server.`,
          ];
    for (const fault of faults) {
      const reason = `${fault} The configuration from before stays in use.`;
      parts.log({ level: 'error', event: 'config-refused', reason });
    }
    return 'refused';
  }

  return (read) => {
    const mine = running.then(() => reload(read));
    running = mine.catch(() => undefined);
    return mine;
  };
}

function tellWhatStays(before: ServerConfig, after: ServerConfig, log: Log): void {
  for (const [setting, names] of Object.entries(FIXED) as [keyof typeof FIXED, string][]) {
    if (isDeepStrictEqual(before[setting], after[setting])) continue;
    log({
      level: 'warn',
      event: 'warning',
      reason: `${names} changed; restart the server to use the new value`,
    });
  }
  for (const reason of after.warnings) {
    if (!before.warnings.includes(reason)) log({ level: 'warn', event: 'warning', reason });
  }
}
