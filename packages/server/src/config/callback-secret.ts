// The form of the secret that signs questions to the host app; it does not know how they are signed.
import { z } from 'zod';
import { WEBHOOK_PREFIX } from './secret-forms.ts';
import { RANDOM } from './value-schemas.ts';
import { MIN_SECRET_BYTES, weakness } from './weak-secret.ts';

/**
 * Any text of at least 32 bytes, or `whsec_` and the base64 of at least 32 bytes, as the libraries of Standard Webhooks
 * write and read it (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export const callbackSecret = z.string().superRefine((text, context) => {
  const reason = text.startsWith(WEBHOOK_PREFIX)
    ? encodedWeakness(text.slice(WEBHOOK_PREFIX.length))
    : weakness(text);
  if (reason !== null) context.addIssue({ code: 'custom', message: `${reason}. ${RANDOM}` });
});

function encodedWeakness(text: string): string | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    return 'begins with whsec_ and is not base64 after it';
  const bytes = atob(text).length;
  if (bytes < MIN_SECRET_BYTES)
    return `holds ${bytes} bytes after whsec_, and at least ${MIN_SECRET_BYTES} are needed`;
  return weakness(text);
}
