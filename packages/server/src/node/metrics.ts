// Turns measurements into metrics for Prometheus; it does not know how they are asked for.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client';
import type { LabelValues } from '@prometheus-io/client';
import type { Measurement, RecordMeasurement } from '../measurement.ts';
import type { LiveKitState } from './livekit-states.ts';
import { CountTally, TimeTally } from './tally.ts';

/** Upper limits in seconds. */
const BUCKETS = {
  request: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  verification: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.1, 1, 5],
  elsewhere: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
};

/** Any other method is `OTHER`: a client may send what it likes. */
const METHODS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** How a try to read the configuration again ended. */
export type ReloadOutcome = 'applied' | 'unchanged' | 'refused';

/** What is asked at each scrape. */
export interface MetricSources {
  /** Seconds since the keys of each issuer with published keys were fetched. */
  readonly keyAges: () => Iterable<{ readonly issuer: string; readonly ageSeconds: number }>;
  readonly livekit: () => Promise<readonly LiveKitState[]>;
}

/** The metrics of one server. */
export interface Metrics {
  readonly record: RecordMeasurement;
  /** Counts a reload; all but `refused` leave the server with the configuration that is in the files. */
  reloaded(outcome: ReloadOutcome): void;
  /** Everything, in the text format of Prometheus. */
  text(): Promise<string>;
}

/**
 * Of the process, and so of all servers in it: what the library observes it with has no end. Made at the first need.
 */
let processRegistry: Registry | undefined;

/** Makes metrics at zero. Every label comes from the configuration or from a closed list. */
export function createMetrics({ keyAges, livekit }: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processRegistry === undefined) collectDefaultMetrics({ register: (processRegistry = new Registry()) });
  const ofProcess = processRegistry;

  const tallies: { flush(): void }[] = [];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => {
    const metric = new Counter({ name, help, labelNames, registers });
    const tally = new CountTally<LabelValues<Label>>((labels, by) => metric.inc(labels, by));
    tallies.push(tally);
    return tally;
  };
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, label: Label, buckets: number[]) => {
    const metric = new Histogram({ name, help, labelNames: [label], buckets: [...buckets], registers });
    const tally = new TimeTally((value, seconds) => metric.labels(value).observe(seconds));
    tallies.push(tally);
    return tally;
  };

  const requests = counter('voice_room_requests_total', 'Requests answered.', [
    'route',
    'method',
    'status',
    'code',
    'tenant',
  ]);
  const requestTime = histogram(
    'voice_room_request_duration_seconds',
    'Time from a request to its answer.',
    'route',
    BUCKETS.request,
  );
  const verifications = counter('voice_room_verifications_total', 'Host tokens checked.', [
    'issuer',
    'outcome',
  ]);
  const verificationTime = histogram(
    'voice_room_verification_duration_seconds',
    'Time to check a host token, waiting for keys included.',
    'issuer',
    BUCKETS.verification,
  );
  const minted = counter('voice_room_tokens_minted_total', 'LiveKit tokens handed out.', ['tenant', 'role']);
  const fetches = counter('voice_room_key_fetches_total', 'Fetches of a key set.', ['issuer', 'outcome']);
  const fetchTime = histogram(
    'voice_room_key_fetch_duration_seconds',
    'Time to fetch a key set.',
    'issuer',
    BUCKETS.elsewhere,
  );
  const keyAge = gauge('voice_room_key_age_seconds', 'Time since a key set was last fetched.', ['issuer']);
  const limits = counter('voice_room_limit_decisions_total', 'Requests counted by a limiter.', [
    'policy',
    'allowed',
  ]);
  const storeUp = gauge(
    'voice_room_limiter_store_up',
    'Whether all instances count together (1) or this one alone (0).',
    [],
  );
  // Without a store there is nothing to be up.
  storeUp.remove();
  const callbacks = counter('voice_room_channel_access_callbacks_total', 'Questions to host apps.', [
    'tenant',
    'outcome',
  ]);
  const callbackTime = histogram(
    'voice_room_channel_access_callback_duration_seconds',
    'Time that a host app took to answer.',
    'tenant',
    BUCKETS.elsewhere,
  );
  const webhooks = counter('voice_room_webhooks_total', 'Events that LiveKit signed.', ['event']);
  const reloads = new Counter({
    name: 'voice_room_config_reloads_total',
    help: 'Tries to read the configuration again.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['applied', 'unchanged', 'refused']) reloads.inc({ outcome }, 0);
  const lastReload = gauge(
    'voice_room_config_last_reload_successful',
    'Whether the configuration in the files is the one in use.',
    [],
  );
  lastReload.set(1);
  const livekitUp = gauge('voice_room_livekit_up', 'Whether LiveKit answers.', ['project']);
  const rooms = gauge('voice_room_livekit_rooms', 'Live rooms of a LiveKit project.', ['project']);
  const participants = gauge(
    'voice_room_livekit_participants',
    'Participants connected to a LiveKit project.',
    ['project'],
  );

  function record(one: Measurement): void {
    switch (one.kind) {
      case 'request': {
        const { route, code, tenant = '' } = one;
        const method = METHODS.has(one.method) ? one.method : 'OTHER';
        requests.add(`${route} ${method} ${one.status} ${code} ${tenant}`, () => ({
          route,
          method,
          status: String(one.status),
          code,
          tenant,
        }));
        return requestTime.add(route, one.seconds);
      }
      case 'verification': {
        const issuer = one.issuer ?? '';
        const { outcome } = one;
        verifications.add(`${issuer} ${outcome}`, () => ({ issuer, outcome }));
        return verificationTime.add(issuer, one.seconds);
      }
      case 'token-minted':
        return minted.add(`${one.tenant} ${one.role}`, () => ({ tenant: one.tenant, role: one.role }));
      case 'key-fetch':
        fetches.add(`${one.issuer} ${one.outcome}`, () => ({ issuer: one.issuer, outcome: one.outcome }));
        return fetchTime.add(one.issuer, one.seconds);
      case 'limit':
        return limits.add(one.allowed ? one.policy : `${one.policy} refused`, () => ({
          policy: one.policy,
          allowed: String(one.allowed),
        }));
      case 'limiter-store':
        return storeUp.set(one.state === 'back' ? 1 : 0);
      case 'channel-access-callback':
        callbacks.add(`${one.tenant} ${one.outcome}`, () => ({ tenant: one.tenant, outcome: one.outcome }));
        return callbackTime.add(one.tenant, one.seconds);
      case 'webhook':
        return webhooks.add(one.event, () => ({ event: one.event }));
    }
  }

  return {
    record,
    reloaded(outcome) {
      reloads.inc({ outcome });
      lastReload.set(outcome === 'refused' ? 0 : 1);
    },
    async text() {
      const states = await livekit();
      for (const tally of tallies) tally.flush();
      for (const family of [keyAge, livekitUp, rooms, participants]) family.reset();
      for (const { issuer, ageSeconds } of keyAges()) keyAge.set({ issuer }, ageSeconds);
      for (const { project, counts } of states) {
        livekitUp.set({ project }, counts === null ? 0 : 1);
        if (counts === null) continue;
        rooms.set({ project }, counts.rooms);
        participants.set({ project }, counts.participants);
      }
      return (await Promise.all([registry.metrics(), ofProcess.metrics()])).join('\n');
    },
  };
}
