// Sums a processor profile of V8 up by place; it does not know what was profiled.

/** The parts that are read of a `.cpuprofile` file. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** The node that was running at each look. */
  readonly samples: readonly number[];
  /** Microseconds since the look before. */
  readonly timeDeltas: readonly number[];
}

/** How much of the time was spent in one place. */
export interface PlaceShare {
  readonly place: string;
  /** 0 to 1, of the time in which anything ran. */
  readonly share: number;
}

/**
 * Where a function lies: its package, `node:` module, or file below `dist/`; what V8 and the kernel do on their own account
 * has the name that V8 gives it.
 */
export function placeOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName === '' ? '(native)' : functionName;
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  return url.includes('/dist/') ? `ours: ${url.slice(url.lastIndexOf('/dist/') + '/dist/'.length)}` : url;
}

/** The shares of all places, the largest first, leaving out the first `skip` (0 to 1) of the time and all idling. */
export function summariseProfile({ nodes, samples, timeDeltas }: CpuProfile, skip = 0): PlaceShare[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const whole = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const times = new Map<string, number>();
  let clock = 0;
  for (const [index, node] of samples.entries()) {
    const delta = timeDeltas[index] ?? 0;
    clock += delta;
    const place = places.get(node) ?? '(unknown)';
    if (clock < whole * skip || place === '(idle)') continue;
    times.set(place, (times.get(place) ?? 0) + delta);
  }
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([place, time]) => ({ place, share: time / busy }))
    .toSorted((a, b) => b.share - a.share);
}
