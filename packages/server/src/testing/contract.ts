// Holds answers against the OpenAPI document; it does not know what was asked for beyond method and target.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema, ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { createOpenApiDocument } from '../routes/openapi-document.ts';

/** An answer as it went over the wire. */
export interface SeenAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface DeclaredAnswer {
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: AnySchema }>>;
}
interface DeclaredHeader {
  readonly required?: boolean;
  readonly schema: { readonly type: string };
}
interface Operation {
  readonly responses: Readonly<Record<string, DeclaredAnswer>>;
}

/** Fields of the transport, which a document does not declare. */
const TRANSPORT = ['content-type', 'content-length', 'date', 'connection', 'keep-alive', 'transfer-encoding'];
const DOCUMENT = 'document:';

const document = createOpenApiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly headers: Readonly<Record<string, DeclaredHeader>> };
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
(ajvFormats as unknown as (target: Ajv2020) => void)(ajv);
ajv.addSchema(document, DOCUMENT);
const validators = new Map<string, ValidateFunction>();

/** The paths of the document. */
export const PATHS = Object.keys(document.paths);

/** Whether every operation has an answer of this status. */
export const isDeclaredEverywhere = (status: number): boolean =>
  Object.values(document.paths).every((item) =>
    Object.values(item).every(({ responses }) => String(status) in responses),
  );

/**
 * Null where `value` satisfies the part of the document at a JSON pointer and has no members that it does not name, else
 * what is wrong.
 */
export function satisfies(pointer: readonly string[], value: unknown): string | null {
  const place = pointer.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1')));
  const $ref = `${DOCUMENT}#/${place.join('/')}`;
  const validate = validators.get($ref) ?? ajv.compile({ $ref, unevaluatedProperties: false });
  validators.set($ref, validate);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

/** The path of the document that a request's target is one of, read as the router reads it. */
function templateOf(target: string): string | undefined {
  const path = decoded(new URL(target, 'http://localhost').pathname);
  if (path in document.paths) return path;
  return /^\/v\/[^/]+\/[^]+$/.test(path) ? '/v/{version}/{file}' : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/**
 * Everything in which an answer to `method` on `target` is not as the document has it: its status, its fields, its media
 * type, its body. Paths that the document does not have are answered like a file that is not there.
 */
export function breaches(method: string, target: string, { status, headers, body }: SeenAnswer): string[] {
  const known = templateOf(target);
  const template = known ?? '/v/{version}/{file}';
  const item = document.paths[template] ?? {};
  const isDeclared = known !== undefined && method.toLowerCase() in item;
  const main = 'post' in item ? 'post' : 'get';
  const name = isDeclared ? method.toLowerCase() : main;
  if (known === undefined && status !== 404) return [`an unknown path is ${status}`];
  if (known !== undefined && !isDeclared && status !== 405)
    return [`a method that is not there is ${status}`];
  if (isDeclared && status === 405) return ['a declared method is refused'];
  const declared = item[name]?.responses[status];
  if (declared === undefined) return [`${status} is not declared`];
  const at = ['paths', template, name, 'responses', String(status)];
  return [...fieldBreaches(at, declared, headers), ...bodyBreaches(at, declared, method, headers, body)];
}

function fieldBreaches(
  at: readonly string[],
  declared: DeclaredAnswer,
  headers: SeenAnswer['headers'],
): string[] {
  const found: string[] = [];
  const known = new Set(TRANSPORT);
  for (const [field, { $ref }] of Object.entries(declared.headers ?? {})) {
    known.add(field.toLowerCase());
    const value = headers[field.toLowerCase()];
    const component = $ref.split('/').at(-1) ?? '';
    const header = document.components.headers[component];
    if (value === undefined) {
      if (header?.required === true) found.push(`${field} is missing`);
      continue;
    }
    const typed = header?.schema.type === 'integer' ? Number(value) : value;
    const fault = satisfies(['components', 'headers', component, 'schema'], typed);
    if (fault !== null) found.push(`${field}: ${value}: ${fault}`);
  }
  for (const field of Object.keys(headers)) if (!known.has(field)) found.push(`${field} is not declared`);
  return found.map((line) => `${at.at(-1)}: ${line}`);
}

function bodyBreaches(
  at: readonly string[],
  { content }: DeclaredAnswer,
  method: string,
  headers: SeenAnswer['headers'],
  body: Uint8Array,
): string[] {
  const type = headers['content-type'];
  if (content === undefined)
    return type === undefined && body.length === 0 ? [] : [`${at.at(-1)}: a body that is not declared`];
  if (type === undefined || !(type in content)) return [`${at.at(-1)}: media type ${type} is not declared`];
  if (method === 'HEAD') return body.length === 0 ? [] : ['HEAD has a body'];
  if (!type.includes('json')) return [];
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const fault = satisfies([...at, 'content', type, 'schema'], value);
    return fault === null ? [] : [`${at.at(-1)}: body: ${fault}`];
  } catch {
    return [`${at.at(-1)}: the body is no JSON`];
  }
}

/** Reads an answer of `app.request` or `fetch`. */
export async function seen(response: Response): Promise<SeenAnswer> {
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}
