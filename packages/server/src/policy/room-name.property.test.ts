// That no two pairs of tenant and channel share a room, and no two organisations a tenant, whatever they are called.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TenantRule } from '../config/config.ts';
import { byClaim, issuer, settings, tenant } from '../testing/tenants.ts';
import { channelIdFault } from './channel-id.ts';
import { HASHED_ID, openedTenantId } from './opened-tenant.ts';
import { channelOfRoomName, roomName } from './room-name.ts';
import { createTenantFinder } from './tenant-of.ts';

const TENANT_ID = /^[a-z0-9-]{1,32}$/;
/** What separates, quotes or resembles parts of the names. */
const pieces = fc.constantFrom(
  'voice-',
  'voice',
  ':',
  '::',
  '-',
  'o-',
  'a',
  'A',
  'b',
  '_',
  '/',
  '%3A',
  '\\',
  '"',
  'é',
  '🎙',
  ' ',
);
const joined = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), {
  minLength: 1,
  maxLength: 5,
});
const text = joined.map((parts) => parts.join(''));
const channel = text.filter((id) => channelIdFault(id) === null);
const tenantId = fc.stringMatching(TENANT_ID);
const pair = fc.record({ id: tenantId, channel });

/** Two that are often alike, since two arbitrary ones would hardly ever be near each other. */
const near = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<[T, T]> =>
  fc.oneof(
    fc.tuple(one, one),
    one.map((value): [T, T] => [value, value]),
  );

describe('room names', () => {
  it('are the same for the same tenant and channel only', () => {
    // The second pair is made of the first one's room, cut elsewhere: the likeliest way for two to meet.
    const cut = fc.tuple(pair, fc.nat()).map(([first, at]) => {
      const room = roomName({ id: first.id, roomNaming: 'tenant' }, first.channel).slice('voice-'.length);
      const place = at % room.length;
      return [first, { id: room.slice(0, place), channel: room.slice(place + 1) }] as const;
    });
    fc.assert(
      fc.property(fc.oneof(near(pair), cut), ([a, b]) => {
        // Only ids that can be are compared.
        fc.pre(TENANT_ID.test(b.id) && channelIdFault(b.channel) === null);
        const rooms = [a, b].map((one) => roomName({ id: one.id, roomNaming: 'tenant' }, one.channel));
        assert.equal(rooms[0] === rooms[1], a.id === b.id && a.channel === b.channel);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tell their tenant and channel again, and fit LiveKit’s 256 bytes', () => {
    fc.assert(
      fc.property(pair, ({ id, channel: own }) => {
        const room = roomName({ id, roomNaming: 'tenant' }, own);
        const [, foundTenant, foundChannel] = /^voice-([^:]*):(.*)$/su.exec(room) ?? [];
        assert.deepEqual([foundTenant, foundChannel], [id, own]);
        assert.ok(Buffer.byteLength(room) <= 256);
        assert.equal(channelOfRoomName(roomName({ id, roomNaming: 'plain' }, own)), own);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Texts that carelessness would take for one. */
const alike = text.chain((value) =>
  fc.constantFrom<[string, string][]>(
    [value, value.toUpperCase()],
    [value, ` ${value}`],
    [value, value.normalize('NFD')],
  ),
);

describe('tenants that a claim opens', () => {
  it('are the same for the same organisation only, and have sound ids', async () => {
    const prefix = fc.constantFrom('', 'a-', 'o-', 'clerk-');
    await fc.assert(
      fc.asyncProperty(prefix, fc.oneof(near(text), alike), async (own, [a, b]) => {
        const ids = await Promise.all([a, b].map((value) => openedTenantId(own, value)));
        for (const id of ids) assert.ok(id === null || TENANT_ID.test(id));
        if (ids[0] !== null && ids[1] !== null) assert.equal(ids[0] === ids[1], a === b);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never take the id that another organisation got from a hash', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const id = await openedTenantId('', value);
        fc.pre(id !== null && HASHED_ID.test(id));
        assert.notEqual(await openedTenantId('', id), id);
      }),
    );
  });

  it('are found for every claim, or none is, and never a listed one by its name', async () => {
    const rule: TenantRule = byClaim({ known: [{ value: 'org_1', tenant: 'acme' }], settings: settings() });
    const find = createTenantFinder([tenant('acme'), tenant('globex')]);
    const value = fc.oneof(fc.constantFrom('acme', 'globex', 'org_1'), text, fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(value, async (id) => {
        const found = await find(issuer('https://id.example', rule), { org: { id } });
        assert.ok(found === null || TENANT_ID.test(found.id));
        assert.equal(found?.id === 'acme', id === 'org_1');
        assert.notEqual(found?.id, 'globex');
      }),
      { numRuns: 1_000 },
    );
  });
});
