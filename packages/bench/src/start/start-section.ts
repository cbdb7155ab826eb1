// Measures and judges how long the server takes to its first answer beside a bare Hono server.
import { randomBytes } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIENCE, ISSUER } from '../host/sign-tokens.ts';
import { atMost, type Section } from '../report/row.ts';
import { spreadOf, type Spread } from '../statistics.ts';
import { timeStart } from './time-start.ts';

/** Starts of each, one after the other; one more of each before is not counted, since it fills the disk's cache. */
const STARTS = 11;
/** How many times a bare Hono server's start ours may take. */
const LIMIT = 3;

const text = ({ median, min, max }: Spread): string =>
  `${median.toFixed(0)} ms (${min.toFixed(0)} – ${max.toFixed(0)})`;

/** Times both from their production installs, in turn. */
export async function startSection(server: string, bareHono: string): Promise<Section> {
  const bareFile = join(bareHono, 'bare-hono.mjs');
  await copyFile(new URL('./bare-hono.mjs', import.meta.url), bareFile);
  const ownFile = join(server, 'node_modules/@voice-room/server/dist/cli/main.js');
  const settings = {
    LIVEKIT_API_KEY: 'APIbench',
    LIVEKIT_API_SECRET: randomBytes(32).toString('base64url'),
    LIVEKIT_WS_URL: 'wss://livekit.example.com',
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_SECRET: randomBytes(48).toString('base64url'),
    ADMIN_PORT: '0',
  };
  const samples: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let turn = 0; turn <= STARTS; turn += 1) {
    const ours = await timeStart(ownFile, '/healthz', settings);
    const bare = await timeStart(bareFile, '/healthz', {});
    if (turn === 0) continue;
    samples.ours.push(ours);
    samples.bare.push(bare);
  }
  const [ours, bare] = [spreadOf(samples.ours), spreadOf(samples.bare)];
  return {
    title: 'Start',
    rows: [
      {
        what: 'start to first answer',
        ours: text(ours),
        peer: `${text(bare)} bare Hono server`,
        limit: `${LIMIT} × the peer`,
        goals: [atMost(ours.median / bare.median, LIMIT, '× the peer')],
      },
    ],
    details: `Medians of ${STARTS} starts of \`node FILE\`, in turn, from production installs, asked every 2 ms.`,
    data: samples,
  };
}
