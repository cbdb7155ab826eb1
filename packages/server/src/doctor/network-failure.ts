// Says in plain words why a request got no answer; it does not know what was asked.

/** Why there was no answer: `what` ends a sentence that begins with the address, `how` begins one about a setting. */
export interface NetworkFailure {
  readonly what: string;
  /** What to do, for example "Start the server there, or correct"; the name of a setting follows. */
  readonly how: string;
}

const REFUSED = 'Start what should listen there, or correct';

const BY_CODE: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: { what: 'has a host name that DNS does not know', how: 'Correct the host name in' },
  EAI_AGAIN: { what: 'has a host name that DNS could not look up', how: 'Repair DNS here, or correct' },
  ECONNREFUSED: { what: 'refused the connection: nothing listens there', how: REFUSED },
  ECONNRESET: { what: 'cut the connection', how: 'Look at the proxy or firewall in front of it, or correct' },
  UND_ERR_SOCKET: {
    what: 'cut the connection',
    how: 'Look at the proxy or firewall in front of it, or correct',
  },
  EHOSTUNREACH: { what: 'cannot be reached from here', how: 'Open the way to it, or correct' },
  ENETUNREACH: { what: 'cannot be reached from here', how: 'Open the way to it, or correct' },
  EACCES: { what: 'may not be connected to from here', how: 'Open the way to it, or correct' },
  CERT_HAS_EXPIRED: {
    what: 'has a TLS certificate that has expired',
    how: 'Renew the certificate of the address in',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: 'has a TLS certificate for another host name',
    how: 'Get a certificate for that name, or correct the host name in',
  },
  EPROTO: { what: 'does not speak TLS', how: 'Take the other scheme (http or https, ws or wss), or correct' },
};

const TIMEOUT: NetworkFailure = {
  what: 'did not answer in time',
  how: 'Open the firewall to it, or correct',
};
const UNTRUSTED: NetworkFailure = {
  what: 'has a TLS certificate that this machine does not trust',
  how: 'Serve the whole chain of a public certificate (or set NODE_EXTRA_CA_CERTS to your own authority) at the address in',
};
const NOT_HTTP: NetworkFailure = {
  what: 'does not speak HTTP',
  how: 'Take the other scheme (http or https, ws or wss) or port, or correct',
};
const BLOCKED: NetworkFailure = {
  what: "has a port that fetch never connects to, since it is another protocol's",
  how: 'Listen on another port there, and correct',
};
const UNKNOWN: NetworkFailure = { what: 'could not be asked', how: 'Correct' };

/** Reads what `fetch` or a socket threw, by its codes alone: messages may quote addresses or contents. */
export function networkFailure(error: unknown): NetworkFailure {
  if (isBlockedPort(error)) return BLOCKED;
  const codes = codesOf(error);
  for (const code of codes) {
    const known = BY_CODE[code];
    if (known !== undefined) return known;
    if (/TIMEOUT|^ETIMEDOUT$|^TimeoutError$|^AbortError$/i.test(code)) return TIMEOUT;
    if (/CERT|VERIFY|SIGNATURE/.test(code)) return UNTRUSTED;
    if (/^ERR_SSL|^ERR_TLS/.test(code)) return BY_CODE['EPROTO'] ?? UNKNOWN;
    if (/^HPE_|HTTPParserError/.test(code)) return NOT_HTTP;
  }
  return UNKNOWN;
}

/** The one failure that undici tells by its message alone; the words are compared as a whole, and none is shown. */
function isBlockedPort(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';
}

/** Codes and names of an error and of what caused it, the innermost first. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { code, name, cause, errors } = error as Record<string, unknown>;
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  const own = [code, name].filter((one) => typeof one === 'string');
  return [...inner.flatMap((one) => codesOf(one, depth + 1)), ...own];
}
