// Profiles our server under the load of the token route; it judges nothing.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveKitServer } from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { startOwnServer } from '../contestants/own-server.ts';
import { sampleServer } from '../endpoint/sample.ts';
import { createHostKey, type Algorithm } from '../host/host-key.ts';
import { signTokens } from '../host/sign-tokens.ts';
import { writeRequests } from '../load/write-requests.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { summariseProfile, type CpuProfile } from './summarise-profile.ts';

/** Seconds of load; the first half is left out, in which code is still being compiled. */
const SECONDS = 10;
const SKIP = 0.5;
/** Microseconds between two looks. */
const INTERVAL = 200;
/** How many places are listed. */
const LISTED = 16;

/** A table of the places where our server spends its time with `algorithm`, as Markdown. */
export async function profileEndpoint(
  algorithm: Algorithm,
  livekit: LiveKitServer,
  folder: string,
): Promise<string> {
  const key = createHostKey(algorithm);
  const requestsFile = join(folder, `requests-profile-${algorithm}.tsv`);
  await writeRequests(requestsFile, await signTokens(key, 2000));
  const profiles = join(folder, `profile-${algorithm}`);
  const nodeArgs = ['--cpu-prof', '--cpu-prof-dir', profiles, '--cpu-prof-interval', String(INTERVAL)];
  const settings = { [algorithm === 'HS256' ? 'AUTH_SECRET' : 'AUTH_PUBLIC_KEY']: key.verification };
  const server = await startOwnServer(livekit, settings, nodeArgs);
  try {
    await sampleServer(server, requestsFile, SECONDS);
  } finally {
    await server.stop();
  }
  const [file] = await readdir(profiles);
  const profile = JSON.parse(await readFile(join(profiles, file ?? ''), 'utf8')) as CpuProfile;
  const lines = summariseProfile(profile, SKIP)
    .slice(0, LISTED)
    .map(({ place, share }) => [place, `${(100 * share).toFixed(1)} %`]);
  return `Where our server spends its time with ${algorithm}:\n\n${markdownTable(['place', 'share'], lines)}`;
}
