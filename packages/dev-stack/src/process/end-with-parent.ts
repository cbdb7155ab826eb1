// Loaded ahead of a command: ends this process when the one that started it is gone; it knows no command.
import { isMainThread } from 'node:worker_threads';

/** How long a command may take to end its children once its parent is gone, in milliseconds. */
const GRACE = 15_000;

// Only the process that was started with an IPC pipe has a parent to outlive; a test runner passes this file on to
// processes of its own, which have none.
if (isMainThread && process.channel !== undefined) {
  process.on('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
