// Takes the address of a Redis apart and gives its failures names; it does not connect.
import { isIP } from 'node:net';

/** Where a Redis is, in the words of its client. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  /** There where the connection is encrypted. Without the name, Node sends none, and hosts that share an address need it. */
  readonly tls?: { readonly servername?: string };
}

/**
 * Host, port, credentials and database of a `redis:` or `rediss:` URL. A query is ignored: the client would take any of its
 * own options from there.
 */
export function redisAddress(text: string): RedisAddress {
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  const db = Number(pathname.slice(1));
  const host = hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost';
  return {
    host,
    port: Number(port || 6379),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(Number.isInteger(db) && db > 0 ? { db } : {}),
    ...(protocol === 'rediss:' ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
  };
}

/** A short reason for the log: a code of the system or of Redis, never a message, which may quote the command. */
export function reasonOfRedis(error: unknown): string {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code === 'string') return code;
  const [word = ''] = message.split(' ');
  if (/^[A-Z]{2,20}$/.test(word)) return word;
  return /time(d )?out/i.test(message) ? 'timeout' : 'connection lost';
}
