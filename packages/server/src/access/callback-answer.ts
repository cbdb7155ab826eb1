// The form of the host app's answer to a question about a channel; it does not know how it was asked.
import { z } from 'zod';
import { cleanAvatarUrl } from '../auth/avatar-url.ts';
import { cleanDisplayName } from '../auth/display-name.ts';
import type { Role } from '../policy/grant.ts';

/** What the host app says of a caller in a channel. */
export type CallbackDecision =
  | {
      readonly allowed: true;
      readonly role: Role;
      /** Cleaned, as a name of a token is. */
      readonly name?: string;
      /** An https address. */
      readonly avatarUrl?: string;
      /** Cleaned, for people to read. */
      readonly channelName?: string;
    }
  | { readonly allowed: false; readonly reason: 'callback-refused' };

const text = z.string().nullish();
const schema = z.discriminatedUnion('allow', [
  z.object({ allow: z.literal(false) }),
  z.object({
    allow: z.literal(true),
    role: z.enum(['speaker', 'listener', 'moderator']).default('speaker'),
    name: text,
    avatar_url: text,
    channel_name: text,
  }),
]);

/**
 * Reads `{"allow": false}` or `{"allow": true, "role"?, "name"?, "avatar_url"?, "channel_name"?}`; other members are
 * ignored. Null for anything else: a role that is misspelt must not become one that speaks.
 */
export function readCallbackAnswer(document: unknown): CallbackDecision | null {
  const { data } = schema.safeParse(document);
  if (data === undefined) return null;
  if (!data.allow) return { allowed: false, reason: 'callback-refused' };
  const name = cleanDisplayName(data.name);
  const avatarUrl = cleanAvatarUrl(data.avatar_url);
  const channelName = cleanDisplayName(data.channel_name);
  return {
    allowed: true,
    role: data.role,
    ...(name === undefined ? {} : { name }),
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(channelName === undefined ? {} : { channelName }),
  };
}
