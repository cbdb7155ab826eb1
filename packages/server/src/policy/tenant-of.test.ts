// Which tenant verified claims belong to, and that no two tenants meet.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IssuerConfig, TenantConfig, TenantRule, TenantSettings } from '../config/config.ts';
import { HASHED_ID, openedTenantId } from './opened-tenant.ts';
import { roomName } from './room-name.ts';
import { createTenantFinder } from './tenant-of.ts';

const settings: TenantSettings = {
  livekit: { apiKey: 'k', apiSecret: 's', wsUrl: 'wss://a', apiUrl: 'https://a' },
  channelAccess: { kind: 'all' },
  origins: [],
  limits: { tenant: null, subject: null },
};
const acme: TenantConfig = { ...settings, id: 'acme', roomNaming: 'tenant' };
const byClaim = (changes: Partial<TenantRule & { kind: 'claim' }> = {}): TenantRule => ({
  kind: 'claim',
  path: ['o', 'id'],
  prefix: '',
  known: [],
  settings,
  ...changes,
});
const issuer = (tenant: TenantRule): IssuerConfig =>
  ({ issuer: 'https://id.example', tenant }) as IssuerConfig;
const find = async (rule: TenantRule, claims: Record<string, unknown>): Promise<string | null> =>
  (await createTenantFinder([acme])(issuer(rule), claims))?.id ?? null;

/** Values that separate, quote or resemble parts of ids, as strangers would choose them. */
const PIECES = [
  'a',
  'b',
  '-',
  '--',
  'o-',
  'org-',
  'A',
  '_',
  ':',
  '.',
  'é',
  'acme',
  '2',
  '\u200d',
  'voice-',
  'x'.repeat(30),
];
const values = [
  ...new Set(PIECES.flatMap((x) => [x, ...PIECES.flatMap((y) => [x + y, ...PIECES.map((z) => x + y + z)])])),
];

describe('the tenant of a token', () => {
  it('is the one that its issuer names', async () => {
    assert.equal(await find({ kind: 'named', id: 'acme' }, {}), 'acme');
    assert.equal(await find({ kind: 'named', id: 'other' }, {}), null);
  });

  it('is opened by the claim, without a line for it', async () => {
    assert.equal(await find(byClaim(), { o: { id: 'globex' } }), 'globex');
    assert.equal(await find(byClaim({ prefix: 'clerk-' }), { o: { id: 'globex' } }), 'clerk-globex');
    assert.match((await find(byClaim(), { o: { id: 'org_2NNEqL2nrIRdJ194ndJqAHwEfxC' } })) ?? '', HASHED_ID);
  });

  it('has the settings of the rule, and rooms under its own id', async () => {
    const tenant = await createTenantFinder([acme])(issuer(byClaim()), { o: { id: 'globex' } });
    assert.deepEqual(tenant, { ...settings, id: 'globex', roomNaming: 'tenant' });
    assert.equal(roomName(tenant ?? acme, 'general'), 'voice-globex:general');
  });

  it('is a listed one only where the rule knows the organisation', async () => {
    const rule = byClaim({ known: [{ value: 'org_1', tenant: 'acme' }] });
    assert.equal(await find(rule, { o: { id: 'org_1' } }), 'acme');
    assert.equal(await find(rule, { o: { id: 'acme' } }), null, 'nobody opens a listed tenant by its name');
  });

  it('is another one for each issuer, though both name an organisation alike and one finder remembers both', async () => {
    const finder = createTenantFinder([acme]);
    const ask = async (letter: string): Promise<string | undefined> => {
      const from = { ...issuer(byClaim({ prefix: `${letter}-` })), issuer: `https://${letter}.example` };
      return (await finder(from, { o: { id: 'x' } }))?.id;
    };
    for (const letter of ['a', 'b', 'a', 'b']) assert.equal(await ask(letter), `${letter}-x`);
  });

  it('is none where the claim is missing or no name of an organisation', async () => {
    const odd = [
      undefined,
      null,
      '',
      7,
      true,
      {},
      ['globex'],
      { id: {} },
      'a\u0000',
      '\ud800',
      'x'.repeat(257),
    ];
    for (const id of odd) assert.equal(await find(byClaim(), { o: { id } }), null, JSON.stringify(id));
    for (const o of [undefined, null, 'globex', [{ id: 'globex' }]])
      assert.equal(await find(byClaim(), { o }), null);
    const inherited = JSON.parse('{"__proto__":{"o":{"id":"globex"}}}') as Record<string, unknown>;
    assert.equal(await find(byClaim(), inherited), null);
  });
});

describe('ids of opened tenants', () => {
  it('are tenant ids, and different for different organisations', async () => {
    const ids = await Promise.all(values.map((value) => openedTenantId('', value)));
    assert.ok(values.length > 3000);
    for (const id of ids) assert.match(id ?? '', /^[a-z0-9-]{1,32}$/);
    assert.equal(new Set(ids).size, values.length);
  });

  it('are different under prefixes of which none begins another', async () => {
    const prefixes = ['clerk-', 'auth0-', 'a-'];
    const ids = await Promise.all(
      prefixes.flatMap((prefix) => values.map((value) => openedTenantId(prefix, value))),
    );
    assert.equal(new Set(ids).size, values.length * prefixes.length);
  });

  it('never repeat a hashed one: an organisation that is named like a hash is hashed itself', async () => {
    const hashed = (await openedTenantId('', 'Some Organisation')) ?? '';
    assert.match(hashed, HASHED_ID);
    assert.notEqual(await openedTenantId('', hashed), hashed);
  });
});
