// Keys of an issuer that publishes a JWKS; it does not know what a token must claim.
import type { KeyConfig } from '../config/config.ts';
import { KeysUnavailable } from './auth-failure.ts';
import { createFetchClock } from './fetch-clock.ts';
import type { KeySetFault } from './fetch-key-set.ts';
import { KeySetFailure, fetchKeySet } from './fetch-key-set.ts';
import type { KeyRing } from './key-ring.ts';
import { createKeyRing } from './key-ring.ts';
import type { KeyHint, KeySource } from './key-source.ts';
import type { Signatures, Verify } from './signatures.ts';
import { createUnknownKids } from './unknown-kids.ts';
import { usableKeys } from './usable-keys.ts';

/** Milliseconds that one fetch may take, body included. */
const TIMEOUT = 3_000;
/** A fetch that has not ended this much later was abandoned by its runtime. */
const GRACE = 1_000;

/** How one fetch of a key set ended. */
export interface FetchEvent {
  readonly outcome: 'ok' | KeySetFault;
  readonly durationMs: number;
}

/** What a source of published keys works with. */
export interface JwksParts {
  readonly signatures: Signatures;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1, for jitter; `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds that one fetch may take, body included; 3000. */
  readonly timeout?: number | undefined;
  /** Told after each fetch. */
  readonly onFetch?: ((event: FetchEvent) => void) | undefined;
  /**
   * Whether a promise of one request may be awaited by another. Workers of Cloudflare's kind forbid it and drop what a
   * finished request left running; it is found out where it is not said.
   */
  readonly sharesFetches?: boolean | undefined;
}

/**
 * Keeps one issuer's published keys, with no timer: use alone drives it, so it keeps no process alive. `fetch-clock.ts`
 * says when a fetch is allowed and how long keys count. Warm, `find` answers at once; one fetch at a time is shared by all
 * who wait. A set without a usable key counts as a failure, since a broken deployment is likelier than a provider
 * without keys; the keys from before then stay for the stale window.
 *
 * An unknown `kid` starts a fetch where one is allowed. Where not, the last answer decides: a good one, at most a
 * minute old, does not know the key, so the list is empty (401). After a failure nobody knows whether the key is new, so it is
 * `KeysUnavailable` (503): an honest user whose provider rotates and fails at once must come again, not be sent away;
 * a forger gains nothing by it. The same holds for a token whose `kid` names no key, or that has none, where the keys that
 * were tried for it are guesses and none fits: after a rotation its key may be a new one without a name. Nothing is
 * remembered of such tokens, since one forged token would then shut out all honest ones that look like it.
 */
export function createJwksKeySource(
  { url, algorithms }: Pick<KeyConfig & { kind: 'jwks' }, 'url' | 'algorithms'>,
  parts: JwksParts,
): KeySource {
  const { signatures, fetch, now, timeout = TIMEOUT } = parts;
  const shares = parts.sharesFetches ?? !isolatesRequests();
  const clock = createFetchClock(parts.random ?? Math.random);
  const unknown = createUnknownKids();
  let ring: KeyRing | null = null;
  let failure: KeySetFault = 'network';
  let flight: { readonly since: number; readonly done: Promise<boolean> } | null = null;

  async function fetchRing(): Promise<boolean> {
    const since = now();
    let outcome: FetchEvent['outcome'] = 'ok';
    try {
      const set = await fetchKeySet(url, { fetch, timeout });
      const fetched = await createKeyRing(usableKeys(set.keys, algorithms), signatures);
      if (fetched.size === 0) throw new KeySetFailure('no-usable-key');
      ring = fetched;
      clock.succeeded(now(), set.maxAge);
    } catch (error) {
      outcome = failure = error instanceof KeySetFailure ? error.reason : 'unexpected';
      clock.failed(now());
    }
    try {
      parts.onFetch?.({ outcome, durationMs: now() - since });
    } catch {
      // Who watches does not decide about keys.
    }
    return outcome === 'ok';
  }

  function isFlying(): boolean {
    const waited = flight === null ? Infinity : now() - flight.since;
    return waited >= 0 && waited < timeout + GRACE;
  }

  /** Joins the fetch that is under way, else starts one. True where it brought keys. */
  function fly(): Promise<boolean> {
    if (flight !== null && isFlying()) {
      if (shares) return flight.done;
      if (ring !== null) throw unavailable();
      return fetchRing();
    }
    const mine = {
      since: now(),
      done: fetchRing().finally(() => {
        if (flight === mine) flight = null;
      }),
    };
    flight = mine;
    return mine.done;
  }

  const mayFly = (): boolean => clock.pause(now()) === 0 || isFlying();
  const isUsable = (): boolean => clock.freshness(now()) !== 'none';
  const unavailable = (): KeysUnavailable =>
    new KeysUnavailable(failure, Math.max(1, Math.ceil(clock.pause(now()) / 1000)));

  async function findByFetching(hint: KeyHint): Promise<readonly Verify[]> {
    const fetched = mayFly() && (await fly());
    const found = isUsable() ? (ring?.find(hint) ?? null) : null;
    if (found !== null) return found;
    if (clock.failing() || !isUsable()) throw unavailable();
    // Without a fetch of its own the kid may be asked for as soon as the cool-down ends.
    if (fetched) unknown.add(nameOf(hint), now());
    return [];
  }

  return {
    find(hint) {
      const freshness = clock.freshness(now());
      // Old keys are used at once only where the endpoint is known to fail; else a fetch comes first.
      const waits = freshness === 'stale' && !clock.failing() && (shares || !isFlying());
      if (ring === null || freshness === 'none' || waits) return findByFetching(hint);
      if (freshness !== 'fresh' && shares && mayFly()) void fly();
      const found = ring.find(hint);
      if (found !== null) return found;
      return unknown.has(nameOf(hint), now()) ? [] : findByFetching(hint);
    },
    async findNewer(hint, tried) {
      const others = (): readonly Verify[] =>
        (ring?.find(hint) ?? []).filter((verify) => !tried.includes(verify));
      if (ring === null || ring.names(hint.kid)) return others();
      // Another request may have fetched while this one tried its keys.
      const found = others();
      if (found.length > 0) return found;
      if (mayFly() && (await fly())) return others();
      if (clock.failing()) throw unavailable();
      return [];
    },
    ready: isUsable,
    async load() {
      const freshness = clock.freshness(now());
      if (freshness === 'fresh' || freshness === 'ahead') return;
      if (mayFly()) await fly();
      if (!isUsable()) throw unavailable();
    },
    fetchedAt: () => clock.fetchedAt(),
  };
}

const nameOf = ({ algorithm, kid = '' }: KeyHint): string => `${algorithm} ${kid}`;

/** Whether this runtime ties promises to the request that made them. */
function isolatesRequests(): boolean {
  return (
    'WebSocketPair' in globalThis ||
    (typeof navigator !== 'undefined' && navigator.userAgent === 'Cloudflare-Workers')
  );
}
