// The summing up of a profile, on one made by hand.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeOf, summariseProfile } from './summarise-profile.ts';

const frame = (url: string, functionName = 'f') => ({ functionName, url });

describe('the summary of a profile', () => {
  it('names packages, modules of Node, our files, and what has no file', () => {
    assert.equal(placeOf(frame('file:///x/node_modules/a/node_modules/@b/c/d.js')), '@b/c');
    assert.equal(placeOf(frame('node:net')), 'node:net');
    assert.equal(placeOf(frame('file:///x/packages/server/dist/routes/token.js')), 'ours: routes/token.js');
    assert.equal(placeOf(frame('', 'writev')), 'writev');
  });

  it('gives each place its share of the busy time, without the beginning', () => {
    const nodes = [
      { id: 1, callFrame: frame('node:net') },
      { id: 2, callFrame: frame('', '(idle)') },
      { id: 3, callFrame: frame('file:///x/node_modules/hono/h.js') },
    ];
    const profile = { nodes, samples: [1, 1, 2, 3, 1], timeDeltas: [50, 10, 20, 10, 10] };
    assert.deepEqual(summariseProfile(profile, 0.55), [
      { place: 'node:net', share: 2 / 3 },
      { place: 'hono', share: 1 / 3 },
    ]);
  });
});
