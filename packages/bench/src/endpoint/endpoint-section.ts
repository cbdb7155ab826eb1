// Judges the token route beside its peers and its limit; it takes no measurement.
import { markdownTable } from '../report/markdown-table.ts';
import { atLeast, type Row, type Section } from '../report/row.ts';
import { inSeries, spreadOf } from '../statistics.ts';
import type { Algorithm } from '../host/host-key.ts';
import { peersOf, type Effort, type Samples } from './measure-algorithm.ts';

/** How many times faster than the peer of the documentation. */
const TIMES_THE_PEER = 2.5;
/** The least share of what bare HTTP and bare cryptography allow together. */
const SHARE_OF_THE_LIMIT = 0.65;

/** The samples of one algorithm. */
export interface Measured {
  readonly algorithm: Algorithm;
  readonly samples: Samples;
}

type Measure = 'rate' | 'micros';

function spread({ samples }: Measured, name: string, measure: Measure) {
  return spreadOf((samples.get(name) ?? []).map((sample) => sample[measure]));
}

const text = (value: number, measure: Measure): string =>
  measure === 'rate' ? `${Math.round(value)}/s` : `${value.toFixed(1)} µs`;

function rowsOf(measured: Measured): Row[] {
  const { algorithm } = measured;
  const peers = peersOf(algorithm);
  return (['micros', 'rate'] as const).map((measure) => {
    const ours = spread(measured, 'ours', measure).median;
    const bare = spread(measured, 'bare node:http', measure).median;
    const crypto = spread(measured, 'cryptography alone', measure).median;
    const limit = measure === 'rate' ? inSeries(bare, crypto) : bare + crypto;
    // Less time is better, and a higher rate.
    const ratio = (other: number): number => (measure === 'rate' ? ours / other : other / ours);
    const medians = peers.map(({ name }) => ({ name, median: spread(measured, name, measure).median }));
    return {
      what: `${algorithm}: ${measure === 'rate' ? 'requests a second' : 'processor time a request'}`,
      ours: text(ours, measure),
      peer: medians.map(({ name, median }) => `${text(median, measure)} ${name}`).join(', '),
      limit: `${text(limit, measure)} (HTTP ${text(bare, measure)}, cryptography ${text(crypto, measure)})`,
      goals: [
        ...medians.map(({ name, median }) => atLeast(ratio(median), TIMES_THE_PEER, `× ${name}`)),
        atLeast(ratio(limit), SHARE_OF_THE_LIMIT, 'of the limit'),
      ],
    };
  });
}

function detailsOf(all: readonly Measured[]): string {
  const lines = all.flatMap((measured) =>
    [...measured.samples.keys()].map((name) => {
      const range = (measure: Measure) => {
        const { median, min, max } = spread(measured, name, measure);
        return `${text(median, measure)} (${text(min, measure)} – ${text(max, measure)})`;
      };
      const p99 = (measured.samples.get(name) ?? []).flatMap((sample) => sample.p99 ?? []);
      const wait = p99.length === 0 ? '–' : `${spreadOf(p99).median.toFixed(1)} ms`;
      return [measured.algorithm, name, range('micros'), range('rate'), wait];
    }),
  );
  return markdownTable(
    ['algorithm', 'who', 'processor time a request', 'requests a second', 'p99 of waiting'],
    lines,
  );
}

/** The section of the table, with how the numbers were taken. */
export function endpointSection(all: readonly Measured[], { rounds, seconds }: Effort): Section {
  const how =
    `Medians of ${rounds} rounds of ${seconds} s after a warm-up, all contestants of an algorithm in turn, with minimum and maximum. ` +
    'The server has one core to itself, threads included; wrk sends from the other one over 50 connections and rotates through ' +
    '2000 people’s tokens. Processor time is user and system time of the server’s process alone, and is the steadier number. ' +
    'Ours is the built command with its default log, every check on, rate limits counted but never reached, and a real LiveKit ' +
    'that is asked whether rooms are full; the peers log nothing, limit nothing and ask nobody. Ed25519 is unknown to ' +
    'jsonwebtoken, so its peer verifies with jose. The limit is bare node:http, which reads the body and answers as many bytes, ' +
    'and node:crypto’s verification with one HMAC in a loop, one after the other.';
  const data = all.map(({ algorithm, samples }) => ({ algorithm, samples: Object.fromEntries(samples) }));
  return {
    title: 'Speed of `POST /api/livekit/token`',
    rows: all.flatMap(rowsOf),
    details: `${how}\n\n${detailsOf(all)}`,
    data,
  };
}
