// Writes log entries as JSON lines; it does not know tokens, names or metadata, and nothing passes them in.
import { destination, pino } from 'pino';
import type { ServerConfig } from '../config/config.ts';
import type { LogEntry } from '../services.ts';

/** Something that happened to the server itself. */
export interface ServerEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly event:
    | 'warning'
    | 'listening'
    | 'metrics'
    | 'stopping'
    | 'limiter-store-away'
    | 'limiter-store-back'
    | 'config-reloaded'
    | 'config-unchanged'
    | 'config-refused';
  readonly url?: string;
  readonly reason?: string;
}

/** Takes request entries and server events. */
export type Log = (entry: LogEntry | ServerEvent) => void;

/** Where lines go. */
export interface LogOutput {
  write(line: string): unknown;
  flush(): void;
}

/** Entries of requests are written together, after this many bytes or milliseconds. */
const BATCH = { minLength: 4096, periodicFlush: 200 };

/**
 * A log on standard output at `level`. What concerns the server itself is written at once; what still waits when the
 * process ends is written then.
 */
export function createLog(
  level: ServerConfig['logLevel'],
  output: LogOutput = destination({ sync: false, ...BATCH }),
): Log {
  const logger = pino({ level, base: null }, output);
  return (entry) => {
    if (!logger.isLevelEnabled(entry.level)) return;
    if ('event' in entry) {
      const { level: entryLevel, ...fields } = entry;
      logger[entryLevel](fields, eventMessage(fields));
      output.flush();
    } else {
      output.write(lineOf(entry, logger.levels.values[entry.level] ?? 30));
    }
  };
}

/** The line that pino would write, of fields that are all texts and numbers: in half the time, once a request. */
function lineOf({ level: _, ...fields }: LogEntry, level: number): string {
  return `${JSON.stringify({ level, time: Date.now(), ...fields, msg: fields.code })}\n`;
}

function eventMessage({ event, url, reason }: Omit<ServerEvent, 'level'>): string {
  return `${event}${url === undefined ? '' : ` on ${url}`}${reason === undefined ? '' : `: ${reason}`}`;
}
