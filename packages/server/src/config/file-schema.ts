// The form of the whole configuration file, and its JSON Schema for editors; it does not know what the parts mean together.
import { z } from 'zod';
import { issuerShape } from './issuer-schema.ts';
import { listedTenantShape, tenantSettingsSchema } from './tenant-schema.ts';

const object = (what: string) => ({ error: `is not ${what}. Set an object in { }.` });
const ISSUERS = 'is not a list of issuers. Set at least one, in [ ]: without one nobody is let in.';

/** The file as `VOICE_ROOM_CONFIG` names it. */
export const fileSchema = z
  .strictObject(
    {
      $schema: z
        .string('is not an address. Set that of config.schema.json, or take it out.')
        .optional()
        .meta({ description: 'Address of this schema, for editors.' }),
      defaults: tenantSettingsSchema
        .optional()
        .meta({ description: 'What every tenant has unless it says otherwise.' }),
      tenants: z
        .array(
          z.strictObject(listedTenantShape, object('a tenant')),
          'is not a list of tenants. Set one in [ ].',
        )
        .optional()
        .meta({ description: 'The tenants that are known by name.' }),
      issuers: z
        .array(z.strictObject(issuerShape, object('an issuer')), ISSUERS)
        .min(1, ISSUERS)
        .meta({ description: 'Who signs the JWTs of the host apps. The exact "iss" of a token chooses.' }),
    },
    object('a configuration'),
  )
  .meta({
    title: 'Configuration of voice-room-server',
    description: 'Tenants, and the issuers of the JWTs that lead to them. VOICE_ROOM_CONFIG names the file.',
  });

/** The same form as JSON Schema, draft 2020-12. */
export function fileJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-2020-12' }) };
}
