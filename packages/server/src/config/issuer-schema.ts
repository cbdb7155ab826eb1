// The form of an issuer of host JWTs, as the configuration file has it; it does not know presets or keys.
import { z } from 'zod';
import { claimPaths, trustedClaimPath } from './claim-path-schema.ts';
import { PRESET_NAMES } from './presets.ts';
import { MAX_LIFETIME_SECONDS } from './resolve-issuer.ts';
import { secretSchema, sourceSchema } from './source-schemas.ts';
import { tenantId, tenantSettingsSchema } from './tenant-schema.ts';
import { ALGORITHMS, jwksUrl, word } from './value-schemas.ts';

const MAX_PREFIX = 20;
const object = (what: string) => ({ error: `is not ${what}. Set an object in { }.` });
const list = (what: string) => `is not a list of ${what}. Set at least one, in [ ].`;

const MANY = 'holds more than 64 entries. Set at most 64.';

const AUDIENCE_CLAIM = 'is not one of aud, azp, client_id. Set one of them, or a list of them.';
const audienceClaim = z.enum(['aud', 'azp', 'client_id'], AUDIENCE_CLAIM);
const audienceValue = word('voice-room');
const audienceValues = z.array(audienceValue, list('audiences')).min(1, list('audiences')).max(64, MANY);
const audience = z
  .union(
    [
      audienceValue,
      audienceValues,
      z.strictObject({
        claim: z
          .union(
            [audienceClaim, z.array(audienceClaim, AUDIENCE_CLAIM).min(1, AUDIENCE_CLAIM)],
            AUDIENCE_CLAIM,
          )
          .meta({ description: 'The claims that say whom a token is for; one of them is enough.' }),
        values: audienceValues.meta({ description: 'The values that mean this server.' }),
      }),
    ],
    { error: 'is not an audience. Set a text, a list of texts, or {"claim": "azp", "values": […]}.' },
  )
  .transform((given) => {
    if (typeof given === 'string') return { values: [given] };
    if (!('claim' in given)) return { values: given };
    return { claims: typeof given.claim === 'string' ? [given.claim] : given.claim, values: given.values };
  });

/** An inline JWK is not looked into here: the reader of keys says what is wrong with one. */
const publicKey = z.union(
  [
    z.string(),
    sourceSchema,
    z
      .looseObject({
        kty: z
          .string('is not set, so this is no JWK. Set the key with all its members.')
          .meta({ description: 'Type of the key: RSA, EC or OKP.' }),
      })
      .meta({ description: 'A public key as a JWK (RFC 7517).' }),
  ],
  { error: 'is not a public key. Set PEM, a JWK, {"env": "NAME"} or {"file": "path"}.' },
);

const ruleValue = z.union([z.string(), z.number(), z.boolean()], {
  error: 'is not a text, a number, true or false. Set one of these.',
});
const rule = (least: number, description: string) =>
  z
    .strictObject(
      {
        claim: trustedClaimPath.meta({ description: 'The claim that is compared.' }),
        values: z
          .array(ruleValue, list('values'))
          .min(least, list('values'))
          .max(64, MANY)
          .meta({ description: 'What it is compared with, exactly.' }),
      },
      object('a rule'),
    )
    .transform(({ claim, values }) => ({ path: claim, values }))
    .meta({ description });

const TEXT = 'is not a text. Set one of at least one character.';
const roleValues = z.array(z.string(TEXT).min(1, TEXT), list('texts')).max(64, MANY).default([]);
const roles = z
  .strictObject(
    {
      claim: trustedClaimPath.meta({
        description: 'A text, parted by spaces or commas, or a list of texts.',
      }),
      moderator: roleValues.meta({ description: 'Values that make a moderator.' }),
      speaker: roleValues.meta({ description: 'Values that make a speaker.' }),
      listener: roleValues.meta({ description: 'Values that make a listener.' }),
    },
    object('a mapping of roles'),
  )
  .superRefine(({ moderator, speaker, listener }, context) => {
    const all = [...moderator, ...speaker, ...listener];
    if (all.length === 0) {
      const message = 'names no value that makes a role. Set "moderator", "speaker" or "listener".';
      context.addIssue({ code: 'custom', message });
    }
    if (new Set(all).size < all.length) {
      context.addIssue({ code: 'custom', message: 'names a value twice. Let each value make one role.' });
    }
  })
  .transform(({ claim, ...values }) => ({ path: claim, ...values }));

