// Keeps key sources across configurations, so that a reload does not throw away fetched keys; it does not know tokens.
import type { IssuerConfig } from '../config/config.ts';
import { createKeySource } from './create-key-source.ts';
import type { FetchEvent, JwksParts } from './jwks-key-source.ts';
import type { KeySource } from './key-source.ts';

/** An issuer together with its keys. */
export interface Issuer {
  readonly config: IssuerConfig;
  readonly keys: KeySource;
}

/** What a pool gives to the sources that it makes. */
export interface PoolParts extends Omit<JwksParts, 'onFetch'> {
  /** Told after each fetch of a key set; `issuer` is the configured one. */
  readonly onFetch?: ((issuer: string, event: FetchEvent) => void) | undefined;
}

/** The key sources of one server. */
export interface KeySourcePool {
  /**
   * Pairs each issuer with its source: the one from before where issuer and key settings are unchanged, else a new one.
   * Sources that are asked for no more are forgotten; whoever still holds one can go on using it.
   */
  use(issuers: readonly IssuerConfig[]): readonly Issuer[];
}

/** Makes an empty pool. Issuers never share a source, so the failing endpoint of one cannot touch another. */
export function createKeySourcePool({ onFetch, ...parts }: PoolParts): KeySourcePool {
  let sources = new Map<string, KeySource>();

  const create = ({ issuer, keys }: IssuerConfig): KeySource =>
    createKeySource(keys, { ...parts, onFetch: onFetch && ((event) => onFetch(issuer, event)) });

  return {
    use(issuers) {
      const next = new Map<string, KeySource>();
      const paired = issuers.map((config) => {
        const id = JSON.stringify([config.issuer, config.keys]);
        const keys = next.get(id) ?? sources.get(id) ?? create(config);
        next.set(id, keys);
        return { config, keys };
      });
      sources = next;
      return paired;
    },
  };
}
