// What is counted before the library that counts is loaded, and by whom.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Measurement } from '../measurement.ts';
import { parseMetrics } from '../testing/parse-metrics.ts';
import { createLateMetrics } from './late-metrics.ts';

const minted: Measurement = { kind: 'token-minted', tenant: 'acme', role: 'speaker' };
const make = () => createLateMetrics({ keyAges: () => [], livekit: () => Promise.resolve([]) });

it('counts what it was told before it is loaded, while it is, and after, each once', async () => {
  const metrics = make();
  metrics.record(minted);
  metrics.reloaded('refused');
  const loading = metrics.load();
  metrics.record(minted);
  await loading;
  metrics.record(minted);
  const { value } = parseMetrics(await metrics.text());
  assert.equal(value('voice_room_tokens_minted_total', { tenant: 'acme' }), 3);
  assert.equal(value('voice_room_config_reloads_total', { outcome: 'refused' }), 1);
  assert.equal(value('voice_room_config_last_reload_successful'), 0);
});

it('counts for one server alone, and tells of the process in each', async () => {
  const [one, other] = [make(), make()];
  one.record(minted);
  const [first, second] = await Promise.all([one.text(), other.text()]);
  assert.equal(parseMetrics(first).value('voice_room_tokens_minted_total'), 1);
  assert.equal(parseMetrics(second).value('voice_room_tokens_minted_total'), undefined);
  for (const text of [first, second])
    assert.ok((parseMetrics(text).value('process_resident_memory_bytes') ?? 0) > 1e6);
});

it('writes no line of anybody’s own, whatever a label holds', async () => {
  const metrics = make();
  const tenant = 'a"} 1\nevil{x="\\';
  metrics.record({ ...minted, tenant });
  const { value, families } = parseMetrics(await metrics.text());
  assert.equal(value('voice_room_tokens_minted_total', { tenant }), 1);
  assert.ok(!families.has('evil'));
});

it('has no state of a store where there is none', async () => {
  const metrics = make();
  assert.equal(parseMetrics(await metrics.text()).value('voice_room_limiter_store_up'), undefined);
  metrics.record({ kind: 'limiter-store', state: 'away' });
  assert.equal(parseMetrics(await metrics.text()).value('voice_room_limiter_store_up'), 0);
  metrics.record({ kind: 'limiter-store', state: 'back' });
  assert.equal(parseMetrics(await metrics.text()).value('voice_room_limiter_store_up'), 1);
});
