// What the parts of a session go by: the call, the choice and the room at one moment; plain facts, without behaviour.

import type { PhaseName } from '../model/snapshot.ts';
import type { Connection, RoomView } from '../model/transport.ts';
import type { Intent } from './intent.ts';

/** One moment of a session. */
export interface Situation {
  readonly phase: PhaseName;
  readonly intent: Intent;
  readonly connection: Connection | null;
  /** The room as it was last read; null outside it. */
  readonly view: RoomView | null;
}
