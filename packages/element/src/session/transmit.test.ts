// Every combination of the facts, so that no doubt is ever decided in favour of sound.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhaseName } from '../model/snapshot.ts';
import { mayTransmit, type TransmitFacts } from './transmit.ts';

const PHASES: PhaseName[] = [
  'idle',
  'authorizing',
  'connecting',
  'connected',
  'reconnecting',
  'ended',
  'failed',
];
const BOOLEANS = [false, true];

function* everything(): Generator<TransmitFacts> {
  for (const phase of PHASES)
    for (const muted of BOOLEANS)
      for (const deafened of BOOLEANS)
        for (const inputMode of ['voice', 'push-to-talk', 'push-to-mute'] as const)
          for (const keyHeld of BOOLEANS)
            for (const permitted of BOOLEANS)
              for (const mutedInRoom of BOOLEANS)
                for (const gate of ['open', 'shut'] as const)
                  for (const awake of BOOLEANS)
                    yield { phase, muted, deafened, inputMode, keyHeld, permitted, mutedInRoom, gate, awake };
}

describe('whether sound may leave', () => {
  it('is decided for every combination, and allowed for exactly four', () => {
    const allowed = [...everything()].filter(mayTransmit);
    const agreeing = {
      phase: 'connected',
      muted: false,
      deafened: false,
      permitted: true,
      mutedInRoom: false,
      gate: 'open',
      awake: true,
    };
    assert.deepEqual(allowed, [
      { ...agreeing, inputMode: 'voice', keyHeld: false },
      { ...agreeing, inputMode: 'voice', keyHeld: true },
      { ...agreeing, inputMode: 'push-to-talk', keyHeld: true },
      { ...agreeing, inputMode: 'push-to-mute', keyHeld: false },
    ]);
    assert.equal([...everything()].length, 7 * 2 * 2 * 3 * 2 * 2 * 2 * 2 * 2);
  });
});
