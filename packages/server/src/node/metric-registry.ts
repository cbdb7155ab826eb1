// Keeps counters, gauges and histograms and writes them in Prometheus's text format; it does not know what they measure.

/** Label values in the order of the family's label names. */
export type LabelValues = readonly string[];

/** Only goes up. */
export interface Counter {
  add(labels: LabelValues, by?: number): void;
}

/** Goes up and down. */
export interface Gauge {
  set(labels: LabelValues, value: number): void;
  /** Forgets every value, for labels that come and go. */
  clear(): void;
}

/** Sorts observations into buckets. */
export interface Histogram {
  observe(labels: LabelValues, value: number): void;
}

/** The families of one server. */
export interface MetricRegistry {
  counter(name: string, help: string, labels: readonly string[]): Counter;
  gauge(name: string, help: string, labels: readonly string[]): Gauge;
  /** `buckets` are upper limits, ascending; the one without a limit is added. */
  histogram(name: string, help: string, labels: readonly string[], buckets: readonly number[]): Histogram;
  /** Everything in the text format 0.0.4. */
  text(): string;
}

/** What `MetricRegistry.text` is sent as. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

interface Series {
  readonly labels: LabelValues;
  value: number;
  readonly buckets: number[];
  sum: number;
}

/**
 * Own code, since the usual client for Prometheus installs 3.3 MB and takes 35 ms of each start, mostly for summaries and
 * exemplars that nothing here uses. The format: prometheus.io/docs/instrumenting/exposition_formats.
 */
export function createMetricRegistry(): MetricRegistry {
  const writers: (() => string)[] = [];

  function family(type: string, name: string, help: string, write: (series: Series) => string) {
    const all = new Map<string, Series>();
    writers.push(() => {
      const head = `# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}\n# TYPE ${name} ${type}\n`;
      return head + [...all.values()].map(write).join('');
    });
    return {
      all,
      of(labels: LabelValues): Series {
        const key = labels.join('\u0000');
        let series = all.get(key);
        if (series === undefined)
          all.set(key, (series = { labels: [...labels], value: 0, buckets: [], sum: 0 }));
        return series;
      },
    };
  }

  const simple = (type: string, name: string, help: string, labels: readonly string[]) =>
    family(type, name, help, (series) => sample(name, labels, series.labels, series.value));

  return {
    counter(name, help, labels) {
      const { of } = simple('counter', name, help, labels);
      return { add: (values, by = 1) => void (of(values).value += by) };
    },
    gauge(name, help, labels) {
      const { of, all } = simple('gauge', name, help, labels);
      return { set: (values, value) => void (of(values).value = value), clear: () => all.clear() };
    },
    histogram(name, help, labels, limits) {
      const { of } = family('histogram', name, help, (series) =>
        histogramSamples(name, labels, limits, series),
      );
      return {
        observe(values, value) {
          const series = of(values);
          const at = limits.findIndex((limit) => value <= limit);
          if (at >= 0) series.buckets[at] = (series.buckets[at] ?? 0) + 1;
          series.value += 1;
          series.sum += value;
        },
      };
    },
    text: () => writers.map((write) => write()).join(''),
  };
}

/** Buckets are cumulative; `value` is the number of all observations. */
function histogramSamples(
  name: string,
  labels: readonly string[],
  limits: readonly number[],
  { labels: values, value, sum, buckets }: Series,
): string {
  let below = 0;
  const lines = limits.map((limit, at) => {
    below += buckets[at] ?? 0;
    return sample(`${name}_bucket`, [...labels, 'le'], [...values, String(limit)], below);
  });
  lines.push(sample(`${name}_bucket`, [...labels, 'le'], [...values, '+Inf'], value));
  lines.push(sample(`${name}_sum`, labels, values, sum), sample(`${name}_count`, labels, values, value));
  return lines.join('');
}

function sample(name: string, labels: readonly string[], values: LabelValues, value: number): string {
  const pairs = labels.map((label, at) => `${label}="${escapeLabel(values[at] ?? '')}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
}

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');
}
