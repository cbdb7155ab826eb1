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

/** Entries of requests are written together, after this many bytes or milliseconds. */
const BATCH = { minLength: 4096, periodicFlush: 200 };

/**
 * A log on standard output at `level`. What concerns the server itself is written at once; what still waits when the
 * process ends is written then.
 */
export function createLog(level: ServerConfig['logLevel']): Log {
  const output = destination({ sync: false, ...BATCH });
  const logger = pino({ level, base: null }, output);
  return ({ level: entryLevel, ...fields }) => {
    const isEvent = 'event' in fields;
    logger[entryLevel](fields, isEvent ? eventMessage(fields) : fields.code);
    if (isEvent) output.flush();
  };
}

function eventMessage({ event, url, reason }: Omit<ServerEvent, 'level'>): string {
  return `${event}${url === undefined ? '' : ` on ${url}`}${reason === undefined ? '' : `: ${reason}`}`;
}
