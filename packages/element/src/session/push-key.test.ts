// A key that neither sticks nor loses a quick second press.

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PushKey } from './push-key.ts';

function key(t: TestContext, delay: number) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const told: boolean[] = [];
  const pushKey: PushKey = new PushKey({
    releaseDelay: () => delay,
    changed: () => told.push(pushKey.held),
  });
  return { key: pushKey, told, pass: (milliseconds: number) => t.mock.timers.tick(milliseconds) };
}

describe('the push key', () => {
  it('is held from its press to the end of the release delay', (t) => {
    const { key: it, told, pass } = key(t, 200);
    it.press();
    pass(10_000);
    it.release();
    pass(199);
    assert.equal(it.held, true);
    pass(1);
    assert.deepEqual(told, [true, false]);
  });

  it('is up at once without a delay', (t) => {
    const { key: it, told } = key(t, 0);
    it.press();
    it.release();
    assert.equal(it.held, false);
    it.press();
    it.release();
    assert.deepEqual(told, [true, false, true, false]);
  });

  it('does not lose a second press within the delay', (t) => {
    const { key: it, told, pass } = key(t, 200);
    it.press();
    it.release();
    pass(150);
    it.press();
    pass(1_000);
    assert.equal(it.held, true);
    it.release();
    pass(200);
    assert.deepEqual(told, [true, false]);
  });

  it('counts the delay from the first of several releases', (t) => {
    const { key: it, pass } = key(t, 200);
    it.press();
    it.release();
    pass(150);
    it.release();
    pass(50);
    assert.equal(it.held, false);
  });

  it('is up at once when it is dropped, in the delay as well', (t) => {
    const { key: it, told, pass } = key(t, 2_000);
    it.press();
    it.drop();
    assert.equal(it.held, false);
    it.press();
    it.release();
    it.drop();
    pass(5_000);
    assert.deepEqual(told, [true, false, true, false]);
  });

  it('tells nothing where nothing changes', (t) => {
    const { key: it, told } = key(t, 200);
    it.drop();
    it.release();
    it.press();
    it.press();
    assert.deepEqual(told, [true]);
  });
});
