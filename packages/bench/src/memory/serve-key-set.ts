// The identity provider of the memory run: serves one key set and counts how often it is asked.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostKey } from '../host/host-key.ts';
import { KEY_ID } from '../host/sign-tokens.ts';

/** A key set behind an address. */
export interface ServedKeySet {
  readonly url: string;
  /** Requests so far. */
  fetches(): number;
  stop(): void;
}

/** Serves the public key of `key` on a free port of this machine. */
export async function serveKeySet(key: HostKey): Promise<ServedKeySet> {
  const jwk = { ...key.publicKey?.export({ format: 'jwk' }), kid: KEY_ID, alg: key.algorithm, use: 'sig' };
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    fetches: () => fetches,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
