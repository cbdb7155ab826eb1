// Decides when a key set is fetched and for how long it may be used; it fetches nothing and knows no key.

/** Milliseconds. */
const SECOND = 1_000;

/** Least time between a fetch that succeeded and the next, however many unknown `kid`s ask for one. */
export const COOL_DOWN = 30 * SECOND;
/** The first pause after a failure; it doubles up to the longest, and up to a quarter is added at random. */
const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = 48 * SECOND;
/** How long a set is believed without asking again; its publisher's `max-age` can shorten that, never below the least. */
const FRESH = { least: 60 * SECOND, most: 600 * SECOND };
/** From this share of its freshness on, at a random point, a set is fetched anew while it is still in use. */
const REFRESH_AHEAD = 0.8;
/**
 * How long beyond its freshness a set is used while the endpoint fails: a day, so that a night's outage of an identity
 * provider ends no call. A key that was withdrawn in that time goes on counting, which is the price; it is bounded.
 */
const STALE_IF_ERROR = 86_400 * SECOND;

/** What may be done with the set at hand: `ahead` means use it and fetch meanwhile, `stale` only if a fetch fails. */
export type Freshness = 'none' | 'fresh' | 'ahead' | 'stale';

/** Remembers how fetches ended. All times are milliseconds since 1970. */
export interface FetchClock {
  freshness(now: number): Freshness;
  /** Milliseconds until a fetch is allowed; 0 means now. */
  pause(now: number): number;
  /** Whether the last fetch failed. */
  failing(): boolean;
  succeeded(now: number, maxAgeSeconds: number | null): void;
  failed(now: number): void;
  /** When the set at hand was fetched. */
  fetchedAt(): number | null;
}

/** Makes the clock of one endpoint; `random` gives numbers from 0 to 1, so that many servers do not ask at once. */
export function createFetchClock(random: () => number): FetchClock {
  let fetched: { at: number; ahead: number; end: number } | null = null;
  let attempt: { at: number; next: number } | null = null;
  let failures = 0;

  return {
    freshness(now) {
      if (fetched === null || now >= fetched.end + STALE_IF_ERROR) return 'none';
      if (now >= fetched.end) return 'stale';
      // A clock that was set back says nothing about the age of the set, so it is fetched anew.
      return now >= fetched.ahead || now < fetched.at ? 'ahead' : 'fresh';
    },
    pause(now) {
      return attempt === null || now < attempt.at ? 0 : Math.max(0, attempt.next - now);
    },
    failing: () => failures > 0,
    succeeded(now, maxAgeSeconds) {
      const wished = maxAgeSeconds === null ? FRESH.most : maxAgeSeconds * SECOND;
      const fresh = Math.min(FRESH.most, Math.max(FRESH.least, wished));
      const ahead = fresh * (REFRESH_AHEAD + (1 - REFRESH_AHEAD) * random());
      fetched = { at: now, ahead: now + ahead, end: now + fresh };
      attempt = { at: now, next: now + COOL_DOWN };
      failures = 0;
    },
    failed(now) {
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
      failures = Math.min(failures + 1, 16);
      attempt = { at: now, next: now + pause * (1 + random() / 4) };
    },
    fetchedAt: () => fetched?.at ?? null,
  };
}
