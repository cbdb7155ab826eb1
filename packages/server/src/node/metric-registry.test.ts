// The text format of Prometheus, as its parser reads it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseMetrics } from '../testing/parse-metrics.ts';
import { createMetricRegistry } from './metric-registry.ts';

it('writes counters, gauges and cumulative histograms with help and type', () => {
  const { counter, gauge, histogram, text } = createMetricRegistry();
  const requests = counter('requests_total', 'All of them.', ['route', 'status']);
  requests.add(['/a', '200']);
  requests.add(['/a', '200'], 2);
  requests.add(['/b', '200']);
  const up = gauge('up', 'Whether it is.', []);
  up.set([], 0);
  up.set([], 1);
  const time = histogram('time_seconds', 'How long.', ['route'], [0.1, 1]);
  for (const seconds of [0.05, 0.1, 0.5, 7]) time.observe(['/a'], seconds);
  assert.equal(
    text(),
    `# HELP requests_total All of them.
# TYPE requests_total counter
requests_total{route="/a",status="200"} 3
requests_total{route="/b",status="200"} 1
# HELP up Whether it is.
# TYPE up gauge
up 1
# HELP time_seconds How long.
# TYPE time_seconds histogram
time_seconds_bucket{route="/a",le="0.1"} 2
time_seconds_bucket{route="/a",le="1"} 3
time_seconds_bucket{route="/a",le="+Inf"} 4
time_seconds_sum{route="/a"} 7.65
time_seconds_count{route="/a"} 4
`,
  );
});

it('escapes labels and help, so that no value can write a line of its own', () => {
  const { gauge, text } = createMetricRegistry();
  gauge('odd', 'Two\nlines \\ here.', ['name']).set(['a"} 1\nevil{x="\\'], 2);
  const parsed = parseMetrics(text());
  assert.deepEqual([...parsed.families.keys()], ['odd']);
  assert.deepEqual(parsed.samples, [{ name: 'odd', labels: { name: 'a"} 1\nevil{x="\\' }, value: 2 }]);
});

it('forgets the values of a cleared gauge and keeps its family', () => {
  const { gauge, text } = createMetricRegistry();
  const rooms = gauge('rooms', 'Live.', ['project']);
  rooms.set(['a'], 1);
  rooms.clear();
  assert.equal(text(), '# HELP rooms Live.\n# TYPE rooms gauge\n');
});
