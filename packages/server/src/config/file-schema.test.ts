// The published JSON Schema: the same form as the one that validates, and as committed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CONFIG_FILE, spoil } from '../testing/config-file.ts';
import { fileJsonSchema } from './file-schema.ts';

const committed: unknown = JSON.parse(
  readFileSync(new URL('../../config.schema.json', import.meta.url), 'utf8'),
);

/** Every member of every object in the schema, with the names that lead to it. */
function* membersOf(node: unknown, path = ''): Generator<[path: string, member: Record<string, unknown>]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, inner] of Object.entries(node)) {
    if (name === 'properties') {
      for (const [member, schema] of Object.entries(inner as object)) {
        yield [`${path}.${member}`, schema as Record<string, unknown>];
      }
    }
    yield* membersOf(inner, name === 'properties' ? path : `${path}.${name}`);
  }
}

describe('config.schema.json', () => {
  it('is as the schemas of this version make it', () => {
    assert.deepEqual(
      committed,
      JSON.parse(JSON.stringify(fileJsonSchema())),
      'run: node packages/server/src/testing/write-config-schema.ts',
    );
  });

  it('says of every setting what it is for', () => {
    const all = [...membersOf(committed)];
    assert.ok(all.length > 40);
    for (const [path, { description }] of all) assert.equal(typeof description, 'string', path);
  });

  it('is JSON Schema 2020-12, and accepts and refuses what the server does', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(committed as object);
    assert.ok(validate(JSON.parse(CONFIG_FILE)), JSON.stringify(validate.errors));
    for (const [from, to] of [
      ['"issuers": [', '"issuer": 1, "issuers": ['],
      ['"id": "acme"', '"id": "Acme"'],
      ['"tenant": "off"', '"tenant": "many"'],
      ['"preset": "auth0"', '"preset": "okta"'],
      ['{ "env": "ACME_LIVEKIT_SECRET" }', '"a secret in the file"'],
      ['["app", "voice"]', '[]'],
      ['"maxLifetime": 3600', '"maxLifetime": "1h"'],
    ] as const) {
      assert.ok(!validate(JSON.parse(spoil([[from, to]]))), to);
    }
  });
});
