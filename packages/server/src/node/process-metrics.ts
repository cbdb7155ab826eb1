// Measures this process under the names that Prometheus clients share; it does not know what the process does.
import { eventLoopUtilization } from 'node:perf_hooks';
import type { MetricRegistry } from './metric-registry.ts';

/** Adds the families to `registry`. Returns what brings them up to date, to be called before each scrape. */
export function createProcessMetrics({ gauge, counter }: MetricRegistry): () => void {
  const cpu = counter('process_cpu_seconds_total', 'Processor time spent, user and system.', []);
  const started = gauge('process_start_time_seconds', 'Start of the process, in seconds since 1970.', []);
  const resident = gauge('process_resident_memory_bytes', 'Resident memory.', []);
  const heap = gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript in use.', []);
  const busy = counter('nodejs_eventloop_active_seconds_total', 'Time that the event loop was at work.', []);
  const version = gauge('nodejs_version_info', 'The version of Node.', ['version']);
  started.set([], Date.now() / 1000 - process.uptime());
  version.set([process.version], 1);
  let told = { cpu: 0, busy: 0 };
  return () => {
    const { user, system } = process.cpuUsage();
    const now = { cpu: (user + system) / 1e6, busy: eventLoopUtilization().active / 1e3 };
    cpu.add([], now.cpu - told.cpu);
    busy.add([], now.busy - told.busy);
    told = now;
    resident.set([], process.memoryUsage.rss());
    heap.set([], process.memoryUsage().heapUsed);
  };
}
