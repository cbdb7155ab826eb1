// The form of what a tenant is given, as the configuration file has it; it does not know defaults or other tenants.
import { z } from 'zod';
import type { AllowedOrigin } from './config.ts';
import { parseOrigin } from './origins.ts';
import { secretSchema, sourceSchema } from './source-schemas.ts';
import { callbackUrl, liveKitApiUrl, liveKitUrl, parsed, quota, word } from './value-schemas.ts';

/** Ids that stand for the hash of an organisation's name; see `policy/opened-tenant.ts`. */
const HASHED_ID = /^o-[a-z2-7]{26}$/;
const ID = 'is not a tenant id. Set 1 to 32 small letters, digits and hyphens.';
const object = (what: string) => ({ error: `is not ${what}. Set an object in { }.` });

/** The id of a listed tenant. */
export const tenantId = z
  .string(ID)
  .regex(/^[a-z0-9-]{1,32}$/, { error: ID, abort: true })
  .refine(
    (id) => !HASHED_ID.test(id),
    'has the form of the ids that this server makes from the names of organisations (o- and 26 letters). Set another one.',
  )
  .meta({
    id: 'TenantId',
    description: 'Part of every room name, limit and log line: [a-z0-9-], at most 32.',
  });

const livekit = z.strictObject(
  {
    url: liveKitUrl.meta({ description: 'What browsers connect to, for example wss://livekit.example.com.' }),
    apiUrl: liveKitApiUrl
      .optional()
      .meta({ description: 'Where this server reaches it, if by another address.' }),
    apiKey: z
      .union([word('APIabcdef'), sourceSchema], {
        error:
          'is neither a key nor {"env": "NAME"} nor {"file": "path"}. Set the API key of the LiveKit project.',
      })
      .meta({ description: 'The API key of the LiveKit project.' }),
    apiSecret: secretSchema.meta({
      description: 'The API secret of the LiveKit project, at least 32 bytes.',
    }),
  },
  object('a LiveKit project'),
);

const origin = parsed(
  (text): AllowedOrigin | null => parseOrigin(text),
  'is no origin. Set an exact one (https://app.example.com) or https://*.example.com.',
);
const LIST = 'is not a list of origins. Set one in [ ].';

const channelAccess = z.union(
  [
    z.enum(['claims', 'all']),
    z.strictObject({
      callback: callbackUrl.meta({ description: 'Address of the host app that answers, https.' }),
      secret: secretSchema.meta({
        description: 'Signs the questions: at least 32 bytes, or whsec_ and base64.',
      }),
    }),
  ],
  { error: 'is not "claims", "all" or {"callback": …, "secret": …}. Set one of them.' },
);

const limits = z.strictObject(
  {
    tenant: quota
      .optional()
      .meta({ description: 'For all of its people together, requests/seconds, or off.' }),
    subject: quota.optional().meta({ description: 'For each of its people, requests/seconds, or off.' }),
  },
  object('a set of limits'),
);

/** The settings that `defaults`, a listed tenant and opened tenants have in common. */
export const tenantShape = {
  livekit: livekit.optional().meta({ description: 'The LiveKit project of the rooms.' }),
  origins: z.array(origin, LIST).optional().meta({
    description:
      "Origins of the pages that may ask, exact or https://*.example.com; this server's own if unset.",
  }),
  channelAccess: channelAccess.optional().meta({
    description:
      'Who may enter which channel: as the claim says (default), everybody everywhere, or as the host app answers.',
  }),
  limits: limits.optional().meta({ description: 'How often tokens may be asked for.' }),
};

/** Those settings alone. */
export const tenantSettingsSchema = z
  .strictObject(tenantShape, object('a set of tenant settings'))
  .meta({ id: 'TenantSettings', description: 'What a tenant is given.' });

/** A listed tenant. */
export const listedTenantShape = {
  id: tenantId.meta({ description: 'The id of the tenant; part of the name of each of its rooms.' }),
  ...tenantShape,
};
