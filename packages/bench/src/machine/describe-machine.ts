// Says on what the numbers were taken, without a name or a path of the machine; measures nothing.
import { cpus, release, totalmem, type } from 'node:os';

/** One line for a person: processor, cores, memory, kernel, Node. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const kernel = `${type()} ${/^\d+\.\d+/.exec(release())?.[0] ?? ''}`.trim();
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory}, ${kernel}, Node ${process.versions.node}`;
}
