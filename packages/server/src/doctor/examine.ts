// Puts the checks together: what is tried for which settings; it does not know how findings are shown.
import type { ServerConfig } from '../config/config.ts';
import type { ReadFile } from '../config/sources.ts';
import type { Environment } from '../config/variables.ts';
import { checkBrowserAddress } from './check-browser-address.ts';
import { checkCallbackAddress } from './check-callback-address.ts';
import type { ClockSource } from './check-clocks.ts';
import { checkClocks } from './check-clocks.ts';
import { checkDiscovery, checkKeys } from './check-keys.ts';
import { checkLiveKit } from './check-livekit.ts';
import { checkOneOrigin, checkOrigins } from './check-origins.ts';
import { checkRedis } from './check-redis.ts';
import { WITHOUT_URL, checkHealth, checkPreflights } from './check-server.ts';
import { checkSettings } from './check-settings.ts';
import { checkToken } from './check-token.ts';
import { checkWebhook } from './check-webhook.ts';
import type { Finding, Level } from './finding.ts';
import { fault, ok, skipped } from './finding.ts';
import type { Outside } from './outside.ts';
import { createRedactor } from './redact.ts';
import type { Check, CheckResult, OnProgress } from './run-checks.ts';
import { runChecks } from './run-checks.ts';
import { readSampleToken } from './sample-token.ts';
import { sayUrl } from './say-url.ts';
import type { NameSetting } from './setting-names.ts';
import { createSettingNames } from './setting-names.ts';
import { issuerSubject, projectSubjects, tenantSubjects } from './subjects.ts';

/** What is to be examined, and with what. */
export interface Examination {
  readonly environment: Environment;
  readonly readFile: ReadFile;
  /** What was pasted as a sample token. */
  readonly token?: string | null;
  /** The channel that it should open. */
  readonly channel?: string | null;
  /** The page that should be let in. */
  readonly origin?: string | null;
  /** The public address of the running server. */
  readonly url?: string | null;
  readonly onProgress?: OnProgress;
  readonly outside?: Partial<Outside>;
}

/** A finding under its heading. */
export interface ReportLine extends Finding {
  readonly area: string;
}

/** Everything that was found, in the order of the checks. */
export interface Report {
  readonly lines: readonly ReportLine[];
  readonly count: Readonly<Record<Level, number>>;
}

/** Milliseconds. */
const PATIENCE = 5_000;
/** The longest check asks this many times, one after the other. */
const LONGEST_CHAIN = 4;

/** Tries every setting against the live parts. Where the settings have faults, only what needs none of them is tried. */
export async function examine(given: Examination): Promise<Report> {
  const { environment, readFile, url = null, onProgress } = given;
  const outside = { fetch: globalThis.fetch, now: Date.now, patience: PATIENCE, ...given.outside };
  const { config, findings } = await checkSettings(environment, readFile);
  const settings = { area: 'Settings', findings };
  const checks =
    config === null
      ? checksWithoutConfig(url, outside)
      : listChecks(config, given, createSettingNames(environment), outside);
  const results = await runChecks(checks, onProgress);
  const note = {
    area: 'Settings',
    findings: [skipped('Nothing else was tried: first the settings have to be sound.')],
  };
  return report(
    [settings, ...(config === null ? [note] : []), ...results],
    createRedactor(config, given.token ?? null),
  );
}

function check(area: string, outside: Outside, run: Check['run']): Check {
  return { area, run, limit: outside.patience * LONGEST_CHAIN };
}

function checksWithoutConfig(url: string | null, outside: Outside): readonly Check[] {
  return url === null ? [] : [check('Server', outside, () => checkHealth(url, outside))];
}

function listChecks(
  config: ServerConfig,
  { token = null, channel = null, origin = null, url = null, environment }: Examination,
  name: NameSetting,
  outside: Outside,
): readonly Check[] {
  const projects = projectSubjects(config);
  const tenants = tenantSubjects(config);
  const { redisUrl } = config;
  const sample = token === null ? null : readSampleToken(token);
  const redisName = environment['REDIS_URL'] ? 'REDIS_URL' : 'REDIS_URL_FILE';
  const origins =
    tenants.length === 1 ? name('origins', tenants[0]?.subject ?? null) : name('origins', 'each tenant');
  return [
    ...projects.map((one) => check('LiveKit', outside, () => checkLiveKit(one, name, outside))),
    ...projects.map((one) =>
      check('LiveKit for browsers', outside, () => checkBrowserAddress(one, name, outside)),
    ),
    check('Clock', outside, () => checkClocks(clockSources(config, url), outside)),
    ...config.issuers.flatMap((issuer) => {
      const subject = issuerSubject(config, issuer.issuer);
      return [
        check('Keys', outside, () => checkKeys(issuer, subject, name, outside)),
        check('Keys', outside, () => checkDiscovery(issuer, subject, name, outside)),
      ];
    }),
    check('Token', outside, () =>
      sample === null ? [noToken(channel)] : checkToken(sample, channel, config, name, outside),
    ),
    ...tenants.map((one) => check('Channel access', outside, () => checkCallbackAddress(one, name, outside))),
    ...tenants.map((one) => check('Origins', outside, () => checkOrigins(one, name))),
    ...(origin === null ? [] : [check('Origins', outside, () => checkOneOrigin(origin, tenants, name, url))]),
    check('Redis', outside, () =>
      redisUrl === null
        ? [ok('REDIS_URL is not set: each instance counts its limits alone.')]
        : checkRedis(redisUrl, redisName, outside),
    ),
    ...(url === null
      ? [check('Server', outside, () => [WITHOUT_URL])]
      : [
          check('Server', outside, () => checkHealth(url, outside)),
          check('Server', outside, () => checkPreflights(url, config, origins, outside)),
          ...projects.map((one) => check('Webhook', outside, () => checkWebhook(url, one, name, outside))),
        ]),
  ];
}

function noToken(channel: string | null): Finding {
  const how = 'Paste a JWT of the host app on standard input to see what it opens.';
  if (channel === null) return skipped(`No sample token was given. ${how}`);
  return fault(
    '--channel needs a sample token, and none was given.',
    `${how.slice(0, -1)}, or leave --channel out.`,
  );
}

function clockSources(config: ServerConfig, url: string | null): readonly ClockSource[] {
  const sources = [
    ...projectSubjects(config).map(({ project }) => ({
      name: `LiveKit at ${project.apiUrl}`,
      url: project.apiUrl,
    })),
    ...config.issuers.flatMap(({ keys }) =>
      keys.kind === 'jwks' ? [{ name: sayUrl(keys.url), url: keys.url }] : [],
    ),
    ...(url === null ? [] : [{ name: url, url: `${url.replace(/\/$/, '')}/healthz` }]),
  ];
  const hosts = Map.groupBy(sources, (source) => new URL(source.url).host);
  return [...hosts.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}

function report(results: readonly CheckResult[], redact: (text: string) => string): Report {
  const lines = results.flatMap(({ area, findings }) =>
    findings.map((found) => ({
      area,
      ...found,
      message: redact(found.message),
      ...(found.cure === undefined ? {} : { cure: redact(found.cure) }),
    })),
  );
  const count = { ok: 0, warning: 0, fault: 0, skipped: 0 };
  for (const { level } of lines) count[level]++;
  return { lines, count };
}
