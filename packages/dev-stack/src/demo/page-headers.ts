// The headers of the demo page, as strict as a careful site's: what the element needs is named, nothing else is allowed.

/** What the page may reach. */
export interface PageReach {
  /** Where the element's script, and the token server behind it, are. */
  scriptUrl: string;
  /** The token server, where it is not beside the script. */
  tokenUrl?: string | undefined;
  /** LiveKit as the browser reaches it (`ws:` or `wss:`); unset: any port of this machine. */
  livekitUrl?: string | undefined;
  /** The page is for other machines, over HTTPS: everything is then behind one address. */
  lan?: boolean | undefined;
}

const thisMachine = ['localhost', '127.0.0.1'].flatMap((name) => [`ws://${name}:*`, `http://${name}:*`]);

/** An address as two sources of a policy: LiveKit is asked by HTTP, too, before and beside its web socket. */
function bothSchemes(url: string): string[] {
  const origin = new URL(url.replace(/^ws/, 'http')).origin;
  return [origin, origin.replace(/^http/, 'ws')];
}

/** The content security policy of the page. */
export function contentSecurityPolicy({ scriptUrl, tokenUrl, livekitUrl, lan }: PageReach): string {
  const script = new URL(scriptUrl).origin;
  const livekit = livekitUrl === undefined ? (lan ? [] : thisMachine) : bothSchemes(livekitUrl);
  const tokens = tokenUrl === undefined ? [] : [new URL(tokenUrl, scriptUrl).origin];
  const connect = [...new Set(["'self'", ...bothSchemes(scriptUrl), ...tokens, ...livekit])];
  return [
    `default-src 'none'`,
    `script-src 'self' ${script}`,
    `worker-src 'self' ${script}`,
    `style-src 'self'`,
    `img-src 'self' https:`,
    `media-src 'self' ${script}`,
    `connect-src ${connect.join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** All headers of the page. */
export function pageHeaders(reach: PageReach): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(reach),
    'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}
