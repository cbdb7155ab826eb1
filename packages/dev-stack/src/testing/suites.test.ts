// The sorting of test files into suites, on paths alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planSuites, type Selection } from './suites.ts';

const files = [
  'packages/server/src/auth/caller.test.ts',
  'packages/element/src/session/phase.test.ts',
  'packages/element/src/audio/gate.test.ts',
  'packages/element/src/audio/voice-detector.test.ts',
  'packages/dev-stack/src/livekit/binary.test.ts',
  'packages/dev-stack/src/commands/start.test.ts',
  'packages/e2e/src/two-people.test.ts',
];
const plan = (selection: Partial<Selection> = {}) =>
  planSuites(files, { quick: false, ...selection }).map(({ suite, files: own }) => [suite.name, own.length]);

describe('the sorting of test files', () => {
  it('gives each file to one suite, by its room', () => {
    assert.deepEqual(plan(), [
      ['quick', 3],
      ['real parts', 2],
      ['element in a browser', 1],
      ['journeys', 1],
    ]);
  });

  it('leaves only what needs no real part when quick', () => {
    assert.deepEqual(plan({ quick: true }), [['quick', 3]]);
  });

  it('filters by a part of the path in any case and drops suites without a match', () => {
    assert.deepEqual(plan({ pattern: 'AUDIO/GATE' }), [['element in a browser', 1]]);
    assert.deepEqual(plan({ pattern: 'audio/gate', quick: true }), []);
    assert.deepEqual(plan({ pattern: 'nowhere' }), []);
  });

  it('keeps a suite that has lost its files where nothing was filtered', () => {
    const empty = planSuites([], { quick: false });
    assert.ok(empty.length > 1 && empty.every((planned) => planned.files.length === 0));
  });
});
