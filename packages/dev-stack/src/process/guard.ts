// This process's side of the guardian: who is to be ended when this process is gone; it starts no other child.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { signalGroup } from './process-group.ts';

const guarded = new Set<number>();
let guardian: ChildProcess | undefined;

/** Has the process group of `pid` ended when this process ends, in whatever way that happens. */
export function guard(pid: number): void {
  guarded.add(pid);
  tellGuardian(`+${pid}`);
}

/** Takes a process group off the list, because it is gone: its id may soon be somebody else's. */
export function unguard(pid: number): void {
  guarded.delete(pid);
  tellGuardian(`-${pid}`);
}

function tellGuardian(line: string): void {
  guardian ??= startGuardian();
  guardian.stdin?.write(`${line}\n`);
}

function startGuardian(): ChildProcess {
  const file = fileURLToPath(new URL('./guardian.ts', import.meta.url));
  // In a session of its own, so that a Ctrl-C at the terminal does not end it before its work begins.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  // A guardian that cannot start leaves the children to the exit handler below and to the kernel's own signal.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as Socket).unref(); // a pipe to a child is one, and must not keep this process running
  return child;
}

process.on('exit', () => {
  for (const pid of guarded) signalGroup(pid, 'SIGKILL');
});
