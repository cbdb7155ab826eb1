// Knows which connections carry a request; it does not know what is asked.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Ends connections for a graceful stop. */
export interface ConnectionTracker {
  add(socket: Socket): void;
  /** Counts `response` as a request of `socket` until it is closed. */
  track(socket: Socket, response: ServerResponse): void;
  /** Ends every connection without a request at once, and each other one when its request is answered, which says so. */
  stop(): void;
}

/**
 * Node's own `closeIdleConnections` leaves out connections that never carried a request, which browsers open ahead, and
 * does not come back for those whose last request ends later. Both would hold up a stop.
 */
export function createConnectionTracker(): ConnectionTracker {
  const responses = new Map<Socket, Set<ServerResponse>>();
  let stopping = false;

  function endIfFree(socket: Socket, open: ReadonlySet<ServerResponse>): void {
    if (stopping && open.size === 0) socket.destroySoon();
  }

  return {
    add(socket) {
      responses.set(socket, new Set());
      socket.once('close', () => responses.delete(socket));
    },
    track(socket, response) {
      const open = responses.get(socket);
      if (open === undefined) return;
      open.add(response);
      if (stopping) response.setHeader('Connection', 'close');
      response.once('close', () => {
        open.delete(response);
        endIfFree(socket, open);
      });
    },
    stop() {
      stopping = true;
      for (const [socket, open] of responses) {
        // Of requests in a row the last one: what comes after an answer that says "close" is never answered.
        const last = [...open].at(-1);
        if (last?.headersSent === false) last.setHeader('Connection', 'close');
        endIfFree(socket, open);
      }
    },
  };
}
