// The reading of a process's cost, on a line of Linux and on this process.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcessorTime } from './processor-time.ts';

describe('the processor time of a process', () => {
  it('is user and system time together, whatever the command is called', () => {
    const line = '4711 (no) de (x) S 1 2 3 0 -1 4194304 100 0 0 0 250 50 7 8 20 0 11 0 99';
    assert.equal(parseProcessorTime(line), 3_000_000);
  });

  it('is not guessed from another form', () => {
    assert.throws(() => parseProcessorTime('4711 (node) S 1 2'), /another form/);
  });
});
