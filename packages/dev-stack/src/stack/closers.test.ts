// Ending what was started, in order.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Closers } from './closers.ts';

describe('what was started', () => {
  it('is ended in the opposite order, once', async () => {
    const ended: string[] = [];
    const closers = new Closers();
    for (const name of ['livekit', 'page', 'bots']) {
      closers.add(async () => void ended.push(name));
    }
    await closers.closeAll();
    await closers.closeAll();
    assert.deepEqual(ended, ['bots', 'page', 'livekit']);
  });

  it('is ended to the last, also where one of it fails', async () => {
    const ended: string[] = [];
    const closers = new Closers();
    closers.add(async () => void ended.push('livekit'));
    closers.add(() => Promise.reject(new Error('stuck')));
    await assert.rejects(closers.closeAll(), /stuck/);
    assert.deepEqual(ended, ['livekit']);
  });
});
