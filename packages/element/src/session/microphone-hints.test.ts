// When a person is told about their microphone, and when they are left alone.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MicrophoneHints, type MicrophoneReading } from './microphone-hints.ts';

const MUTED = { level: -25, muted: true, listening: false };
const OPEN = { level: -25, muted: false, listening: true };

/** Feeds the same reading every 100 ms and returns the hints that came, without repetitions. */
function feeder() {
  const hints = new MicrophoneHints();
  let now = 1_000;
  return (reading: MicrophoneReading, milliseconds: number) => {
    const seen: unknown[] = [];
    for (let passed = 0; passed < milliseconds; passed += 100) {
      now += 100;
      const hint = hints.feed(reading, now);
      if (seen.at(-1) !== hint || seen.length === 0) seen.push(hint);
    }
    return seen;
  };
}

describe('who talks while muted', () => {
  it('is told after some words, and for a while after the last one', () => {
    const feed = feeder();
    assert.deepEqual(feed(MUTED, 1_500), [null, 'talking-while-muted']);
    assert.deepEqual(feed({ ...MUTED, level: -60 }, 3_800), ['talking-while-muted']);
    assert.deepEqual(feed({ ...MUTED, level: -60 }, 1_000), ['talking-while-muted', null]);
  });

  it('is told although there are pauses between the words', () => {
    const feed = feeder();
    const seen = new Set<unknown>();
    for (let word = 0; word < 4; word += 1) {
      for (const hint of [...feed(MUTED, 300), ...feed({ ...MUTED, level: -70 }, 200)]) seen.add(hint);
    }
    assert.ok(seen.has('talking-while-muted'));
  });

  it('is not told for a cough, for noise, or once they are heard', () => {
    const feed = feeder();
    assert.deepEqual(feed(MUTED, 400), [null]);
    assert.deepEqual(feed({ ...MUTED, level: -50 }, 10_000), [null]);
    feed(MUTED, 2_000);
    assert.deepEqual(feed(OPEN, 1_000), [null]);
    assert.deepEqual(feed({ ...MUTED, level: -70 }, 1_000), [null], 'muting again does not bring it back');
  });
});

describe('a microphone that brings nothing', () => {
  it('is told of after a while, and no longer as soon as there is any sound', () => {
    const feed = feeder();
    const dead = { ...OPEN, level: -100 };
    assert.deepEqual(feed(dead, 15_000), [null]);
    assert.deepEqual(feed(dead, 1_000), ['silent-microphone']);
    assert.deepEqual(feed({ ...OPEN, level: -75 }, 100), [null]);
  });

  it('is nobody’s business while the person is not to be heard anyway', () => {
    const feed = feeder();
    assert.deepEqual(feed({ level: -100, muted: true, listening: false }, 60_000), [null]);
    assert.deepEqual(feed({ level: -100, muted: false, listening: false }, 60_000), [null]);
  });
});
