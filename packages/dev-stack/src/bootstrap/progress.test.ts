// The progress line, on an output and a clock of the test's own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { startProgress, type Progress } from './progress.mjs';

let written: string[] = [];
let progress: Progress;

function start(isTTY: boolean): void {
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  progress = startProgress('building', { stream });
}

beforeEach(() => {
  written = [];
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
});
afterEach(() => {
  progress.done();
  mock.timers.reset();
});

/** Lets time pass second by second: the mocked clock starts a timer at the end of the step that it is set in. */
function pass(seconds: number): void {
  for (let second = 0; second < seconds; second += 1) mock.timers.tick(1000);
}

describe('progress', () => {
  it('says nothing of what takes less than a second', () => {
    start(false);
    mock.timers.tick(999);
    progress.done();
    assert.deepEqual(written, []);
  });

  it('is told to a log after a second, then every five', () => {
    start(false);
    pass(11);
    assert.equal(written.length, 3);
    assert.ok(written.every((line) => /^building … \d+ s\n$/.test(line)));
  });

  it('is one line on a terminal, renewed each second', () => {
    start(true);
    pass(3);
    assert.equal(written.length, 3);
    assert.ok(written.every((line) => line.startsWith('\r') && !line.includes('\n')));
  });

  it('says the newest of what goes on, and at the end that the whole is done', () => {
    start(true);
    progress.update('linking');
    pass(1);
    progress.done();
    assert.match(written[0] ?? '', /linking … \d+ s$/);
    assert.match(written[1] ?? '', /^\r[^\n]*building: done in \d+ s\n$/);
  });

  it('says in which part it failed, once', () => {
    start(false);
    progress.update('linking');
    pass(1);
    progress.fail();
    progress.done();
    pass(10);
    assert.match(written.join(''), /^linking … \d+ s\nlinking: failed after \d+ s\n$/);
  });
});
