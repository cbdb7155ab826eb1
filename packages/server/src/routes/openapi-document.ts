// Puts the OpenAPI document together; it does not know how it is served.
import { HEADERS } from './openapi-headers.ts';
import { RESOURCE_PATHS } from './openapi-resources.ts';
import type { Json } from './openapi-schemas.ts';
import { componentSchemas } from './openapi-schemas.ts';
import { TOKEN_PATHS } from './openapi-token.ts';

const DESCRIPTION = `Issues LiveKit tokens to the users of host apps, whose JWTs it verifies.

Refusals are problem documents (RFC 9457) with a stable \`code\`. Every method that a path does not have is answered 405 with
\`Allow\`; every other path 404. No query is read. Paths are relative to where this document lies, so that they hold too where
the server is mounted into another app.

What is no request to the app is answered below it, whatever the path is, without a body and without the app’s fields: 400, 408,
413, 417, 431 and 501, even where an operation has another answer of that status. \`CONNECT\` is closed without an answer.
\`/healthz\` and \`/readyz\` are answered to HTTP/1.0 without \`Host\` too.`;

/** The whole document: OpenAPI 3.1, made from the schemas that validate and the table of refusals. */
export function createOpenApiDocument(): Json {
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'The token server of <voice-room>',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '.' }],
    tags: [
      { name: 'tokens', description: 'For the element and any LiveKit SDK.' },
      { name: 'webhooks', description: 'For LiveKit.' },
      { name: 'operations', description: 'For whoever runs the server.' },
      { name: 'element', description: 'The element itself, for any page.' },
    ],
    paths: { ...TOKEN_PATHS, ...RESOURCE_PATHS },
    components: {
      schemas: componentSchemas(),
      headers: HEADERS,
      securitySchemes: {
        hostToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The JWT that the host app gave its user.',
        },
        liveKitSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'LiveKit’s JWT over a digest of the body, without a scheme in front or with `Bearer`.',
        },
      },
    },
  };
}