const claims = z.strictObject(
  {
    identity: trustedClaimPath
      .optional()
      .meta({ description: 'Who somebody is; "sub" unless the preset has another.' }),
    name: claimPaths
      .optional()
      .meta({ description: 'What others see; "name" unless the preset has another.' }),
    avatar: claimPaths
      .optional()
      .meta({ description: 'An https address of a picture; "picture" unless told.' }),
    access: trustedClaimPath.optional().meta({
      description: 'The claim of channel access "claims"; "voice" unless the preset has another.',
    }),
    roles: roles.optional().meta({ description: 'A claim whose values make roles.' }),
  },
  object('a mapping of claims'),
);

const PREFIX = `is not the beginning of a tenant id. Set at most ${MAX_PREFIX} small letters, digits and hyphens.`;
const KNOWN_VALUE = 'is not the name of an organisation. Set 1 to 256 characters.';
const tenant = z.union(
  [
    tenantId,
    z.strictObject({
      claim: trustedClaimPath.meta({
        description: 'The claim that names the organisation; its value is a text.',
      }),
      prefix: z
        .string(PREFIX)
        .regex(new RegExp(`^[a-z0-9-]{0,${MAX_PREFIX}}$`), { error: PREFIX, abort: true })
        .refine(
          (prefix) => !prefix.startsWith('o-'),
          'begins with o-, which ids have that this server makes from the names of organisations. Set another one.',
        )
        .default('')
        .meta({ description: 'What the ids of the tenants that are opened begin with.' }),
      known: z
        .record(
          z.string().min(1, KNOWN_VALUE).max(256, KNOWN_VALUE),
          tenantId,
          object('a table of organisations'),
        )
        .default({})
        .meta({ description: 'Organisations that are listed tenants, by the value of the claim.' }),
      settings: tenantSettingsSchema.optional().meta({
        description: 'What the tenants that are opened are given, where it differs from the defaults.',
      }),
    }),
  ],
  { error: 'is not the id of a tenant or {"claim": …}. Set one of the two.' },
);

const ALGORITHM = `is not supported. Set one or more of ${ALGORITHMS.join(' ')}.`;

/** The settings of one issuer. */
export const issuerShape = {
  issuer: word('https://id.example.com/').meta({ description: 'The exact "iss" of its tokens.' }),
  preset: z
    .enum(PRESET_NAMES, `is not one of ${PRESET_NAMES.join(', ')}. Set one of them.`)
    .optional()
    .meta({ description: 'The identity provider: sets what its tokens have that others have not.' }),
  audience: audience.optional().meta({
    description:
      'Whom its tokens must be for: values of "aud", or of the claims that the preset or you name.',
  }),
  jwksUrl: jwksUrl.optional().meta({
    description: 'Where its keys are published; a preset knows it. Set one of jwksUrl, publicKeys, secrets.',
  }),
  publicKeys: z
    .array(publicKey, list('public keys'))
    .min(1, list('public keys'))
    .max(16, 'holds more than 16 keys. Set at most 16.')
    .optional()
    .meta({ description: 'Its keys; several are a rotation with overlap.' }),
  secrets: z
    .array(secretSchema, list('secrets'))
    .min(1, list('secrets'))
    .max(4, 'holds more than 4 secrets. Set at most 4.')
    .optional()
    .meta({ description: 'Secrets that it shares with this server; several are a rotation with overlap.' }),
  algorithms: z
    .array(z.enum(ALGORITHMS, ALGORITHM), ALGORITHM)
    .min(1, ALGORITHM)
    .optional()
    .meta({ description: 'What it may sign with, where that is not the default.' }),
  claims: claims.optional().meta({ description: 'Where its tokens say what.' }),
  require: z
    .array(rule(1, 'A claim that must have one of the values.'), list('rules'))
    .optional()
    .meta({ description: 'Claims that must be there with one of the values.' }),
  refuse: z
    .array(
      rule(0, 'A claim that must not have one of the values; no values lift a rule of the preset.'),
      list('rules'),
    )
    .optional()
    .meta({ description: 'Claims that must not have one of the values.' }),
  maxLifetime: z
    .int(`is not a whole number from 60 to ${MAX_LIFETIME_SECONDS}. Set seconds, for example 3600.`)
    .min(60, `is not a whole number from 60 to ${MAX_LIFETIME_SECONDS}. Set seconds, for example 3600.`)
    .max(MAX_LIFETIME_SECONDS, `is more than 31 days. Set at most ${MAX_LIFETIME_SECONDS} seconds.`)
    .optional()
    .meta({ description: 'The longest accepted time from "iat" to "exp" in seconds; 31 days unless told.' }),
  tenant: tenant.meta({
    description: 'Which tenant its tokens belong to: a listed one, or as a claim says.',
  }),
  sharesPeople: z.boolean('is neither true nor false. Set true, or take it out.').optional().meta({
    description:
      'True: its identities mean the same people as those of the other issuers that lead to one of its listed tenants, by name or by "known". Each issuer of such a tenant has to say so; without it a second one is refused.',
  }),
};
