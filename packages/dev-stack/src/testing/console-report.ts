// What a person reads while the tests run: a line a file, each failure with its stack, the sum at the end.
import { styleText } from 'node:util';
import type { FileResult } from './file-result.ts';

/** The numbers of the closing line. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** The closing line of `npm test`: `N passed, N failed`, and `, N skipped` where any was. */
export function closingLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const paint = (format: 'red' | 'green' | 'dim' | 'bold', text: string) =>
  styleText(format, text, { stream: process.stdout });

function indent(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(width));
}

function duration(ms: number): string {
  return ms < 100 ? '' : ` · ${(ms / 1000).toFixed(1)} s`;
}

/** The lines on one file: one where all is well, else every failure with its stack and what the file printed. */
export function fileLines(result: FileResult): string {
  const { file, failures, passed, skipped, output, durationMs } = result;
  const counts = [
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    `${passed} passed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  const tail = paint('dim', ` · ${counts}${duration(durationMs)}`);
  if (failures.length === 0) return `  ${paint('green', '✓')} ${file}${tail}`;
  const lines = failures.map(
    ({ name, stack }) => `${indent(`${paint('red', '✗')} ${name}`, 6)}\n${indent(stack, 8)}`,
  );
  const printed = output === '' ? [] : [indent(`${paint('dim', 'it printed:')}\n${indent(output, 2)}`, 6)];
  return [`  ${paint('red', '✗')} ${file}${tail}`, ...lines, ...printed].join('\n');
}

/** Collects outcomes, prints them as they come, and says what runs where nothing has come for a while. */
export class ConsoleReport {
  readonly #write: (line: string) => void;
  readonly #failed: FileResult[] = [];
  readonly #running = new Set<string>();
  readonly #totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  readonly #started = performance.now();

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** Prints the head of a suite. */
  suite(name: string, files: number): void {
    this.#write(`\n${paint('bold', name)}${paint('dim', ` · ${files} ${files === 1 ? 'file' : 'files'}`)}`);
  }

  /** Remembers that a file runs. */
  started(file: string): void {
    this.#running.add(file);
  }

  /** Counts and prints the outcome of a file. */
  ended(result: FileResult): void {
    this.#running.delete(result.file);
    this.#totals.passed += result.passed;
    this.#totals.skipped += result.skipped;
    this.#totals.failed += result.failures.length;
    if (result.failures.length > 0) this.#failed.push(result);
    this.#write(fileLines(result));
  }

  /** Counts and prints a failure that belongs to no file. */
  failed(where: string, reason: string): void {
    const failures = [{ name: where, stack: reason }];
    this.ended({ file: where, passed: 0, skipped: 0, failures, output: '', durationMs: 0 });
  }

  /** Forgets what ran: its suite is over. */
  suiteEnded(): void {
    this.#running.clear();
  }

  /** Prints how long it has taken and what runs. */
  progress(): void {
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    if (this.#running.size > 0)
      this.#write(paint('dim', `  … ${seconds} s, running ${[...this.#running].join(', ')}`));
  }

  /** Prints the names of what failed and, as the last line alone, the sum. Returns whether all is well. */
  close(): boolean {
    const names = this.#failed.flatMap(({ file, failures }) =>
      failures.map(({ name }) => `  ${file} › ${name}`),
    );
    if (names.length > 0) this.#write(`\n${paint('red', 'failed')}\n${names.join('\n')}`);
    this.#write(`\n${Math.round((performance.now() - this.#started) / 1000)} s`);
    this.#write(closingLine(this.#totals));
    return this.#totals.failed === 0 && this.#totals.passed > 0;
  }
}
