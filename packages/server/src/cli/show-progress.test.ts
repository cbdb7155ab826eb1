// When progress is shown, on a terminal and in a log.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { showProgress } from './show-progress.ts';

const output = (isTTY: boolean) => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
const written = (stream: PassThrough): string => String(stream.read() ?? '');

describe('progress', () => {
  it('is silent for a second and then names what is waited for, in a log now and then', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const stream = output(false);
    const progress = showProgress(stream);
    progress.waitsFor(['LiveKit', 'Redis']);
    t.mock.timers.tick(999);
    assert.equal(written(stream), '');
    t.mock.timers.tick(1);
    assert.match(written(stream), /^Still trying \(\d+ s\): LiveKit, Redis\n$/);
    t.mock.timers.tick(4_999);
    assert.equal(written(stream), '');
    progress.waitsFor(['Redis']);
    t.mock.timers.tick(1);
    assert.match(written(stream), /: Redis\n$/);
    progress.end();
    t.mock.timers.tick(60_000);
    assert.equal(written(stream), '');
  });

  it('has one line on a terminal, which is gone at the end', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const stream = output(true);
    const progress = showProgress(stream);
    progress.waitsFor(['Keys']);
    for (const step of [1_000, 250]) {
      t.mock.timers.tick(step);
      assert.match(written(stream).replace('\r\u001b[2K', 'anew '), /^anew Still trying \(\d+ s\): Keys$/);
    }
    progress.end();
    assert.equal(written(stream), '\r\u001b[2K');
  });
});
