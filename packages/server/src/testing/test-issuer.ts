// An issuer's configuration for tests of verification; it does not know how configurations are read.
import type { IssuerConfig, KeyConfig } from '../config/config.ts';
import { AUDIENCE, HOST_SECRET, ISSUER } from './host-app.ts';

/** The secret that the host apps of tests share with the server. */
export const HOST_KEYS: KeyConfig = { kind: 'secret', secrets: [HOST_SECRET], algorithm: 'HS256' };

/** A complete issuer that asks for nothing special, with `changes`. */
export function testIssuer(changes: Partial<IssuerConfig> = {}): IssuerConfig {
  return {
    issuer: ISSUER,
    audience: { claims: ['aud'], values: [AUDIENCE] },
    tenant: { kind: 'named', id: 'default' },
    keys: HOST_KEYS,
    require: [],
    refuse: [],
    claims: {
      identity: ['sub'],
      name: [['name']],
      avatar: [['picture']],
      access: ['voice'],
      roles: null,
    },
    maxLifetime: 86_400,
    ...changes,
  };
}
