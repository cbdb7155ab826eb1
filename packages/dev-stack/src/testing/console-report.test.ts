// What is printed about tests, from plain outcomes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { closingLine, ConsoleReport } from './console-report.ts';
import type { FileResult } from './file-result.ts';

const outcome = (changes: Partial<FileResult> = {}): FileResult => ({
  file: 'a.test.ts',
  passed: 2,
  skipped: 0,
  failures: [],
  output: 'noise',
  durationMs: 1,
  ...changes,
});

function report(use: (report: ConsoleReport) => void): { ok: boolean; lines: string[] } {
  const lines: string[] = [];
  const one = new ConsoleReport((line) => lines.push(...stripVTControlCharacters(line).split('\n')));
  use(one);
  return { ok: one.close(), lines };
}

describe('the report of a test run', () => {
  it('names skipped tests in the closing line only where there are any', () => {
    assert.equal(closingLine({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(closingLine({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  it('ends with the sum alone and keeps quiet about what a good file printed', () => {
    const { ok, lines } = report((one) => {
      one.ended(outcome());
      one.ended(outcome({ skipped: 1 }));
    });
    assert.equal(ok, true);
    assert.equal(lines.at(-1), '4 passed, 0 failed, 1 skipped');
    assert.ok(!lines.join('\n').includes('noise'));
  });

  it('shows a failure with its stack and what the file printed', () => {
    const failures = [{ name: 'it breaks', stack: 'Error: broken\n    at here' }];
    const { ok, lines } = report((one) => one.ended(outcome({ failures })));
    assert.equal(ok, false);
    assert.match(
      lines.join('\n'),
      /it breaks[\s\S]*broken[\s\S]*at here[\s\S]*noise[\s\S]*2 passed, 1 failed$/,
    );
  });

  it('is not content with a failure outside of files, or with nothing at all', () => {
    assert.equal(report((one) => one.failed('journeys', 'It has no test files.')).ok, false);
    assert.equal(report(() => {}).ok, false);
  });
});
