// Takes measurements from the first moment and loads the library that counts them later; it does not know what is measured.
import type { Measurement } from '../measurement.ts';
import type { Metrics, MetricSources, ReloadOutcome } from './metrics.ts';

/** Metrics that are loaded when the server listens, so that its start does not wait for them. */
export interface LateMetrics extends Metrics {
  /** Loads now; what was told before is counted then. Asking for the text loads too. */
  load(): Promise<Metrics>;
}

/** Keeps what it is told until it is loaded, which takes some hundredths of a second. */
export function createLateMetrics(sources: MetricSources): LateMetrics {
  let loaded: Metrics | undefined;
  let loading: Promise<Metrics> | undefined;
  const early: (Measurement | ReloadOutcome)[] = [];

  function tell(metrics: Metrics, what: Measurement | ReloadOutcome): void {
    if (typeof what === 'string') metrics.reloaded(what);
    else metrics.record(what);
  }

  function take(what: Measurement | ReloadOutcome): void {
    if (loaded === undefined) early.push(what);
    else tell(loaded, what);
  }

  const load = (): Promise<Metrics> =>
    (loading ??= import('./metrics.ts').then(({ createMetrics }) => {
      loaded = createMetrics(sources);
      for (const what of early.splice(0)) tell(loaded, what);
      return loaded;
    }));

  return { load, record: take, reloaded: take, text: async () => (await load()).text() };
}
