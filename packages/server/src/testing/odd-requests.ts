// Arbitrary requests around the HTTP interface, sound ones and odd ones; it does not know what the answers should be.
import fc from 'fast-check';
import { PATHS } from './contract.ts';

/** A request that can be sent by `fetch` and by bare HTTP. */
export interface OddRequest {
  readonly method: string;
  /** As it goes over the wire: encoded, with its query. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

const segment = fc.oneof(
  fc.constantFrom(
    '0.1.0',
    'voice-room.js',
    '%00',
    '%2F',
    '%2e%2e',
    '%',
    '%ff',
    '%0a',
    '%F0%9F',
    'a%25b',
    '~',
    ';',
  ),
  fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((text) => text.isWellFormed())
    .map(encodeURIComponent),
  fc.nat(3000).map((length) => 'x'.repeat(length + 1)),
);
const known = fc
  .record({ template: fc.constantFrom(...PATHS), version: segment, file: segment })
  .map(({ template, version, file }) => template.replace('{version}', version).replace('{file}', file));
const unknown = fc
  .array(segment, { maxLength: 4 })
  .map((parts) => `/x${parts.map((part) => `/${part}`).join('')}`);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.array(segment, { maxLength: 3 }).map((parts) => `?${parts.join('&')}`),
);

/** Visible characters, spaces and bytes over 0x7f, as a header field may carry them. */
const fieldValue = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    ',',
    ';',
    '=',
    '"',
    '\\',
    '%',
    '://',
    'null',
    'Bearer',
    'a, b',
    '\u00e9',
    '\u0080\u00ff',
  ),
  fc
    .string({
      unit: fc
        .integer({ min: 0x21, max: 0xff })
        .map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
    })
    .map((text) => text.trim()),
  fc.nat(6000).map((length) => 'v'.repeat(length)),
);
const mediaType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;charset="UTF-8"',
  'application/webhook+json',
  'application/json; charset=latin1',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/jsonp',
);
const name = fc.constantFrom(
  'X-Request-Id',
  'Accept',
  'If-None-Match',
  'If-Match',
  'Range',
  'Content-Encoding',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-HTTP-Method-Override',
  'Cookie',
  'X-Odd',
);

/** Bodies of every kind: of the schema, near it, far from it, and no JSON. */
export const oddBodies: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify({ channel_id: text })),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => JSON.stringify({ room_name: text })),
  fc
    .dictionary(fc.constantFrom('channel_id', 'room_name', 'participant_name', 'x', ''), fc.jsonValue(), {
      maxKeys: 3,
    })
    .map((value) => JSON.stringify(value)),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.string(),
  fc.constantFrom('', '{', '{"channel_id":"a","channel_id":"b"}', '\ufeff{}', '{"channel_id":"\\ud800"}'),
  fc.integer({ min: 4000, max: 5000 }).map((length) => JSON.stringify({ channel_id: 'x'.repeat(length) })),
);

/** Requests whose `Authorization` is one of `credentials` or odd, and whose `Origin` is one of `origins` or odd. */
export function oddRequests(
  methods: readonly string[],
  credentials: readonly string[],
  origins: readonly string[],
): fc.Arbitrary<OddRequest> {
  const field = fc.oneof(
    fc.tuple(
      fc.constant('Authorization'),
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...credentials) }, fieldValue),
    ),
    fc.tuple(fc.constant('Content-Type'), fc.oneof({ weight: 4, arbitrary: mediaType }, fieldValue)),
    fc.tuple(
      fc.constant('Origin'),
      fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...origins) }, fieldValue),
    ),
    fc.tuple(name, fc.oneof(fieldValue, fc.constantFrom('POST', 'gzip', 'https', 'id-1'))),
  );
  return fc.record({
    method: fc.constantFrom(...methods),
    target: fc
      .tuple(fc.oneof({ weight: 6, arbitrary: known }, unknown), query)
      .map((parts) => parts.join('')),
    headers: fc.array(field, { maxLength: 5 }).map((fields) => fields.filter(isBounded())),
    body: fc.option(oddBodies),
  });
}

/** Keeps the header lines of a request under the 16 KiB that Node's server takes. */
function isBounded(): (field: readonly [string, string]) => boolean {
  let bytes = 0;
  return ([, value]) => (bytes += value.length + 64) < 12_000;
}
