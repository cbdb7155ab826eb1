// Looks at the pages that may ask for tokens; it does not call any of them.
import type { AllowedOrigin } from '../config/config.ts';
import { isOriginAllowed } from '../config/origins.ts';
import type { Finding } from './finding.ts';
import { about, fault, ok, warning } from './finding.ts';
import { isLoopback } from './is-loopback.ts';
import type { NameSetting } from './setting-names.ts';
import type { TenantSubject } from './subjects.ts';

/** One line a tenant for its origins, and a warning for each that is not encrypted; the settings' own warn of names of everybody. */
export function checkOrigins({ subject, settings }: TenantSubject, name: NameSetting): readonly Finding[] {
  const { origins } = settings;
  if (origins.length === 0) {
    return [about(subject, ok("No origin is set: only pages of this server's own address may ask."))];
  }
  const list = origins.map(sayOrigin).join(', ');
  const found = [
    ok(`May ask: ${list}.`),
    ...origins.flatMap((entry) => doubt(entry, name('origins', subject))),
  ];
  return found.map((one) => about(subject, one));
}

function sayOrigin(entry: AllowedOrigin): string {
  if (entry.kind === 'exact') return entry.origin;
  const port = entry.port === '' ? '' : `:${entry.port}`;
  return `https://*${entry.suffix}${port} (every subdomain, not ${entry.suffix.slice(1)} itself)`;
}

function doubt(entry: AllowedOrigin, setting: string): readonly Finding[] {
  if (entry.kind === 'subdomains') return [];
  if (!entry.origin.startsWith('http:') || isLoopback(entry.origin)) return [];
  const message = `${entry.origin} is not encrypted: anyone on the way can use its tokens, and browsers give it no microphone.`;
  return [warning(message, `Serve the page over https and write https: in ${setting}.`)];
}

/** Whether the page at `origin` may ask, and for whose people. */
export function checkOneOrigin(
  origin: string,
  tenants: readonly TenantSubject[],
  name: NameSetting,
  serverUrl: string | null,
): readonly Finding[] {
  const exact = URL.parse(origin)?.origin ?? 'null';
  if (exact === 'null') {
    const cure = 'Give scheme and host, for example --origin https://app.example.com.';
    return [fault(`${JSON.stringify(origin)} is no origin.`, cure)];
  }
  const note = exact === origin ? '' : ` (the origin of ${origin}, as browsers send it)`;
  const allowed = tenants.filter(({ settings }) => isOriginAllowed(exact, settings.origins));
  const isOwn = serverUrl !== null && URL.parse(serverUrl)?.origin === exact;
  if (allowed.length > 0 || isOwn) {
    const names = allowed.map(({ subject }) => subject).filter((subject) => subject !== null);
    const whose = isOwn
      ? " for everybody: it is the server's own"
      : names.length > 0
        ? ` for ${names.join(', ')}`
        : '';
    return [ok(`${exact}${note} may ask${whose}.`)];
  }
  const near = tenants.flatMap(({ settings }) => settings.origins).find((entry) => isNear(entry, exact));
  const hint = near === undefined ? '' : ` ${sayOrigin(near)} is listed, which is not the same.`;
  const [only] = tenants;
  const setting = name('origins', tenants.length === 1 ? (only?.subject ?? null) : 'its tenant');
  return [fault(`${exact}${note} may not ask.${hint}`, `Add ${exact} to ${setting}.`)];
}

/** The same name by another scheme or port, or the name itself beside its subdomains. */
function isNear(entry: AllowedOrigin, origin: string): boolean {
  const host = new URL(origin).hostname;
  if (entry.kind === 'subdomains') return `.${host}`.endsWith(entry.suffix);
  return new URL(entry.origin).hostname.replace(/^www\./, '') === host.replace(/^www\./, '');
}
