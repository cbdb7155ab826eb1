// Finds secrets that serve two purposes; it does not know what any of them signs.
import type { Fault } from './fault.ts';
import type { JsonPath } from './json-document.ts';
import { formsOf } from './secret-forms.ts';

/** One use of a secret. */
export interface SecretUse {
  readonly purpose: 'livekit' | 'callback' | 'host';
  readonly value: string;
  readonly at: JsonPath;
}

const NOUNS = {
  livekit: 'the LiveKit secret',
  callback: 'the secret of a callback',
  host: 'the secret of host tokens',
};
const ORDER = ['livekit', 'callback', 'host'] as const;

/**
 * Whoever knows a secret can do everything that it is for. So no secret has two purposes, and no two issuers share one:
 * the owner of the one could sign for the other. Tenants may share a LiveKit project or a callback. What one secret is the
 * encoded form of is the same secret: behind `whsec_` the decoded bytes are the key.
 */
export function refuseSharedSecrets(
  uses: readonly SecretUse[],
  nameOf: (at: JsonPath) => string,
  fault: Fault,
): void {
  const seen = new Map<string, SecretUse>();
  const sorted = uses.toSorted((a, b) => ORDER.indexOf(a.purpose) - ORDER.indexOf(b.purpose));
  for (const use of sorted) {
    const forms = [...formsOf(use.value)];
    const first = forms.map((form) => seen.get(form)).find((other) => other !== undefined);
    for (const form of forms) if (!seen.has(form)) seen.set(form, use);
    if (first === undefined || (first.purpose === use.purpose && use.purpose !== 'host')) continue;
    fault(use.at, `is also ${NOUNS[first.purpose]} (${nameOf(first.at)}). Set a secret of its own.`);
  }
}
