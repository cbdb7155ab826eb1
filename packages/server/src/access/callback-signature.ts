// Signs a question to the host app as the Standard Webhooks specification has it; it does not know what is asked.

/** How a secret of that specification begins; the rest is base64. */
const PREFIX = 'whsec_';

/** The key's bytes: decoded behind `whsec_`, else the text in UTF-8. Throws on a rest that is not base64. */
export function callbackKey(secret: string): Uint8Array<ArrayBuffer> {
  if (!secret.startsWith(PREFIX)) return new TextEncoder().encode(secret);
  return Uint8Array.from(atob(secret.slice(PREFIX.length)), (letter) => letter.charCodeAt(0));
}

/** Makes the three fields `webhook-id`, `webhook-timestamp` (seconds since 1970) and `webhook-signature` for a body. */
export type SignQuestion = (id: string, seconds: number, body: string) => Promise<Record<string, string>>;

/** HMAC-SHA-256 over `id.timestamp.body`, in base64 behind the version `v1`. The key is imported once. */
export function createQuestionSigner(secret: string): SignQuestion {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  let key: Promise<CryptoKey> | undefined;
  return async (id, seconds, body) => {
    key ??= crypto.subtle.importKey('raw', callbackKey(secret), algorithm, false, ['sign']);
    const input = new TextEncoder().encode(`${id}.${seconds}.${body}`);
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await key, input));
    return {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
    };
  };
}
