// What holds for every configuration file, however it is spoilt.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openedTenantId } from '../policy/opened-tenant.ts';
import { CONFIG_FILE, fileEnvironment } from '../testing/config-file.ts';
import { ConfigError } from './config-error.ts';
import { parseJsonDocument } from './json-document.ts';
import { refuseMeetings } from './meetings.ts';
import { readConfig } from './read-config.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Every value of the document, as the object or list that holds it and the place in there. */
function places(value: Json): [holder: Json[] | Record<string, Json>, key: string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    [value, key] as [Json[] | Record<string, Json>, string | number],
    ...places((value as Record<string | number, Json>)[key] ?? null),
  ]);
}

const words = fc.constantFrom(
  '',
  'acme',
  'globex',
  'org-',
  'o-',
  'all',
  '__proto__',
  'constructor',
  'env',
  'file',
  'kty',
  'https://a.example/',
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  words,
  fc.array(words),
  fc.dictionary(words, words),
);

describe('every file', () => {
  it('with some values replaced is read, or refused with whole sentences on lines that it has', async () => {
    const change = fc.record({ at: fc.nat(), value: anything, rename: fc.option(words) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const document = JSON.parse(CONFIG_FILE) as Json;
        for (const { at, value, rename } of changes) {
          const all = places(document);
          const [holder, key] = all[at % all.length] ?? [];
          if (holder === undefined || key === undefined) continue;
          const name = rename !== null && !Array.isArray(holder) ? rename : key;
          Object.defineProperty(holder, name, {
            value,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        const text = JSON.stringify(document, null, 2);
        const lines = text.split('\n').length;
        try {
          await readConfig(fileEnvironment(), (path) => (path === 'etc/config.json' ? text : ''));
        } catch (error) {
          assert.ok(error instanceof ConfigError, String(error));
          for (const { problem, line, setting } of error.faults) {
            assert.match(problem, /\. \S.*\.$/s, setting);
            assert.ok(line !== undefined && line >= 1 && line <= lines);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('has the line of each value, wherever that is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 2);
        const lines = text.split('\n');
        const { lineOf, faults } = parseJsonDocument(text);
        if (faults.length > 0) return;
        const walk = (node: unknown, path: PropertyKey[]): void => {
          if (typeof node !== 'object' || node === null) {
            assert.ok(lines[lineOf(path) - 1]?.includes(JSON.stringify(node)), path.join('/'));
          } else if (Array.isArray(node)) {
            node.forEach((inner, index) => walk(inner, [...path, index]));
          } else {
            for (const [name, inner] of Object.entries(node)) walk(inner, [...path, name]);
          }
        };
        walk(value, []);
      }),
      { numRuns: 300 },
    );
  });
});

describe('tenants that are not refused', () => {
  const id = fc.stringMatching(/^[a-c-]{1,4}$/);
  const prefix = fc.stringMatching(/^[a-c-]{0,2}$/);
  const rule = fc.record({ prefix, known: fc.array(fc.record({ value: id, tenant: id }), { maxLength: 2 }) });

  it('never meet: no two listed, no two opened by different rules, none opened that is listed', async () => {
    let accepted = 0;
    const ids = fc.uniqueArray(id, { maxLength: 3 });
    const rules = fc.array(rule, { minLength: 1, maxLength: 2 });
    const values = fc.array(fc.oneof(id, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ids, rules, values, async (listed, given, organisations) => {
        let isRefused = false;
        refuseMeetings(
          listed.map((one) => ({ id: one, at: [] })),
          given.map((one) => ({
            rule: { kind: 'claim', path: ['org'], ...one },
            at: [],
            sharesPeople: false,
          })),
          () => (isRefused = true),
        );
        if (isRefused) return;
        accepted++;
        const taken = new Map<string, string>(listed.map((one) => [one, 'listed']));
        for (const [index, { prefix: begin, known }] of given.entries()) {
          for (const value of new Set(organisations)) {
            if (known.some((entry) => entry.value === value)) continue;
            const opened = await openedTenantId(begin, value);
            if (opened === null) continue;
            const owner = `${index} ${value}`;
            assert.equal(taken.get(opened) ?? owner, owner);
            taken.set(opened, owner);
          }
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(accepted > 100, 'enough of them are not refused');
  });
});
