// Writes log entries as JSON lines; it does not know tokens, names or metadata, and nothing passes them in.
import { pino } from 'pino';
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

/** A log on standard output at `level`. */
export function createLog(level: ServerConfig['logLevel']): Log {
  const logger = pino({ level, base: null });
  return ({ level: entryLevel, ...fields }) => {
    logger[entryLevel](fields, 'event' in fields ? eventMessage(fields) : fields.code);
  };
}

function eventMessage({ event, url, reason }: Omit<ServerEvent, 'level'>): string {
  return `${event}${url === undefined ? '' : ` on ${url}`}${reason === undefined ? '' : `: ${reason}`}`;
}
