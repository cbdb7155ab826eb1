// What gives verification keys for one issuer; it does not know tokens, claims or HTTP answers.
import type { CryptoKey, JWSHeaderParameters } from 'jose';

/** The keys of one issuer. */
export interface KeySource {
  /**
   * The keys that a token with this header may have been signed with, in order of trial; none means an unknown key.
   * Throws `KeysUnavailable` where they cannot be had.
   */
  find(header: JWSHeaderParameters): Promise<readonly CryptoKey[]>;
  /** Whether keys are at hand without a request. */
  ready(): boolean;
  /** Fetches keys where that is due. Throws `KeysUnavailable`. */
  load(): Promise<void>;
}
