// Signals to a whole process group, by the id of its leader; it keeps no list of them.

/**
 * Sends a signal to every process of the group that `pid` leads.
 *
 * @returns false where there is no such group any more
 */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether any process of the group that `pid` leads is still there. */
export function groupIsAlive(pid: number): boolean {
  return signalGroup(pid, 0);
}
