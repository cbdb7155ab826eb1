// Builds answers with the header fields that were gathered on the way; it does not know what they answer.
import type { Context } from 'hono';
import { addRateLimitFields } from '../limits/rate-limit-fields.ts';
import type { AppEnv } from './app-env.ts';

/**
 * Fields are gathered in a plain record and written once: Hono would make a `Headers` object for the first of them and
 * another for the answer, which costs more than verifying an HS256 token.
 */
export function addFields(c: Context<AppEnv>, fields: Readonly<Record<string, string>>): void {
  Object.assign(c.get('fields'), fields);
}

/** An answer with the gathered fields and `fields`, which win. */
export function respond(
  c: Context<AppEnv>,
  status: number,
  body: BodyInit | null,
  fields: Readonly<Record<string, string>> = {},
): Response {
  const headers = c.get('fields');
  addRateLimitFields(headers, c.get('limits'));
  // A request is answered once, so the gathered record itself can go out.
  return new Response(body, { status, headers: Object.assign(headers, fields) });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** An answer in JSON. */
export function respondJson(c: Context<AppEnv>, status: number, value: unknown): Response {
  return respond(c, status, JSON.stringify(value), JSON_TYPE);
}
