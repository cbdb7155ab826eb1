// Measures the token route for one algorithm of host tokens, all contestants in turn; it judges nothing.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { LiveKitServer } from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { startOwnServer, tokenSettings } from '../contestants/own-server.ts';
import { startContestant, type Contestant } from '../contestants/start-contestant.ts';
import { startLoop } from '../contestants/start-loop.ts';
import { createHostKey, type Algorithm, type HostKey } from '../host/host-key.ts';
import { signTokens } from '../host/sign-tokens.ts';
import { writeRequests } from '../load/write-requests.ts';
import { sampleServer, type Sample } from './sample.ts';

const at = (name: string): string => fileURLToPath(new URL(`../contestants/${name}`, import.meta.url));

/** How many people ask, each with a token of their own. */
const PEOPLE = 2000;
/** Seconds of load before anything is written down, so that hot code is compiled. */
const WARM_UP = 5;

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Whole seconds that a server is loaded in each round. */
  readonly seconds: number;
}

/** All samples of each contestant by name: `ours`, the peers, `bare node:http` and `cryptography alone`. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** Something that gives a sample when it is its turn. */
interface Entrant {
  readonly name: string;
  sample(seconds: number): Promise<Sample>;
  stop(): Promise<void>;
}

/** The names of the peers that know an algorithm, the one of its documentation first. */
export function peersOf(
  algorithm: Algorithm,
): readonly { readonly name: string; readonly verifier: string }[] {
  // jsonwebtoken has no Ed25519; jose is what an Express app would take in its place.
  if (algorithm === 'EdDSA') return [{ name: 'Express, jose', verifier: 'jose' }];
  return [
    { name: 'Express, jsonwebtoken', verifier: 'text' },
    { name: 'Express, jsonwebtoken with a KeyObject', verifier: 'key-object' },
  ];
}

/** Starts all contestants, warms each up, and takes a sample of each in every round, in another order each time. */
export async function measureAlgorithm(
  algorithm: Algorithm,
  livekit: LiveKitServer,
  folder: string,
  { rounds, seconds }: Effort,
): Promise<Samples> {
  const key = createHostKey(algorithm);
  const requestsFile = `${folder}/requests-${algorithm}.tsv`;
  await writeRequests(requestsFile, await signTokens(key, PEOPLE));
  const entrants: Entrant[] = [];
  const samples = new Map<string, Sample[]>();
  try {
    for await (const entrant of enter(key, livekit, requestsFile)) entrants.push(entrant);
    for (const entrant of entrants) await entrant.sample(WARM_UP);
    for (let round = 0; round < rounds; round += 1) {
      const first = round % entrants.length;
      for (const entrant of [...entrants.slice(first), ...entrants.slice(0, first)]) {
        const known = samples.get(entrant.name) ?? [];
        samples.set(entrant.name, [...known, await entrant.sample(seconds)]);
      }
    }
  } finally {
    for (const entrant of entrants) await entrant.stop();
    await rm(requestsFile, { force: true });
  }
  return samples;
}

async function* enter(key: HostKey, livekit: LiveKitServer, requestsFile: string): AsyncGenerator<Entrant> {
  const asEntrant = (server: Contestant): Entrant => ({
    name: server.name,
    sample: (seconds) => sampleServer(server, requestsFile, seconds),
    stop: () => server.stop(),
  });
  const { algorithm, verification } = key;
  const ours = await startOwnServer(livekit, {
    [algorithm === 'HS256' ? 'AUTH_SECRET' : 'AUTH_PUBLIC_KEY']: verification,
  });
  yield asEntrant(ours);
  const common = { ...tokenSettings(livekit), ALGORITHM: algorithm, VERIFICATION: verification };
  for (const { name, verifier } of peersOf(algorithm)) {
    const env = { ...common, PEER_VERIFIER: verifier };
    yield asEntrant(
      await startContestant({ name, file: at('express-server.ts'), healthPath: '/healthz', env }),
    );
  }
  const env = { ANSWER_BYTES: String(await answerBytes(ours, key)) };
  const bare = { name: 'bare node:http', file: at('bare-server.ts'), healthPath: '/', env };
  yield asEntrant(await startContestant(bare));
  const loop = await startLoop({ ...common, REQUESTS_FILE: requestsFile });
  yield {
    name: 'cryptography alone',
    sample: async (seconds_) => {
      const { operations, seconds, micros } = await loop.run(seconds_ / 2);
      return { rate: operations / seconds, micros: micros / operations };
    },
    stop: () => loop.stop(),
  };
}

/** How long our answer is, which the bare server's then is, too. */
async function answerBytes(ours: Contestant, key: HostKey): Promise<number> {
  const [request] = await signTokens(key, 1);
  const response = await fetch(`${ours.url}/api/livekit/token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${request?.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel_id: request?.channel }),
  });
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 201) throw new Error(`our server answered ${response.status}`);
  return byteLength;
}
