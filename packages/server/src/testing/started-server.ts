// Starts the whole server on ports of its own for a test; it does not know what is asked of it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Log } from '../node/log.ts';
import type { RunningServer, StartOptions } from '../node/start.ts';
import { startServer } from '../node/start.ts';
import { environment } from './host-app.ts';

/** A server under test. */
export interface StartedServer {
  readonly server: RunningServer;
  /** Everything that it logged. */
  readonly entries: readonly Parameters<Log>[0][];
  request(path: string, init: RequestInit): Promise<Response>;
  /** The reasons of all events of a name. */
  reasons(event: string): string[];
  /** What `/metrics` answers. */
  metrics(): Promise<string>;
}

/** Listens on a free port until the test ends. Returns the address. */
export async function listening(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A room service of LiveKit that knows no live room. */
export const emptyRooms = (): Server =>
  createServer((_, response) => response.setHeader('Content-Type', 'application/json').end('{}'));

/** Starts a server whose LiveKit has no live room; it is closed with the test. */
export async function startForTest(
  t: TestContext,
  changes: Record<string, string | undefined> = {},
  options: Pick<StartOptions, 'watch'> = {},
): Promise<StartedServer> {
  const entries: Parameters<Log>[0][] = [];
  const LIVEKIT_API_URL = await listening(t, emptyRooms());
  const env = environment({ LIVEKIT_API_URL, ...changes });
  const server = await startServer({ env, log: (entry) => void entries.push(entry), ...options });
  t.after(() => server.close());
  return {
    server,
    entries,
    request: (path, init) => fetch(`${server.url}${path}`, init),
    reasons: (event) =>
      entries.flatMap((entry) => ('event' in entry && entry.event === event ? [entry.reason ?? ''] : [])),
    metrics: async () => (await fetch(`${server.adminUrl}/metrics`)).text(),
  };
}
