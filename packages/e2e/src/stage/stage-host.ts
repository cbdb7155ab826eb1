// A host app in its plainest form: one page, and a token for whoever asks to be somebody; it knows neither LiveKit nor browsers.

import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { SignJWT } from 'jose';

/** What the token server has to know of this host. */
export const HOST = {
  issuer: 'https://stage.example/',
  audience: 'voice-room-stage',
  secret: 'a-secret-of-the-stage-that-is-long-enough-42',
} as const;

/** Who a token is for. */
export interface Who {
  readonly identity: string;
  readonly name?: string;
  readonly picture?: string;
  /** The `voice` claim. */
  readonly voice?: unknown;
}

/** A JWT as the host app signs it, good for five minutes. */
export function hostToken(who: Who): Promise<string> {
  return new SignJWT({ name: who.name ?? who.identity, picture: who.picture, voice: who.voice })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(HOST.issuer)
    .setAudience(HOST.audience)
    .setSubject(who.identity)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(HOST.secret));
}

const FILES: Readonly<Record<string, string>> = {
  'stage-page.html': 'text/html; charset=utf-8',
  'stage-page.css': 'text/css; charset=utf-8',
  'stage-page.js': 'text/javascript; charset=utf-8',
  'measure-sound.js': 'text/javascript; charset=utf-8',
  'prerender.html': 'text/html; charset=utf-8',
};

/** The host's page, running. */
export interface StageHost {
  readonly port: number;
  /** How often the stage's page was asked for. */
  pagesServed(): number;
  close(): Promise<void>;
}

/** Serves the page at `/`, other files by name, tokens at `/host-token`. `headers` are sent with the page. */
export async function startStageHost(
  port: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<StageHost> {
  const app = new Hono();
  let served = 0;
  app.get('/host-token', async (c) => {
    const query = c.req.query();
    const { 'who.identity': identity = 'somebody', 'who.picture': picture, 'who.voice': voice } = query;
    // A long name does not fit into an address: its length does.
    const name = query['who.name-length'] ? 'N'.repeat(Number(query['who.name-length'])) : query['who.name'];
    return c.text(
      await hostToken({
        identity,
        ...(name === undefined ? {} : { name }),
        ...(picture === undefined ? {} : { picture }),
        ...(voice === undefined ? {} : { voice: JSON.parse(voice) as unknown }),
      }),
    );
  });
  app.get('/:file?', async (c) => {
    const file = c.req.param('file') ?? 'stage-page.html';
    const type = FILES[file];
    if (type === undefined) return c.notFound();
    if (file === 'stage-page.html') served += 1;
    return c.body(await readFile(new URL(file, import.meta.url)), 200, { 'Content-Type': type, ...headers });
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const starting = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => {
      resolve(starting);
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    pagesServed: () => served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
