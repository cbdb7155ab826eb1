// Builds operations of the OpenAPI document; it does not know which there are.
import { ALLOW, FRAME } from './openapi-headers.ts';
import type { Json } from './openapi-schemas.ts';
import { schemaRef } from './openapi-schemas.ts';
import type { ProblemCode } from './problem-codes.ts';
import { PROBLEMS } from './problem-codes.ts';

/** Answers by status, as an operation has them under `responses`. */
export type Answers = Readonly<Record<string, Json>>;

/** An answer of the app: the frame's fields, `headers` over them, and a body where there is one. */
export function answer(description: string, headers: Json = {}, content?: Json): Json {
  return { description, headers: { ...FRAME, ...headers }, ...(content === undefined ? {} : { content }) };
}

/** The body of one media type. */
export const body = (mediaType: string, schema: Json): Json => ({ [mediaType]: { schema } });

/** Refusals with these codes, one answer a status; `headers` by status, and those of every status under `all`. */
export function refusals(
  codes: readonly ProblemCode[],
  headers: Readonly<Record<number | 'all', Json>> | { readonly all?: Json } = {},
): Answers {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => {
      const own = (headers as Readonly<Record<string, Json | undefined>>)[status];
      return [
        status,
        answer(some.map((code) => `\`${code}\``).join(', '), { ...headers.all, ...own }, problem(some)),
      ];
    }),
  );
}

/** The problem document with one of these codes, which share a status. */
function problem(codes: readonly ProblemCode[]): Json {
  const [first = 'internal-error'] = codes;
  const { status, title } = PROBLEMS[first];
  const properties = { status: { const: status }, title: { const: title }, code: { enum: codes } };
  return body('application/problem+json', { allOf: [schemaRef('Problem'), { properties }] });
}

/**
 * What the HTTP server under the app refuses by itself: bytes that are no request, lines that come too slowly, an
 * expectation (RFC 9110 section 10.1.1), header lines over 16 KiB, a body in a strange coding. These answers have no body and none of the app's fields.
 */
export const UNDER_THE_APP: Answers = Object.fromEntries(
  [
    [400, 'The bytes are no HTTP request, or `Host` is missing, no host, or there twice.'],
    [408, 'The request came too slowly.'],
    [413, 'The extensions of a body’s chunks are longer than 16 KiB together.'],
    [417, 'There is no such expectation as `Expect` has.'],
    [431, 'The header lines are longer than 16 KiB together.'],
    [501, '`Transfer-Encoding` is anything but `chunked`.'],
  ].map(([status, description]) => [String(status), { description: `Without a body: ${description}` }]),
);

/** Every operation can send its request's id. */
export const REQUEST_ID: Json = {
  name: 'X-Request-Id',
  in: 'header',
  description: 'An id of the request for logs. One that is not `[A-Za-z0-9_=.:+/-]{1,64}` is replaced.',
  schema: { type: 'string' },
};

/** The answer to every method that the path does not have; documented with its main one. */
export const otherMethods = (headers: Json = {}): Answers => ({
  405: {
    ...refusals(['method-not-allowed'], { all: { ...headers, ...ALLOW } })[405],
    description: '`method-not-allowed`: the answer to every method that this path does not have.',
  },
});

/** The HEAD of a GET: the same answers with the same fields, without their bodies. */
export function headOf(get: Json): Json {
  const responses = Object.entries(get['responses'] as Answers).map(([status, response]) => [
    status,
    'content' in response
      ? {
          ...response,
          content: Object.fromEntries(Object.keys(response['content'] as Json).map((type) => [type, {}])),
        }
      : response,
  ]);
  return {
    ...get,
    operationId: `${String(get['operationId'])}Head`,
    summary: `${String(get['summary'])} (only the header)`,
    responses: Object.fromEntries(responses.filter(([status]) => status !== '405')) as Json,
  };
}

/** The OPTIONS of a path without CORS preflights. */
export function optionsOf(operationId: string, tags: readonly string[], parameters: readonly Json[]): Json {
  return {
    operationId: `${operationId}Options`,
    summary: 'The methods of this path',
    tags,
    security: [],
    parameters,
    responses: { 204: answer('`Allow` tells.', ALLOW), ...refusals(['internal-error']), ...UNDER_THE_APP },
  };
}
