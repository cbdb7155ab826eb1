// Discord's rules for mute and deafen.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startingIntent, withDeafened, withMuted } from './intent.ts';

const pick = ({ muted, deafened }: { muted: boolean; deafened: boolean }) => ({ muted, deafened });

describe('mute and deafen', () => {
  it('deafening also mutes, and undeafening restores the mute state from before', () => {
    for (const muted of [false, true]) {
      const deafened = withDeafened(startingIntent(muted, false), true);
      assert.deepEqual(pick(deafened), { muted: true, deafened: true });
      assert.deepEqual(pick(withDeafened(deafened, false)), { muted, deafened: false });
    }
  });

  it('unmuting while deafened undeafens', () => {
    const deafened = withDeafened(startingIntent(false, false), true);
    assert.deepEqual(pick(withMuted(deafened, false)), { muted: false, deafened: false });
  });

  it('muting while deafened stays muted after undeafening', () => {
    const deafened = withMuted(withDeafened(startingIntent(false, false), true), true);
    assert.deepEqual(pick(withDeafened(deafened, false)), { muted: true, deafened: false });
  });

  it('starting deafened starts muted, and undeafens to what was asked', () => {
    assert.deepEqual(pick(startingIntent(false, true)), { muted: true, deafened: true });
    assert.deepEqual(pick(withDeafened(startingIntent(false, true), false)), {
      muted: false,
      deafened: false,
    });
    assert.deepEqual(pick(withDeafened(startingIntent(true, true), false)), { muted: true, deafened: false });
  });

  it('deafening twice does not forget the state from before', () => {
    const twice = withDeafened(withDeafened(startingIntent(false, false), true), true);
    assert.deepEqual(pick(withDeafened(twice, false)), { muted: false, deafened: false });
  });
});
