// The paths of the OpenAPI document that take tokens: LiveKit tokens for people, events from LiveKit.
import {
  ACCEPT_JSON,
  ACCEPT_WEBHOOK,
  CHALLENGE,
  CORS,
  PREFLIGHT,
  RATE_LIMIT,
  RETRY_AFTER,
  SCOPE_CHALLENGE,
} from './openapi-headers.ts';
import {
  REQUEST_ID,
  UNDER_THE_APP,
  answer,
  body,
  optionsOf,
  otherMethods,
  refusals,
} from './openapi-operation.ts';
import type { Json } from './openapi-schemas.ts';
import { schemaRef } from './openapi-schemas.ts';

const COUNTED = { ...CORS, ...RATE_LIMIT };

const createToken: Json = {
  operationId: 'createToken',
  summary: 'A LiveKit token for one channel',
  description:
    'Who the caller is, and of which tenant, the bearer token alone decides; the body chooses the channel. A request that a browser sends for a page of an origin that is not allowed is refused.',
  tags: ['tokens'],
  security: [{ hostToken: [] }],
  parameters: [REQUEST_ID],
  requestBody: { required: true, content: body('application/json', schemaRef('TokenRequest')) },
  responses: {
    ...UNDER_THE_APP,
    201: answer('The token.', COUNTED, body('application/json', schemaRef('TokenAnswer'))),
    ...refusals(
      [
        'malformed-json',
        'token-missing',
        'token-invalid',
        'origin-not-allowed',
        'channel-forbidden',
        'room-full',
        'body-too-large',
        'unsupported-media-type',
        'invalid-request',
        'channel-id-invalid',
        'rate-limited',
        'internal-error',
        'identity-provider-unavailable',
        'channel-access-unavailable',
        'livekit-unavailable',
      ],
      {
        all: COUNTED,
        401: CHALLENGE,
        403: SCOPE_CHALLENGE,
        415: ACCEPT_JSON,
        429: RETRY_AFTER,
        503: RETRY_AFTER,
      },
    ),
    ...otherMethods(CORS),
  },
};

const origin = { type: 'string', examples: ['https://app.example.com'] };

const tokenOptions: Json = {
  operationId: 'createTokenOptions',
  summary: 'The methods of this path, and CORS preflights',
  tags: ['tokens'],
  security: [],
  parameters: [
    REQUEST_ID,
    { name: 'Origin', in: 'header', description: 'Of the page that asks.', schema: origin },
    { name: 'Access-Control-Request-Method', in: 'header', schema: { type: 'string', examples: ['POST'] } },
    {
      name: 'Access-Control-Request-Headers',
      in: 'header',
      schema: { type: 'string', examples: ['authorization, content-type'] },
    },
  ],
  responses: {
    204: answer('`Allow` tells the methods; a preflight is answered instead.', { ...CORS, ...PREFLIGHT }),
    ...refusals(['origin-not-allowed', 'internal-error'], { all: CORS }),
    ...UNDER_THE_APP,
  },
};

const receiveWebhook: Json = {
  operationId: 'receiveWebhook',
  summary: 'An event from LiveKit',
  description: 'Only what LiveKit signed with the key of a project that this server knows is taken.',
  tags: ['webhooks'],
  security: [{ liveKitSignature: [] }],
  parameters: [REQUEST_ID],
  requestBody: {
    required: true,
    content: {
      ...body('application/webhook+json', schemaRef('WebhookEvent')),
      ...body('application/json', schemaRef('WebhookEvent')),
    },
  },
  responses: {
    ...UNDER_THE_APP,
    204: answer('Taken.'),
    ...refusals(
      [
        'malformed-json',
        'token-missing',
        'token-invalid',
        'body-too-large',
        'unsupported-media-type',
        'internal-error',
      ],
      { all: {}, 401: CHALLENGE, 415: ACCEPT_WEBHOOK },
    ),
    ...otherMethods(),
  },
};

/** `/api/livekit/*`. */
export const TOKEN_PATHS: Json = {
  '/api/livekit/token': { post: createToken, options: tokenOptions },
  '/api/livekit/webhook': {
    post: receiveWebhook,
    options: optionsOf('receiveWebhook', ['webhooks'], [REQUEST_ID]),
  },
};
