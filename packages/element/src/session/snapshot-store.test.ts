// One listener's fault is nobody else's.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IDLE } from './project.ts';
import { SnapshotStore } from './snapshot-store.ts';

describe('the snapshot store', () => {
  it('tells everybody, though one of them throws, and says so on the console', ({ mock }) => {
    const { signal } = new AbortController();
    const fault = new Error('a fault of the page');
    const said = mock.method(console, 'error', () => undefined);
    const told: string[] = [];
    const store = new SnapshotStore((before) => ({ ...before, channelId: 'general' }));
    store.subscribe(() => {
      throw fault;
    }, signal);
    store.subscribe((after) => told.push(after.channelId), signal);
    store.commit();
    assert.deepEqual(told, ['general']);
    assert.deepEqual(said.mock.calls[0]?.arguments, [fault]);
  });

  it('tells nobody where the picture is the same', () => {
    const store = new SnapshotStore((before) => before);
    store.subscribe(() => assert.fail('nothing happened'), new AbortController().signal);
    store.commit();
    assert.equal(store.snapshot, IDLE);
  });
});
