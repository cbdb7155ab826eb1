// The paths of the OpenAPI document that are only read: health, the document itself, the element's files.
import { IMMUTABLE, PUBLIC, RETRY_AFTER } from './openapi-headers.ts';
import type { Answers } from './openapi-operation.ts';
import {
  REQUEST_ID,
  UNDER_THE_APP,
  answer,
  body,
  headOf,
  optionsOf,
  otherMethods,
  refusals,
} from './openapi-operation.ts';
import type { Json } from './openapi-schemas.ts';
import { schemaRef } from './openapi-schemas.ts';

const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Entity tags that the client has; 304 where one fits.',
  schema: { type: 'string' },
};

interface Resource {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly parameters?: readonly Json[];
  readonly conditional?: boolean;
  readonly answers: Answers;
}

/** GET, HEAD and OPTIONS of a path. */
function resource({
  operationId,
  summary,
  tag,
  parameters = [],
  conditional = false,
  answers,
}: Resource): Json {
  const common = [REQUEST_ID, ...parameters];
  const get = {
    operationId,
    summary,
    tags: [tag],
    security: [],
    parameters: conditional ? [...common, IF_NONE_MATCH] : common,
    responses: { ...answers, ...refusals(['internal-error']), ...otherMethods(), ...UNDER_THE_APP },
  };
  return { get, head: headOf(get), options: optionsOf(operationId, [tag], common) };
}

const script = body('text/javascript; charset=utf-8', { type: 'string' });
const json = (schema: string): Json => body('application/json', schemaRef(schema));
/** The form of a source map is its specification's, and that of other JSON its reader's. */
const anyObject = { type: 'object', additionalProperties: true };
const unchanged = (headers: Json): Json => answer('The client has it.', headers);
const notFound = refusals(['not-found']);

/** A file of a version: modules, their maps, and what they load. */
const files: Json = {
  ...script,
  ...body('text/css; charset=utf-8', { type: 'string' }),
  ...body('application/json', anyObject),
  ...body('application/wasm', {}),
  ...body('application/octet-stream', {}),
};

const inPath = (name: string, description: string, example: string): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', minLength: 1 },
  example,
});

/** Everything outside `/api`. */
export const RESOURCE_PATHS: Json = {
  '/healthz': resource({
    operationId: 'health',
    summary: 'Whether the process answers',
    tag: 'operations',
    answers: { 200: answer('It does.', {}, json('Health')) },
  }),
  '/readyz': resource({
    operationId: 'readiness',
    summary: 'Whether to send requests here',
    tag: 'operations',
    answers: {
      200: answer(
        'Keys of at least one issuer are at hand, and the server is not stopping.',
        {},
        json('Readiness'),
      ),
      ...refusals(['not-ready'], { all: RETRY_AFTER }),
    },
  }),
  '/openapi.json': resource({
    operationId: 'openapi',
    summary: 'This document',
    tag: 'operations',
    conditional: true,
    answers: { 200: answer('OpenAPI 3.1.', PUBLIC, json('OpenApiDocument')), 304: unchanged(PUBLIC) },
  }),
  '/voice-room.js': resource({
    operationId: 'element',
    summary: 'The element, for one script tag',
    tag: 'element',
    conditional: true,
    answers: { 200: answer('A module.', PUBLIC, script), 304: unchanged(PUBLIC), ...notFound },
  }),
  '/voice-room.js.map': resource({
    operationId: 'elementMap',
    summary: 'Its source map',
    tag: 'element',
    conditional: true,
    answers: {
      200: answer('A source map.', PUBLIC, body('application/json', anyObject)),
      304: unchanged(PUBLIC),
      ...notFound,
    },
  }),
  '/v/{version}/{file}': resource({
    operationId: 'elementFile',
    summary: 'A file of one version, which never changes',
    tag: 'element',
    conditional: true,
    parameters: [
      inPath('version', 'A version of the element.', '0.1.0'),
      inPath('file', 'A path in its build; further slashes may stand in it.', 'voice-room.js'),
    ],
    answers: { 200: answer('The file.', IMMUTABLE, files), 304: unchanged(IMMUTABLE), ...notFound },
  }),
};
