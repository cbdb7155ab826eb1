// Compares this machine's clock with those of the servers that it works with; it does not know what they do.
import type { Finding } from './finding.ts';
import { fault, ok, skipped, warning } from './finding.ts';
import type { Outside } from './outside.ts';
import { probe } from './probe.ts';

/** Seconds apart: from the first tokens can fail now and then, from the second on they do. */
const LIMITS = { warning: 5, fault: 60 };

/** A server with a clock. */
export interface ClockSource {
  /** For sentences, for example "LiveKit at https://livekit.example.com". */
  readonly name: string;
  readonly url: string;
}

interface Reading {
  readonly name: string;
  /** Seconds that its clock is ahead of ours. */
  readonly ahead: number;
}

/** Reads the `Date` of each answer, whatever its status. Where several agree against us, ours is the one that is wrong. */
export async function checkClocks(
  sources: readonly ClockSource[],
  outside: Outside,
): Promise<readonly Finding[]> {
  const readings = (await Promise.all(sources.map((source) => read(source, outside)))).filter(
    (reading) => reading !== null,
  );
  const [first] = readings;
  if (first === undefined) return [skipped('No server answered with a date to compare the clock with.')];
  const off = readings.filter(({ ahead }) => Math.abs(ahead) > LIMITS.warning);
  if (off.length === 0) {
    return [ok(`This machine's clock agrees with ${readings.map(({ name }) => name).join(', ')}.`)];
  }
  const isOurs = readings.length > 1 && off.length === readings.length && spread(readings) <= LIMITS.warning;
  if (isOurs) return [explain(first.ahead, 'This machine', 'all others', 'this machine', -1)];
  const isTheirs = off.length < readings.length;
  return off.map(({ name, ahead }) =>
    isTheirs
      ? explain(ahead, name, 'the others', `the machine of ${name}`, 1)
      : explain(ahead, name, 'this machine', `this machine or that of ${name}, whichever is wrong`, 1),
  );
}

async function read({ name, url }: ClockSource, outside: Outside): Promise<Reading | null> {
  const answer = await probe(outside, url);
  if (!answer.answered) return null;
  const date = Date.parse(answer.headers.get('Date') ?? '');
  if (Number.isNaN(date)) return null;
  // A cache on the way tells the date of when it got the answer, and how old that is (RFC 9111 section 5.1).
  const age = Number(answer.headers.get('Age') ?? 0) || 0;
  // The date has no fractions of a second, so on average it is half a second early.
  return { name, ahead: Math.round((date + age * 1000 + 500 - answer.at) / 1000) };
}

const spread = (readings: readonly Reading[]): number => {
  const all = readings.map(({ ahead }) => ahead);
  return Math.max(...all) - Math.min(...all);
};

function explain(ahead: number, who: string, whom: string, whose: string, sign: 1 | -1): Finding {
  const side = ahead * sign > 0 ? 'ahead of' : 'behind';
  const message = `The clock of ${who.replace(/^This/, 'this')} is ${sayDuration(Math.abs(ahead))} ${side} ${whom}.`;
  const cure = `Synchronise the clock of ${whose} (NTP): tokens that begin in the future or have ended are refused.`;
  return Math.abs(ahead) > LIMITS.fault ? fault(message, cure) : warning(message, cure);
}

/** A number of seconds for people, for example "10 min". */
export function sayDuration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
