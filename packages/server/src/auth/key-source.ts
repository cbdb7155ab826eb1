// What gives verification keys for one issuer; it does not know tokens, claims or HTTP answers.
import type { Verify } from './signatures.ts';

/** What a token's header says about its key. `kid` is a hint for looking one up, nothing more. */
export interface KeyHint {
  readonly algorithm: string;
  readonly kid?: string | undefined;
}

/** The keys of one issuer. */
export interface KeySource {
  /**
   * The verifiers of `hint.algorithm` that may fit, in order of trial; none means an unknown key. They come at once where
   * they are at hand. Throws, or rejects with, `KeysUnavailable` where they cannot be had.
   */
  find(hint: KeyHint): readonly Verify[] | Promise<readonly Verify[]>;
  /**
   * Further verifiers, where none of `tried` fitted that `find` gave for `hint`: those of a newer set, which may be fetched
   * for it where the hint names no key of the set at hand. None where the key is known, or no newer set is to be had.
   * Rejects with `KeysUnavailable` where that cannot be told.
   */
  findNewer(hint: KeyHint, tried: readonly Verify[]): readonly Verify[] | Promise<readonly Verify[]>;
  /** Whether keys are at hand without a request. */
  ready(): boolean;
  /** Gets keys where that is due. Rejects with `KeysUnavailable`. */
  load(): Promise<void>;
  /** When the keys at hand were fetched, in milliseconds since 1970; null where none were, or none ever are. */
  fetchedAt(): number | null;
}
