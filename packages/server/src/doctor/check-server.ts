// Tries the running server at its public address; it does not know how that was started.
import type { ServerConfig } from '../config/config.ts';
import type { Finding } from './finding.ts';
import { fault, ok, skipped, warning } from './finding.ts';
import type { Outside } from './outside.ts';
import { isRedirect, probe, redirectTarget } from './probe.ts';
import { tenantSubjects } from './subjects.ts';

/** What is left undone without the address. */
export const WITHOUT_URL = skipped(
  'The server itself, its CORS and its webhook were not tried. Start it and give its public address: --url https://voice.example.com.',
);

const TOKEN_PATH = '/api/livekit/token';

/** Asks `/healthz` and `/readyz`. */
export async function checkHealth(url: string, outside: Outside): Promise<readonly Finding[]> {
  const base = url.replace(/\/$/, '');
  const health = await probe(outside, `${base}/healthz`);
  if (!health.answered) {
    const { what, how } = health.failure;
    return [fault(`${base} ${what}.`, `${how} the address behind --url, or HOST and PORT of the server.`)];
  }
  if (isRedirect(health.status)) {
    const message = `${base} redirects ${redirectTarget(health.headers, base)}; LiveKit follows no redirection.`;
    return [fault(message, 'Use the final address, behind --url and wherever else the server is named.')];
  }
  if (health.status !== 200 || !/"status" *: *"ok"/.test(health.text)) {
    const message = `${base}/healthz answers ${health.status}, and not as this server does.`;
    const cure =
      'Let the proxy pass on /healthz, /readyz and /api/livekit with their paths unchanged, or correct --url.';
    return [fault(message, cure)];
  }
  const ready = await probe(outside, `${base}/readyz`);
  if (ready.answered && ready.status === 200) return [ok(`${base} is up and ready.`)];
  const what = ready.answered ? `answers ${ready.status}` : ready.failure.what;
  const message = `${base} is up and not ready: /readyz ${what}.`;
  return [fault(message, 'Look at the keys above (AUTH_JWKS_URL), and at the log of the server.')];
}

/** Sends the preflight that a browser would, from each exact origin, and from the server's own. */
export async function checkPreflights(
  url: string,
  config: ServerConfig,
  setting: string,
  outside: Outside,
): Promise<readonly Finding[]> {
  const entries = tenantSubjects(config).flatMap(({ settings }) => settings.origins);
  const origins = [...new Set(entries.flatMap((entry) => (entry.kind === 'exact' ? [entry.origin] : [])))];
  const found = await Promise.all(origins.map((origin) => preflight(url, origin, setting, outside)));
  return [...found, ...(await checkProxyCount(url, config, new Set(origins), outside))];
}

async function ask(
  url: string,
  origin: string,
  outside: Outside,
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number | null; allowed: string | null; what: string }> {
  const answer = await probe(outside, `${url.replace(/\/$/, '')}${TOKEN_PATH}`, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
      ...more,
    },
  });
  if (!answer.answered) return { status: null, allowed: null, what: answer.failure.what };
  const { status, headers } = answer;
  return { status, allowed: headers.get('Access-Control-Allow-Origin'), what: `answers ${status}` };
}

async function preflight(url: string, origin: string, setting: string, outside: Outside): Promise<Finding> {
  const { status, allowed, what } = await ask(url, origin, outside);
  if (status === null) return skipped(`CORS for ${origin} was not tried: the server ${what}.`);
  if (status === 204 && allowed === origin) return ok(`Pages of ${origin} pass CORS.`);
  const message = `The preflight for pages of ${origin} ${what}${status === 204 ? ` and allows ${allowed ?? 'nobody'}` : ''}.`;
  if (status === 403) {
    return fault(message, `Restart the server with ${setting} as it is here: it runs with other origins.`);
  }
  const cure = `Let the proxy pass on OPTIONS ${TOKEN_PATH} and the answer's Access-Control-* fields unchanged, and add none of its own.`;
  return fault(message, cure);
}

/** The server's own origin passes where it sees itself as the outside does: that tells whether TRUST_PROXY fits. */
async function checkProxyCount(
  url: string,
  { trustProxy }: ServerConfig,
  listed: ReadonlySet<string>,
  outside: Outside,
): Promise<readonly Finding[]> {
  const own = new URL(url).origin;
  if (!listed.has(own) && (await ask(url, own, outside)).status === 403) {
    const message = `The server does not know itself as ${own}: a proxy changes scheme or host, and TRUST_PROXY is ${trustProxy}.`;
    const cure =
      'Set TRUST_PROXY to the number of proxies in front, and let them send X-Forwarded-Proto and X-Forwarded-Host.';
    return [warning(message, cure)];
  }
  const stranger = 'https://doctor.invalid';
  const forged = {
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'doctor.invalid',
    'X-Forwarded-For': '192.0.2.1',
  };
  const { status, allowed } = await ask(url, stranger, outside, forged);
  if (status !== 204 || allowed !== stranger) return [];
  const message = `The server believes an X-Forwarded-Host that a visitor wrote: TRUST_PROXY is ${trustProxy}.`;
  const cure =
    'Set TRUST_PROXY to the number of proxies that are really in front (0 for none), and let them overwrite X-Forwarded-Host.';
  return [warning(message, cure)];
}
