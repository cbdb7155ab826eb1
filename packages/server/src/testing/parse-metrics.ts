// Reads Prometheus's text format strictly, for tests; it does not know who wrote it.

/** One value. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A whole exposition. */
export interface ParsedMetrics {
  /** Type by name. */
  readonly families: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
  /** The value of one sample; undefined where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
}

const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (-?[\d.]+(?:e[+-]?\d+)?|[+-]Inf|Na[Nn])$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\n"])*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\"': '"' };

/**
 * Throws where a line breaks the format, a family lacks HELP or TYPE before its samples, a counter does not end in `_total`
 * or a metric of ours that is none does, or a series stands there twice.
 */
export function parseMetrics(text: string): ParsedMetrics {
  const families = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) ([\w:]+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') helped.add(name);
    else if (kind === 'TYPE') {
      if (families.has(name) || !helped.has(name))
        throw new Error(`${name} is announced twice or without help`);
      if (name.endsWith('_total') ? rest !== 'counter' && name.startsWith('voice_room_') : rest === 'counter')
        throw new Error(`${name} is no name for a ${rest}`);
      families.set(name, rest);
    } else {
      const one = readSample(line);
      const family = one.name.replace(/_(bucket|sum|count)$/, '');
      const sorted = ['histogram', 'summary'].includes(families.get(family) ?? '');
      if (!families.has(one.name) && !sorted) throw new Error(`${one.name} belongs to no family`);
      const series = JSON.stringify([one.name, Object.entries(one.labels).toSorted()]);
      if (seen.has(series)) throw new Error(`twice: ${line}`);
      seen.add(series);
      samples.push(one);
    }
  }
  return {
    families,
    samples,
    value: (name, labels = {}) =>
      samples.find(
        (one) =>
          one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      )?.value,
  };
}

function readSample(line: string): Sample {
  const [matched, name = '', labelText = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (matched === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (const [, label = '', text = ''] of labelText.matchAll(LABEL))
    labels[label] = text.replace(/\\[\\n"]/g, (escape) => ESCAPES[escape] ?? escape);
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}
