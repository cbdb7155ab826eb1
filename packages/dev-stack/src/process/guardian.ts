// A process that outlives its parent just long enough to end the parent's children; it knows nothing but process ids.
import { createInterface } from 'node:readline';
import { groupIsAlive, signalGroup } from './process-group.ts';

/** How long the orphans may take to end by themselves, in milliseconds. */
const GRACE = 2000;

/** How often it is looked whether they have, in milliseconds. */
const LOOK = 50;

const watched = new Set<number>();

// The parent never closes this pipe: its end is the parent's end, SIGKILL included.
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) watched.add(pid);
  else watched.delete(pid);
}

for (const pid of watched) signalGroup(pid, 'SIGTERM');
const deadline = performance.now() + GRACE;
while (performance.now() < deadline && [...watched].some(groupIsAlive)) {
  await new Promise((resolve) => setTimeout(resolve, LOOK));
}
for (const pid of watched) signalGroup(pid, 'SIGKILL');
