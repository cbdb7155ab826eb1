// A sound device that plays nowhere, for browsers on a machine without one; it plays and hears nothing itself.

import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '@voice-room/dev-stack/process/start-child.ts';
import { findSoundServer } from '@voice-room/dev-stack/testing/find-sound-server.ts';
import { eventually } from './eventually.ts';

/** A device. */
export interface SoundServer {
  /** What a browser's environment needs to use it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts PulseAudio with one sink that swallows everything; without PulseAudio the machine's own device has to do. */
export async function startSoundServer(): Promise<SoundServer> {
  const command = findSoundServer();
  if (command === undefined) return { env: {}, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-sound-'));
  const socket = join(folder, 'native');
  const child = await startChild({
    command,
    args: [
      ...['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--log-level=error'],
      ...['-L', 'module-null-sink', '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
    ],
    env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  await eventually(() => access(socket));
  return {
    env: { PULSE_SERVER: `unix:${socket}` },
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
