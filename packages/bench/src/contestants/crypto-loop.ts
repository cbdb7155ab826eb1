// The limit of cryptography: verifies and signs in a loop without HTTP, run as a process that is asked for rounds.
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** What a round comes back with. */
export interface LoopResult {
  readonly operations: number;
  readonly seconds: number;
  /** Processor time of the whole process, in microseconds. */
  readonly micros: number;
}

const { ALGORITHM = '', VERIFICATION = '', REQUESTS_FILE = '', LIVEKIT_API_SECRET = '' } = process.env;
/** Operations between two looks at the clock. */
const BATCH = 50;

interface Parts {
  readonly input: Buffer;
  readonly signature: Buffer;
}

const tokens = (await readFile(REQUESTS_FILE, 'utf8'))
  .trimEnd()
  .split('\n')
  .map((line) => partsOf(line.split('\t')[2] ?? ''));

function partsOf(token: string): Parts {
  const dot = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(dot + 1), 'base64url');
  return { input: Buffer.from(token.slice(0, dot)), signature };
}

function createCheck(): (parts: Parts) => boolean {
  if (ALGORITHM === 'HS256') {
    const secret = Buffer.from(VERIFICATION);
    return ({ input, signature }) =>
      timingSafeEqual(createHmac('sha256', secret).update(input).digest(), signature);
  }
  const key = createPublicKey(VERIFICATION);
  const hash = ALGORITHM === 'EdDSA' ? null : 'sha256';
  const options = ALGORITHM === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  return ({ input, signature }) => verify(hash, input, options, signature);
}

const check = createCheck();
// A LiveKit token's signing input has about this length.
const minted = Buffer.alloc(450, 'x');
let turn = 0;

function operate(): void {
  turn = (turn + 1) % tokens.length;
  const parts = tokens[turn];
  if (parts === undefined || !check(parts)) throw new Error('a sound token was refused');
  createHmac('sha256', LIVEKIT_API_SECRET).update(minted).digest('base64url');
}

function run(seconds: number): LoopResult {
  const before = process.cpuUsage();
  const started = performance.now();
  let operations = 0;
  while (performance.now() - started < seconds * 1000) {
    for (let i = 0; i < BATCH; i += 1) operate();
    operations += BATCH;
  }
  const { user, system } = process.cpuUsage(before);
  return { operations, seconds: (performance.now() - started) / 1000, micros: user + system };
}

process.on('message', ({ seconds }: { seconds: number }) => {
  process.send?.(run(seconds));
});
process.send?.('ready');
