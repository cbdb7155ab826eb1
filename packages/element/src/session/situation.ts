// What the parts of a session go by: the call, the choice and the room at one moment; plain facts and what they are called.

import type { PhaseName } from '../model/snapshot.ts';
import type { Connection, RoomView } from '../model/transport.ts';
import type { Intent } from './intent.ts';

/** Whether a call is on its way or going on. */
export const isInCall = (phase: PhaseName): boolean =>
  phase === 'authorizing' || phase === 'connecting' || isInRoom(phase);

/** Whether one is in a room, be it cut off for the moment. */
export const isInRoom = (phase: PhaseName): boolean => phase === 'connected' || phase === 'reconnecting';

/** One moment of a session. */
export interface Situation {
  readonly phase: PhaseName;
  readonly intent: Intent;
  readonly connection: Connection | null;
  /** The room as it was last read; null outside it. */
  readonly view: RoomView | null;
}
