// That the OpenAPI document is a valid one, is shipped as it is served, and names all that the routes do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createVoiceRoomApp } from '../app.ts';
import { readEnvironment } from '../config/read-environment.ts';
import { environment } from '../testing/host-app.ts';
import { OPENAPI_FILE, writtenOpenApi } from '../testing/write-openapi.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { PROBLEMS } from './problem-codes.ts';

const text = JSON.stringify(createOpenApiDocument());

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1, and each of its references leads somewhere', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(text) as Record<string, unknown>);
    assert.ok(valid, JSON.stringify(errors, null, 1));
    assert.equal(validator.version, '3.1');
    const document = JSON.parse(text) as Record<string, unknown>;
    for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = path
        .split('/')
        .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
      assert.ok(target, path);
    }
  });

  it('is in the package as it is served', () => {
    const command = 'node packages/server/src/testing/write-openapi.ts';
    assert.ok(readFileSync(OPENAPI_FILE, 'utf8') === writtenOpenApi(), `openapi.json is old: run ${command}`);
  });

  it('has every path of the app, and no other', async () => {
    const app = createVoiceRoomApp(await readEnvironment(environment()));
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`);
    const { paths } = createOpenApiDocument() as { paths: Record<string, Record<string, unknown>> };
    const declared = Object.entries(paths).flatMap(([path, item]) =>
      ['get', 'post', 'put', 'patch', 'delete']
        .filter((method) => method in item)
        .map((method) => `${method} ${path}`),
    );
    assert.deepEqual(declared.toSorted(), [...new Set(routes)].toSorted());
  });

  it('names every code of a refusal under its status', () => {
    const { paths } = createOpenApiDocument() as { paths: object };
    const declared = new Set(
      [...JSON.stringify(paths).matchAll(/"status":\{"const":(\d+)\}.*?"enum":\[([^\]]+)\]/g)].flatMap(
        ([, status, codes = '']) => codes.split(',').map((code) => `${status} ${code.slice(1, -1)}`),
      ),
    );
    assert.deepEqual(
      [...declared].toSorted(),
      Object.entries(PROBLEMS)
        .map(([code, { status }]) => `${status} ${code}`)
        .toSorted(),
    );
  });
});
