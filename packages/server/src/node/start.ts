// Starts the server under Node from an environment record; it does not know command lines or signals.
import { readFileSync } from 'node:fs';
import { createVoiceRoomApp } from '../app.ts';
import { readEnvironment } from '../config/read-environment.ts';
import type { Environment } from '../config/variables.ts';
import { createAssetsDirectory, installedAssetsDirectory } from './assets-directory.ts';
import { createClientAddress } from './client-address.ts';
import { listen } from './http-server.ts';
import type { Log } from './log.ts';
import { createLog } from './log.ts';

export { ConfigError } from '../config/config-error.ts';
export { ListenError } from './http-server.ts';
export type { Log } from './log.ts';

/** What `startServer` may be given. */
export interface StartOptions {
  /** The settings; `process.env` unless told. */
  readonly env?: Environment;
  /** Where log entries go; JSON lines on standard output unless told. */
  readonly log?: Log;
}

/** A running server. */
export interface RunningServer {
  /** Its address without a slash at the end, for example `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Stops accepting, answers not ready, finishes the requests in flight, and resolves. */
  close(): Promise<void>;
}

/**
 * Reads the settings and listens. Keys of an identity provider are fetched in the background, so a start does not depend
 * on it. Throws `ConfigError` with every fault, or `ListenError`.
 */
export async function startServer({ env = process.env, log }: StartOptions = {}): Promise<RunningServer> {
  const config = await readEnvironment(env, (path) => readFileSync(path, 'utf8'));
  const write = log ?? createLog(config.logLevel);
  for (const reason of config.warnings) write({ level: 'warn', event: 'warning', reason });
  const directory = config.assetsDir ?? installedAssetsDirectory();
  let stopping = false;
  const app = createVoiceRoomApp(config, {
    clientAddress: createClientAddress(config.trustProxy),
    isStopping: () => stopping,
    log: write,
    ...(directory === null ? {} : { assets: createAssetsDirectory(directory) }),
  });
  const server = await listen((request, bindings) => app.fetch(request, bindings), config.listen);
  write({ level: 'info', event: 'listening', url: server.url });
  // The readiness probe loads the keys; a failure is in the log, and the next request or probe tries again.
  void app.request('/readyz');
  return {
    url: server.url,
    async close() {
      if (!stopping) write({ level: 'info', event: 'stopping' });
      stopping = true;
      await server.close();
    },
  };
}
