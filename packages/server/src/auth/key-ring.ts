// Verifiers of one fetched key set, by kid and algorithm; it does not know when they were fetched.
import type { KeyHint } from './key-source.ts';
import type { Signatures, Verify } from './signatures.ts';
import type { UsableKey } from './usable-keys.ts';

/** Most keys that are tried for a token that does not say which: each try costs as much as a real verification. */
const MAX_TRIALS = 8;

/** The keys of one set, ready to verify. */
export interface KeyRing {
  readonly size: number;
  /**
   * The verifiers to try. Null where the set has no key of that `kid`, so that a newer set may help; an empty list where
   * it has, but of another algorithm.
   */
  find(hint: KeyHint): readonly Verify[] | null;
  /** Whether the set has a key of that very `kid`; else what `find` gives are guesses. */
  names(kid: string | undefined): boolean;
}

interface Entry {
  readonly kid: string | undefined;
  readonly algorithms: readonly string[];
  readonly verifiers: readonly Verify[];
}

/** Imports the keys. One that the runtime cannot read, a point off its curve for example, is left out. */
export async function createKeyRing(keys: readonly UsableKey[], signatures: Signatures): Promise<KeyRing> {
  const imported = await Promise.all(keys.map((key) => importKey(key, signatures)));
  const entries = imported.filter((entry) => entry !== null);
  const byKid = new Map<string, Entry>();
  for (const entry of entries) if (entry.kid !== undefined) byKid.set(entry.kid, entry);

  const trials = (algorithm: string, among: readonly Entry[]): readonly Verify[] | null => {
    const found = among.flatMap((entry) => (entry.algorithms.includes(algorithm) ? entry.verifiers : []));
    return found.length === 0 ? null : found.slice(0, MAX_TRIALS);
  };
  const nameless = entries.filter(({ kid }) => kid === undefined);

  return {
    size: entries.length,
    find({ algorithm, kid }) {
      if (kid === undefined) return trials(algorithm, entries);
      const entry = byKid.get(kid);
      // A key that its publisher gave no name may have signed a token that names one: `kid` is a hint, no more.
      if (entry === undefined) return trials(algorithm, nameless);
      return entry.algorithms.includes(algorithm) ? entry.verifiers : [];
    },
    names: (kid) => kid !== undefined && byKid.has(kid),
  };
}

async function importKey(key: UsableKey, signatures: Signatures): Promise<Entry | null> {
  try {
    const verifier = await signatures.verifierOfPublicKey(key.jwk, key.algorithms[0] ?? '');
    return { kid: key.kid, algorithms: key.algorithms, verifiers: [verifier] };
  } catch {
    return null;
  }
}
