// The frame around a command that runs until it is asked to end; it does not know what runs inside.
import { askedToEnd } from '../../process/asked-to-end.ts';
import { BuildError } from '../building/build-part.ts';
import { NoLiveKitBinary } from '../../livekit/find-livekit-binary.ts';
import { PortInUse } from '../../process/port-in-use.ts';
import { UsageError } from './port-option.ts';

/** What a command that keeps running has started. */
export interface Running {
  /** Resolves with the reason where a part ends that should not. */
  readonly broken: Promise<string>;
  /** Ends everything in order. */
  stop(): Promise<void>;
}

/**
 * Starts something, waits until somebody wants it to end or a part of it breaks, ends it, and ends this process: with
 * 0 where it was asked to end, with 1 and a message on standard error otherwise.
 */
export async function runUntilEnded(start: () => Promise<Running>): Promise<never> {
  const asked = askedToEnd().then(() => 'asked' as const);
  try {
    const running = await Promise.race([start(), asked]);
    if (running === 'asked') process.exit(0); // while starting: what there is of children goes with this process
    const reason = await Promise.race([running.broken, asked]);
    if (reason !== 'asked') console.error(reason);
    await running.stop();
    process.exit(reason === 'asked' ? 0 : 1);
  } catch (error) {
    console.error(messageOf(error));
    process.exit(1);
  }
}

/** What a person can act on is said in a sentence; anything else is a defect, and its stack helps to find it. */
function messageOf(error: unknown): string {
  if (error instanceof BuildError) return `${error.output}\n\n${error.message}`;
  const plain = error instanceof UsageError || error instanceof PortInUse || error instanceof NoLiveKitBinary;
  if (plain) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
