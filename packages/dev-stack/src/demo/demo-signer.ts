// Signs the demo app's JWTs with a key of its own, made when it starts; knows nothing of sessions.
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { DemoPerson } from './demo-people.ts';

/** The audience of the demo's JWTs. */
export const demoAudience = 'voice-room-demo';

/** The host app's side of the trust: who it says it is, its public key, and how it vouches for a person. */
export interface DemoSigner {
  issuer: string;
  /** What `/.well-known/jwks.json` answers. */
  keys: { keys: JWK[] };
  /** A JWT that lets the person into every channel for five minutes. */
  sign(person: DemoPerson): Promise<string>;
}

/** Makes a key (ES256) that lives as long as the process. */
export async function makeDemoSigner(issuer: string): Promise<DemoSigner> {
  const kid = 'demo';
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return {
    issuer,
    keys: { keys: [jwk] },
    sign: (person) =>
      new SignJWT({ name: person.name, voice: { channels: ['*'] } })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(issuer)
        .setAudience(demoAudience)
        .setSubject(person.id)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
  };
}
