// The outside world that the app is given; it does not know how any of it is done.
import type { Context } from 'hono';
import type { KeySourcePool } from './auth/key-source-pool.ts';
import type { Signatures } from './auth/signatures.ts';
import type { CreateLimiter } from './limits/limiter.ts';
import type { RoomDirectory } from './livekit/room-directory.ts';
import type { RecordMeasurement } from './measurement.ts';

/** One finished request, for the log. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, not the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly code: string;
  readonly tenant?: string;
  /** The configured issuer whose token was refused, or whose keys cannot be had. */
  readonly issuer?: string;
  readonly reason?: string;
  readonly durationMs: number;
}

/** A file of the element's build. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** A digest of the body, without quotes. */
  readonly digest: string;
}

/** The files of the element's build by their path in it, for example `voice-room.js`. */
export interface AssetStore {
  find(path: string): Promise<Asset | null>;
}

/** Everything is optional; what is left out has the default that its line names. */
export interface Services {
  /** Asks LiveKit. */
  readonly roomDirectory?: RoomDirectory;
  /** The client's network address; without it there is no limit by address. */
  readonly clientAddress?: (c: Context) => string | undefined;
  /** Counts in this process's memory. */
  readonly createLimiter?: CreateLimiter;
  /** WebCrypto, which every runtime has. */
  readonly signatures?: Signatures;
  /** Keys of the issuers that outlive this app; a pool of its own. */
  readonly keySources?: KeySourcePool;
  /** Fetches key sets and asks host apps; the runtime's own `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970; the runtime's clock. */
  readonly now?: () => number;
  /** Whether the server is on its way out and wants no new traffic; never. */
  readonly isStopping?: () => boolean;
  /** None: the script routes answer 404. */
  readonly assets?: AssetStore;
  /** Nothing is logged. */
  readonly log?: (entry: LogEntry) => void;
  /** Nothing is measured. */
  readonly record?: RecordMeasurement;
}
