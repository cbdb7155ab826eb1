// Builds answers with the header fields that were gathered on the way; it does not know what they answer.
import type { Context } from 'hono';
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
  return new Response(body, { status, headers: { ...c.get('fields'), ...fields } });
}

/** An answer in JSON. */
export function respondJson(c: Context<AppEnv>, status: number, value: unknown): Response {
  return respond(c, status, JSON.stringify(value), { 'Content-Type': 'application/json' });
}
