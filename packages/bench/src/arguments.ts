// What `npm run bench` may be told; it measures nothing.
import { parseArgs } from 'node:util';
import { BenchImpossibleError } from './machine/required-tools.ts';

/** The parts of the suite by name. */
export const parts = ['endpoint', 'memory', 'install', 'start'] as const;

/** One of `parts`. */
export type Part = (typeof parts)[number];

/** What to measure, and for how long. */
export interface BenchArguments {
  readonly only: readonly Part[];
  /** Requests of the memory run. */
  readonly requests: number;
  /** Rounds of the endpoint's run, and seconds that each contestant gets in each. */
  readonly rounds: number;
  readonly seconds: number;
}

const usage = `Usage: npm run bench -- [--only ${parts.join(',')}] [--requests N] [--rounds N] [--seconds N]`;

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new BenchImpossibleError(`"${text}" is no whole number above 0.\n${usage}`);
  return Number(text);
}

function read(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const options = {
    only: text(parts.join(',')),
    requests: text('1000000'),
    rounds: text('5'),
    seconds: text('2'),
  };
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new BenchImpossibleError(`${error instanceof Error ? error.message : ''}\n${usage}`);
  }
}

/** Reads the command line. Throws `BenchImpossibleError` with the usage. */
export function readArguments(args: readonly string[]): BenchArguments {
  const { only, requests, rounds, seconds } = read(args);
  const wanted = only.split(',');
  const unknown = wanted.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new BenchImpossibleError(`There is no part "${unknown}".\n${usage}`);
  return {
    only: parts.filter((part) => wanted.includes(part)),
    requests: count(requests),
    rounds: count(rounds),
    seconds: count(seconds),
  };
}
