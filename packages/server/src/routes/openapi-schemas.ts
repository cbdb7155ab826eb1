// The schemas of the OpenAPI document, made from those that validate; it does not know paths.
import { z } from 'zod';
import { problemDocument } from './problem-schema.ts';
import { tokenAnswer, tokenRequest } from './token-schema.ts';

/** A piece of an OpenAPI document or of a JSON Schema. */
export type Json = Readonly<Record<string, unknown>>;

const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const readiness = z.object({ status: z.literal('ready') }).meta({ id: 'Readiness' });
const webhookEvent = z
  .looseObject({
    event: z
      .string()
      .min(1)
      .meta({ examples: ['participant_joined'] }),
  })
  .meta({ id: 'WebhookEvent', description: 'LiveKit’s `WebhookEvent`; events that are new here pass too.' });
const openApiDocument = z
  .looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) })
  .meta({ id: 'OpenApiDocument', description: 'This document.' });

/** The schemas by the names under which `#/components/schemas` has them. */
export function componentSchemas(): Json {
  const all = [tokenRequest, tokenAnswer, problemDocument, health, readiness, webhookEvent, openApiDocument];
  return Object.fromEntries(
    all.map((schema) => {
      const { $defs = {} } = z.toJSONSchema(schema, { io: 'input', override: tidy });
      const [entry] = Object.entries($defs);
      if (entry === undefined) throw new Error('A schema of the OpenAPI document has no id.');
      return entry;
    }),
  );
}

/** A reference to one of them. */
export const schemaRef = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Takes off what zod adds beyond what was declared: bounds of JavaScript's numbers, and a long pattern beside a format. */
function tidy({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  // For OpenAPI the word is about requests; zod means that programs do not change the list.
  delete jsonSchema.readOnly;
}
