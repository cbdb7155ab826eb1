// Knows which connections carry a request; it does not know what is asked.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Ends connections for a graceful stop. */
export interface ConnectionTracker {
  add(socket: Socket): void;
  /** Counts `response` as a request of `socket` until it is closed. */
  track(socket: Socket, response: ServerResponse): void;
  /** Ends every connection without a request at once, and each other one when its request is answered. */
  stop(): void;
}

/**
 * Node's own `closeIdleConnections` leaves out connections that never carried a request, which browsers open ahead, and
 * does not come back for those whose last request ends later. Both would hold up a stop.
 */
export function createConnectionTracker(): ConnectionTracker {
  const requests = new Map<Socket, number>();
  let stopping = false;

  function endIfFree(socket: Socket): void {
    if (stopping && requests.get(socket) === 0) socket.destroySoon();
  }

  return {
    add(socket) {
      requests.set(socket, 0);
      socket.once('close', () => requests.delete(socket));
    },
    track(socket, response) {
      requests.set(socket, (requests.get(socket) ?? 0) + 1);
      if (stopping) response.setHeader('Connection', 'close');
      response.once('close', () => {
        if (!requests.has(socket)) return;
        requests.set(socket, (requests.get(socket) ?? 1) - 1);
        endIfFree(socket);
      });
    },
    stop() {
      stopping = true;
      for (const socket of requests.keys()) endIfFree(socket);
    },
  };
}
