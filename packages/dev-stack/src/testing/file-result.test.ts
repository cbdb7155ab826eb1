// How the outcome of a test file is judged, on plain data.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sumUp, type FileEnd, type TestEvent } from './file-result.ts';

const judge = (events: TestEvent[], end: FileEnd = { ok: true }) =>
  sumUp('a.test.ts', events, end, { output: '', durationMs: 1 });
const failed: TestEvent = { kind: 'failed', name: 'a › b', stack: 'Error: no' };

describe('the outcome of a test file', () => {
  it('counts what passed, failed and was skipped', () => {
    const result = judge([{ kind: 'passed' }, failed, { kind: 'skipped' }, { kind: 'finished' }]);
    assert.deepEqual([result.passed, result.failures.length, result.skipped], [1, 1, 1]);
  });

  it('fails a file that ran no test', () => {
    assert.match(judge([{ kind: 'finished' }]).failures[0]?.stack ?? '', /no test at all/);
  });

  it('fails a file that ended quietly before its tests had', () => {
    assert.match(judge([{ kind: 'passed' }]).failures[0]?.stack ?? '', /before all of its tests/);
  });

  it('fails a file that crashed although its tests passed', () => {
    const result = judge([{ kind: 'passed' }, { kind: 'finished' }], { ok: false, reason: 'status 1' });
    assert.deepEqual(result.failures, [{ name: 'the whole file', stack: 'status 1' }]);
  });

  it('does not count a failed test twice because the process ended with a status', () => {
    assert.equal(judge([failed, { kind: 'finished' }], { ok: false, reason: 'status 1' }).failures.length, 1);
  });

  it('tells a time-out beside the test that failed before it', () => {
    assert.equal(judge([failed], { ok: false, reason: 'time-out' }).failures.length, 2);
  });
});
