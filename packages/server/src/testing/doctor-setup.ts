// Sound setups for the doctor, to be broken one at a time, and what is asked of every report; it knows no check.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Examination, Report } from '../doctor/examine.ts';
import { examine } from '../doctor/examine.ts';
import type { Level } from '../doctor/finding.ts';
import { reportJson, reportText } from '../doctor/report-text.ts';
import { AUDIENCE } from './host-app.ts';
import type { IdentityProvider } from './identity-provider.ts';
import type { TestLiveKit } from './start-livekit.ts';

/** Variables by name. */
export type Settings = Record<string, string | undefined>;

/** Settings with which everything works. */
export function soundSettings(livekit: TestLiveKit, provider: IdentityProvider): Settings {
  return {
    LIVEKIT_API_KEY: livekit.apiKey,
    LIVEKIT_API_SECRET: livekit.apiSecret,
    LIVEKIT_WS_URL: livekit.url,
    LIVEKIT_API_URL: livekit.httpUrl,
    AUTH_ISSUER: provider.issuer,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_JWKS_URL: provider.jwksUrl,
    ALLOWED_ORIGINS: 'http://localhost:3000',
    PORT: '0',
    ADMIN_PORT: '0',
  };
}

/** What the doctor says; no report of any setup may hold a secret, the token or its signature, in text or JSON. */
export async function diagnose(environment: Settings, more: Partial<Examination> = {}): Promise<Report> {
  const report = await examine({
    environment,
    readFile: (path) => readFileSync(path, 'utf8'),
    ...more,
    outside: { patience: 2_000, ...more.outside },
  });
  const text = reportText(report, false) + reportJson(report);
  const { token, ...secrets } = {
    token: more.token ?? undefined,
    livekit: environment['LIVEKIT_API_SECRET'],
    host: environment['AUTH_SECRET'],
    callback: environment['CHANNEL_ACCESS_SECRET'],
    redis: /:\/\/:([^@]+)@/.exec(environment['REDIS_URL'] ?? '')?.[1],
  };
  for (const [name, secret] of Object.entries(secrets))
    assert.ok(secret === undefined || !text.includes(secret), `the report holds the secret of ${name}`);
  for (const part of [token, token?.split('.')[1], token?.split('.')[2]])
    assert.ok(part === undefined || !text.includes(part), 'the report holds a part of the token');
  assert.doesNotMatch(text, /eyJ[\w-]{10}/, 'the report holds a token');
  return report;
}

/** Level, area, and the message with its cure, of what is not as it should be. */
export function complaints({ lines }: Report): readonly (readonly [Level, string, string])[] {
  return lines
    .filter(({ level }) => level === 'warning' || level === 'fault')
    .map(({ level, area, message, cure }) => {
      assert.ok(cure, `${message} names no cure`);
      return [level, area, `${message} → ${cure}`] as const;
    });
}

/** Requires exactly these complaints, each by level, area and forms of its message and its cure. */
export function assertComplaints(
  report: Report,
  ...expected: readonly (readonly [level: Level, area: string, message: RegExp, cure: RegExp])[]
): void {
  const found = complaints(report);
  const places = (all: readonly (readonly [Level, string, ...unknown[]])[]) =>
    all.map(([level, area]) => `${level} ${area}`);
  assert.deepEqual(places(found), places(expected), found.map(([, , text]) => text).join('\n'));
  expected.forEach(([, , message, cure], index) => {
    const [what = '', how = ''] = found[index]?.[2].split(' → ') ?? [];
    assert.match(what, message);
    assert.match(how, cure);
  });
}

/** A real HTTP server on a port of its own. */
export async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port of this machine that nothing listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The command itself, as a process; its address. */
export async function startCommand(t: TestContext, settings: Settings): Promise<string> {
  const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  t.after(() => {
    process.removeListener('exit', end);
    end();
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, url } = JSON.parse(line) as { event?: string; url?: string };
    if (event === 'listening' && url !== undefined) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error('the server ended before it listened');
}
