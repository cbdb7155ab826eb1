// Remembers which kids a key set did not have; it does not know the set.

/** How long in milliseconds a kid that was looked for in vain is not looked for again. */
const WINDOW = 60_000;
/** Most kids that are kept; strangers choose them. The oldest goes first. */
const MAX_KIDS = 1_000;

/** A bounded memory of kids. All times are milliseconds since 1970. */
export interface UnknownKids {
  has(kid: string, now: number): boolean;
  add(kid: string, now: number): void;
}

/** Makes an empty memory. */
export function createUnknownKids(): UnknownKids {
  const seen = new Map<string, number>();
  return {
    has(kid, now) {
      const at = seen.get(kid);
      return at !== undefined && now >= at && now - at < WINDOW;
    },
    add(kid, now) {
      seen.delete(kid);
      seen.set(kid, now);
      // A map keeps the order of adding, so the first is the oldest.
      const [oldest] = seen.keys();
      if (seen.size > MAX_KIDS && oldest !== undefined) seen.delete(oldest);
    },
  };
}
