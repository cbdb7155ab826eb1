// Ends a LiveKit server's process without waiting for the people in it; it does not know how it was started.
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../process/start-child.ts';
import { signalGroup } from '../process/process-group.ts';

/** How long the server has for the first signal, in milliseconds. */
const FIRST = 200;

/**
 * Sends SIGTERM twice. The first alone waits for every participant to leave, and in the server's first tenth of a
 * second it is lost (`Stop` in livekit-server's `pkg/service/server.go` returns while `running` is not yet set).
 */
export async function endLiveKit(child: Child): Promise<void> {
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([child.ended, delay(FIRST)]);
  await child.stop();
}
