// Keeps a ticket that was fetched ahead until a join takes it, while it is fresh; it knows no HTTP.

import type { CredentialRequest, Credentials, CredentialSource } from '../model/credentials.ts';

/**
 * Milliseconds that a ticket counts as fresh. Tickets live for ten minutes and guard only the first connect. Judged by the time
 * since it came, not by the machine's clock, which may be wrong.
 */
const FRESH = 4 * 60_000;

interface Entry {
  readonly channelId: string;
  readonly ticket: Promise<Credentials>;
  readonly since: number;
}

/** The same source with a memory of one ticket fetched ahead, which is given out once. */
export function credentialCache(
  source: CredentialSource,
  now: () => number = () => performance.now(),
): CredentialSource {
  let kept: Entry | null = null;

  const fetchAhead = (request: CredentialRequest): Promise<Credentials> => {
    const ticket = source(request);
    const entry: Entry = { channelId: request.channelId, ticket, since: now() };
    kept = entry;
    ticket.catch(() => {
      if (kept === entry) kept = null;
    });
    return ticket;
  };

  return async (request) => {
    const { channelId, force, signal } = request;
    const entry = !force && kept?.channelId === channelId && now() - kept.since < FRESH ? kept : null;
    if (request.ahead) return entry ? entry.ticket : fetchAhead(request);
    kept = null;
    if (entry) {
      try {
        return await entry.ticket;
      } catch {
        // What was fetched ahead failed for its own reasons: the join asks for itself.
        signal.throwIfAborted();
      }
    }
    return source(request);
  };
}
