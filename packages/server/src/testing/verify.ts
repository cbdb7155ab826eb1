// Verifies tokens as the server does, without HTTP around it; it does not know how tokens are made.
import { AuthFailure, KeysUnavailable } from '../auth/auth-failure.ts';
import { createKeySourcePool } from '../auth/key-source-pool.ts';
import type { VerifyCaller } from '../auth/verify-caller.ts';
import { createCallerVerifier } from '../auth/verify-caller.ts';
import type { IssuerConfig } from '../config/config.ts';
import { nodeSignatures } from '../node/node-signatures.ts';
import { LIVEKIT_KEY, nowSeconds } from './host-app.ts';
import { testIssuer } from './test-issuer.ts';

/** What verification with `issuers` does. Anything but a configured key comes from `fetch`, which finds nothing. */
export function verifierOf(
  issuers: readonly IssuerConfig[] = [testIssuer()],
  fetch: typeof globalThis.fetch = async () => new Response(null, { status: 404 }),
): VerifyCaller {
  const pool = createKeySourcePool({ signatures: nodeSignatures, fetch, now: Date.now });
  return createCallerVerifier(pool.use(issuers), { livekitKeys: [LIVEKIT_KEY] });
}

/** `accepted`, or the reason that the log would name. Throws whatever else verification threw. */
export async function outcome(verify: VerifyCaller, token: string, now = nowSeconds()): Promise<string> {
  try {
    await verify(token, now);
    return 'accepted';
  } catch (error) {
    if (error instanceof AuthFailure) return error.reason;
    if (error instanceof KeysUnavailable) return `unavailable: ${error.reason}`;
    throw error;
  }
}
