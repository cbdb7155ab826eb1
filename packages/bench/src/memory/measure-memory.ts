// Sends a great many requests, half of them forged, and watches the server's memory; it judges nothing.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LiveKitServer } from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { startOwnServer } from '../contestants/own-server.ts';
import { forgeTokens } from '../host/forge-tokens.ts';
import { createHostKey } from '../host/host-key.ts';
import { signTokens } from '../host/sign-tokens.ts';
import { sendLoad } from '../load/send-load.ts';
import { writeRequests } from '../load/write-requests.ts';
import { residentMemory } from '../machine/resident-memory.ts';
import { probeHeap } from './probe-heap.ts';
import { serveKeySet } from './serve-key-set.ts';

/** Sound tokens, and as many forged ones, most of which are another one in each request. */
const TOKENS = 3000;
/** About how many times the memory is looked at. */
const LOOKS = 40;

/** The memory after a number of requests, in bytes. */
export interface MemorySample {
  readonly requests: number;
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
}

/** What the run found. */
export interface MemoryRun {
  readonly samples: readonly MemorySample[];
  readonly requests: number;
  readonly refused: number;
  readonly broken: number;
  /** How often the identity provider was asked for its keys, over how many seconds. */
  readonly keyFetches: number;
  readonly seconds: number;
}

/** Sends at least `requests` requests with ES256 tokens whose keys come from a key set. */
export async function measureMemory(
  requests: number,
  livekit: LiveKitServer,
  folder: string,
): Promise<MemoryRun> {
  const key = createHostKey('ES256');
  const requestsFile = join(folder, 'requests-memory.tsv');
  const [sound, forged] = await Promise.all([signTokens(key, TOKENS), forgeTokens(key, TOKENS)]);
  await writeRequests(
    requestsFile,
    sound.flatMap((request, index) => [request, ...forged.slice(index, index + 1)]),
  );
  const keySet = await serveKeySet(key);
  const probeFile = join(folder, 'heap.json');
  const probe = pathToFileURL(join(import.meta.dirname, 'heap-probe.ts')).href;
  const settings = { AUTH_JWKS_URL: keySet.url, AUTH_ALGORITHMS: 'ES256', HEAP_PROBE_FILE: probeFile };
  const server = await startOwnServer(livekit, settings, ['--expose-gc', '--import', probe]);
  const samples: MemorySample[] = [];
  const total = { requests: 0, refused: 0, broken: 0, seconds: 0 };
  try {
    while (total.requests < requests) {
      // A slice as long as it takes for its share of all requests, by the speed so far.
      const speed = total.seconds === 0 ? Infinity : total.requests / total.seconds;
      const seconds = Math.max(1, Math.round(requests / LOOKS / speed));
      const url = `${server.url}/api/livekit/token`;
      const slice = await sendLoad({ url, seconds, requestsFile, firstSlot: total.requests });
      total.requests += slice.requests;
      total.refused += slice.refused;
      total.broken += slice.broken;
      total.seconds += slice.seconds;
      const { heap, external } = await probeHeap(server.pid, probeFile);
      samples.push({ requests: total.requests, heap, external, resident: await residentMemory(server.pid) });
    }
    return { samples, ...total, keyFetches: keySet.fetches() };
  } finally {
    await server.stop();
    keySet.stop();
  }
}
