// Judges whether memory stays flat; it takes no measurement.
import { atMost, type Goal, type Row, type Section } from '../report/row.ts';
import { slopeOf } from '../statistics.ts';
import type { MemoryRun, MemorySample } from './measure-memory.ts';

/** Bytes a request by which the heap may grow over the last half, after full collections: noise of caches that were filled late. */
const HEAP_SLOPE = 1;
/** The same of the resident set, which the allocator rounds up by pages and gives back late. */
const RESIDENT_SLOPE = 8;

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

function rowOf(
  what: string,
  samples: readonly MemorySample[],
  part: 'heap' | 'resident',
  limit: number,
): Row {
  const half = samples.filter(({ requests }) => requests >= (samples.at(-1)?.requests ?? 0) / 2);
  const slope = slopeOf(half.map((sample) => [sample.requests, sample[part]]));
  const [first, last] = [half[0], half.at(-1)];
  return {
    what,
    ours: `${slope.toFixed(2)} B a request (${megabytes(first?.[part] ?? 0)} at half, ${megabytes(last?.[part] ?? 0)} at the end)`,
    peer: '–',
    limit: `${limit} B a request`,
    goals: [atMost(slope, limit, 'B a request')],
  };
}

/** The section of the table, with how the numbers were taken. */
export function memorySection(run: MemoryRun): Section {
  const { samples, requests, refused, broken, keyFetches, seconds } = run;
  const share = refused / requests;
  const asForged: Goal = {
    found: `${(100 * share).toFixed(1)} % refused, ${broken} unanswered`,
    wanted: '50 % and none',
    met: Math.abs(share - 0.5) < 0.005 && broken === 0,
  };
  const thousands = requests.toLocaleString('en');
  const sent: Row = {
    what: `${thousands} requests, half of them forged`,
    ours: `${refused.toLocaleString('en')} refused`,
    peer: '–',
    limit: '–',
    goals: [asForged],
  };
  return {
    title: 'Memory',
    rows: [
      sent,
      rowOf('heap after a full collection, slope over the last half', samples, 'heap', HEAP_SLOPE),
      rowOf('resident set, slope over the last half', samples, 'resident', RESIDENT_SLOPE),
    ],
    details:
      `ES256 tokens, keys from a key set that was fetched ${keyFetches} times in ${Math.round(seconds)} s. Forged are, in equal parts: ` +
      'signatures, issuers, key ids and subjects that are other ones in every request, expired tokens, and garbage. ' +
      `Memory was looked at ${samples.length} times, each after a full collection.`,
    data: run,
  };
}
