// Configuration files that are wrong, each with the line that is: the mark ¶ stands on it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CONFIG_FILE, MARK, SECRETS, fileEnvironment, readChanged, spoil } from '../testing/config-file.ts';
import { readConfig } from './read-config.ts';
import { ConfigError } from './config-error.ts';

/** What is wrong, the text that is replaced, by what, and the path that must be named. */
type Row = readonly [sentence: string, from: string, to: string, path: string];

const ACME = '"id": "acme"';
const ACME_SECRET = '{ "env": "ACME_LIVEKIT_SECRET" }';
const PARTNER_SECRETS = '[{ "env": "PARTNER_SECRET_NEXT" }, { "env": "PARTNER_SECRET" }]';
const IDENTITY = '"https://partner.example/user.id"';

const PARTNER_KEYS = `"secrets": ${PARTNER_SECRETS},\n      "algorithms": ["HS256"]`;

const FORM: readonly Row[] = [
  ['an unknown field at the top', '"issuers": [', '¶"issuer": 1, "issuers": [', 'issuer'],
  ['an unknown field of a tenant', ACME, `¶${ACME}, "orgins": []`, 'tenants[0].orgins'],
  [
    'an unknown field deep inside',
    '"moderator": ["admin"]',
    '"moderator": ["admin"],\n¶"owner": []',
    'issuers[1].claims.roles.owner',
  ],
  [
    'an unknown field in one form of several',
    '"callback": "https',
    '¶"extra": 1, "callback": "https',
    'tenants[0].channelAccess.extra',
  ],
  ['a name that occurs twice', ACME, `"id": "acme",\n¶"id": "other"`, 'tenants[0].id'],
  [
    'a name that occurs twice, written in two ways',
    ACME,
    `"id": "acme",\n¶"i\\u0064": "acme"`,
    'tenants[0].id',
  ],
  [
    'a name that occurs twice deep inside',
    '"subject": "10/60"',
    '"subject": "10/60",\n¶"subject": "off"',
    'defaults.limits.subject',
  ],
  ['the name of all prototypes', ACME, `${ACME},\n¶"__proto__": {}`, 'tenants[0].__proto__'],
  ['a tenant without an id', `${ACME},`, '', 'tenants[0].id'],
  ['an id with capitals', ACME, '¶"id": "Acme"', 'tenants[0].id'],
  ['an id that is too long', ACME, `¶"id": "${'a'.repeat(33)}"`, 'tenants[0].id'],
  ['an empty id', ACME, '¶"id": ""', 'tenants[0].id'],
  ['an id with a colon', ACME, '¶"id": "a:b"', 'tenants[0].id'],
  [
    'an address that is none',
    '"url": "wss://acme.example"',
    '¶"url": "acme.example"',
    'tenants[0].livekit.url',
  ],
  ['a number for an address', '"url": "wss://acme.example"', '¶"url": 7', 'tenants[0].livekit.url'],
  ['a project without its address', '"url": "wss://acme.example",', '', 'tenants[0].livekit.url'],
  [
    'an origin that goes on',
    '"origins": ["https://acme.example"',
    '"origins": [\n¶"https://acme.example/path"',
    'tenants[0].origins[0]',
  ],
  ['the origin of everybody', '"https://*.acme.example"', '¶"*"', 'tenants[0].origins[1]'],
  [
    'an origin below a top-level name',
    '"https://*.acme.example"',
    '¶"https://*.example"',
    'tenants[0].origins[1]',
  ],
  [
    'origins as a text',
    '"origins": ["https://app.example"]',
    '¶"origins": "https://app.example"',
    'defaults.origins',
  ],
  [
    'an unknown channel access',
    '"channelAccess": "all"\n    }\n  ]',
    '¶"channelAccess": "everybody"\n    }\n  ]',
    'tenants[1].channelAccess',
  ],
  [
    'a callback that others can read',
    '"callback": "https://acme',
    '¶"callback": "http://acme',
    'tenants[0].channelAccess.callback',
  ],
  [
    'a callback without a secret',
    ',\n        "secret": { "env": "ACME_CALLBACK_SECRET" }',
    '',
    'tenants[0].channelAccess.secret',
  ],
  ['a limit that is none', '"tenant": "off"', '¶"tenant": "many"', 'tenants[0].limits.tenant'],
  ['a limit of a week', '"tenant": "off"', '¶"tenant": "1/604800"', 'tenants[0].limits.tenant'],
  ['no issuers', '"issuers": [', '"issuers": [], "x": [', 'issuers'],
  ['an unknown preset', '"preset": "auth0"', '¶"preset": "okta"', 'issuers[0].preset'],
  ['an audience with a space', '"audience": "voice"', '¶"audience": "voice room"', 'issuers[0].audience'],
  [
    'an audience of an unknown claim',
    '["azp", "client_id"]',
    '["azp",\n¶"scope"]',
    'issuers[1].audience.claim[1]',
  ],
  ['no audience', '"audience": "voice",', '', 'issuers[0].audience'],
  ['an unknown algorithm', '["HS256"]', '[\n¶"none"]', 'issuers[1].algorithms[0]'],
  ['a lifetime of a year', '"maxLifetime": 3600', '¶"maxLifetime": 31536000', 'issuers[1].maxLifetime'],
  ['a lifetime that is a text', '"maxLifetime": 3600', '¶"maxLifetime": "1h"', 'issuers[1].maxLifetime'],
  ['a rule that nobody passes', '"values": ["access"]', '¶"values": []', 'issuers[1].require[0].values'],
  ['roles without values', '["admin"]', '[]', 'issuers[1].claims.roles'],
  ['one value for two roles', '["admin"]', '["admin"], "listener": ["admin"]', 'issuers[1].claims.roles'],
  ['an issuer without a tenant', ',\n      "tenant": "acme"', '', 'issuers[0].tenant'],
  ['an issuer with white space', '"issuer": "partner"', '¶"issuer": "part ner"', 'issuers[1].issuer'],
];

const PATHS: readonly Row[] = [
  ['no name', IDENTITY, '¶""', 'issuers[1].claims.identity'],
  ['an empty path', IDENTITY, '¶[]', 'issuers[1].claims.identity'],
  ['nine names', IDENTITY, `¶${JSON.stringify(Array(9).fill('a'))}`, 'issuers[1].claims.identity'],
  ['a name of 257 characters', IDENTITY, `¶"${'a'.repeat(257)}"`, 'issuers[1].claims.identity'],
  ['__proto__', '["app", "voice"]', '["app",\n¶"__proto__"]', 'issuers[1].claims.access[1]'],
  ['constructor', '["profile", "picture"]', '[\n¶"constructor"]', 'issuers[1].claims.avatar[0]'],
  ['prototype', '"cognito:groups"', '¶"prototype"', 'issuers[1].claims.roles.claim'],
  ['an index of a list', '["app", "voice"]', '["app",\n¶0]', 'issuers[1].claims.access[1]'],
  [
    'a name beside a path',
    '[["profile", "name"], ["name"]]',
    '¶[["profile"], "name"]',
    'issuers[1].claims.name',
  ],
  ['user-editable access', '["app", "voice"]', '¶["user_metadata", "voice"]', 'issuers[1].claims.access'],
  [
    'user-editable roles',
    '"cognito:groups"',
    '¶["unsafe_metadata", "role"]',
    'issuers[1].claims.roles.claim',
  ],
  ['user-editable tenant', '["o", "id"]', '¶["user_metadata", "org"]', 'issuers[2].tenant.claim'],
  ['user-editable identity', IDENTITY, '¶["user_metadata", "id"]', 'issuers[1].claims.identity'],
  [
    'a user-editable requirement',
    '"claim": "token_use"',
    '¶"claim": ["user_metadata", "paid"]',
    'issuers[1].require[0].claim',
  ],
];

const SECRET: readonly Row[] = [
  ['in a variable of every object', ACME_SECRET, '¶{ "env": "constructor" }', 'tenants[0].livekit.apiSecret'],
  [
    'written into the file',
    ACME_SECRET,
    `¶"${SECRETS.PARTNER_SECRET.toLowerCase()}"`,
    'tenants[0].livekit.apiSecret',
  ],
  ['in a variable that is not set', ACME_SECRET, '¶{ "env": "ABSENT" }', 'tenants[0].livekit.apiSecret'],
  ['in two places', ACME_SECRET, '¶{ "env": "ABSENT", "file": "x" }', 'tenants[0].livekit.apiSecret'],
  ['in an unreadable file', ACME_SECRET, '¶{ "file": "absent" }', 'tenants[0].livekit.apiSecret'],
  ['short', ACME_SECRET, '¶{ "env": "SHORT" }', 'tenants[0].livekit.apiSecret'],
  ['well known', PARTNER_SECRETS, '[\n¶{ "env": "WELL_KNOWN" }]', 'issuers[1].secrets[0]'],
  [
    'a short callback key',
    '{ "env": "ACME_CALLBACK_SECRET" }',
    '¶{ "env": "SHORT_KEY" }',
    'tenants[0].channelAccess.secret',
  ],
  ['also of LiveKit', PARTNER_SECRETS, '[\n¶{ "env": "ACME_LIVEKIT_SECRET" }]', 'issuers[1].secrets[0]'],
  [
    'also of the shared LiveKit',
    PARTNER_SECRETS,
    '[\n¶{ "env": "SHARED_LIVEKIT_SECRET" }]',
    'issuers[1].secrets[0]',
  ],
  ['also of a callback', PARTNER_SECRETS, '[\n¶{ "env": "ACME_CALLBACK_SECRET" }]', 'issuers[1].secrets[0]'],
  [
    'of a callback and of LiveKit',
    '{ "env": "ACME_CALLBACK_SECRET" }',
    '¶{ "env": "ACME_LIVEKIT_SECRET" }',
    'tenants[0].channelAccess.secret',
  ],
  [
    'there twice',
    PARTNER_SECRETS,
    '[{ "env": "PARTNER_SECRET" },\n¶{ "env": "PARTNER_SECRET" }]',
    'issuers[1].secrets[1]',
  ],
  [
    'of another issuer',
    '"preset": "auth0",',
    '"preset": "auth0", "secrets": [{ "env": "PARTNER_SECRET" }],',
    'issuers[1].secrets[1]',
  ],
  ['too short for HS512', '["HS256"]', '["HS512"]', 'issuers[1].secrets[0]'],
];

const KEYS: readonly Row[] = [
  ['no keys at all', `"secrets": ${PARTNER_SECRETS},`, '', 'issuers[1].jwksUrl'],
  [
    'two kinds of keys',
    `"secrets": ${PARTNER_SECRETS}`,
    `¶"secrets": ${PARTNER_SECRETS}, "jwksUrl": "https://a.example/"`,
    'issuers[1].jwksUrl',
  ],
  ['an algorithm of another kind', '["HS256"]', '¶["RS256"]', 'issuers[1].algorithms'],
  ['two algorithms for one secret', '["HS256"]', '¶["HS256", "HS384"]', 'issuers[1].algorithms'],
  [
    'a symmetric algorithm with a provider',
    '"preset": "auth0"',
    '"preset": "auth0",\n¶"algorithms": ["HS256"]',
    'issuers[0].algorithms',
  ],
  [
    'keys that others can change',
    `"secrets": ${PARTNER_SECRETS}`,
    '¶"jwksUrl": "http://a.example/jwks"',
    'issuers[1].jwksUrl',
  ],
  [
    'a symmetric key',
    PARTNER_KEYS,
    '"publicKeys": [\n¶{ "kty": "oct", "k": "AA" }]',
    'issuers[1].publicKeys[0]',
  ],
  ['a text that is no key', PARTNER_KEYS, '"publicKeys": [\n¶"key"]', 'issuers[1].publicKeys[0]'],
  ['an empty list of keys', PARTNER_SECRETS, '[]', 'issuers[1].secrets'],
];

const MEETING: readonly Row[] = [
  ['two tenants with one id', '"id": "globex"', '¶"id": "acme"', 'tenants[1].id'],
  [
    'an issuer that is listed twice',
    '"issuer": "partner"',
    '¶"issuer": "https://acme.eu.auth0.com/"',
    'issuers[1].issuer',
  ],
  ['an issuer that is a LiveKit key', '"issuer": "partner"', '¶"issuer": "APIacme"', 'issuers[1].issuer'],
  [
    'an issuer that is the shared LiveKit key',
    '"issuer": "partner"',
    '¶"issuer": "APIshared"',
    'issuers[1].issuer',
  ],
  ['a tenant that is not listed', '"tenant": "globex"', '¶"tenant": "initech"', 'issuers[1].tenant'],
  [
    'an organisation of a tenant that is not listed',
    '{ "org_2abc": "acme" }',
    '{\n¶"org_2abc": "initech" }',
    'issuers[2].tenant.known.org_2abc',
  ],
  [
    'two claims without a prefix',
    '"tenant": "globex"',
    '"tenant": { "claim": "org", "prefix": "org-" }',
    'issuers[2].tenant.prefix',
  ],
  [
    'a prefix that begins with another',
    '"tenant": "globex"',
    '"tenant": { "claim": "org", "prefix": "org-a" }',
    'issuers[2].tenant.prefix',
  ],
  [
    'a prefix that another begins with',
    '"tenant": "globex"',
    '"tenant": { "claim": "org", "prefix": "or" }',
    'issuers[2].tenant.prefix',
  ],
  ['a listed tenant below a prefix', '"id": "globex"', '"id": "org-globex"', 'issuers[2].tenant.prefix'],
  ['listed tenants and no prefix', '"prefix": "org-",', '', 'issuers[2].tenant.prefix'],
  ['a prefix of hashed ids', '"prefix": "org-"', '¶"prefix": "o-"', 'issuers[2].tenant.prefix'],
  ['a prefix with capitals', '"prefix": "org-"', '¶"prefix": "Org-"', 'issuers[2].tenant.prefix'],
  ['an id in the form of a hashed one', '"id": "globex"', `¶"id": "o-${'a2'.repeat(13)}"`, 'tenants[1].id'],
  [
    'an organisation without a name',
    '{ "org_2abc": "acme" }',
    '{\n¶"": "acme" }',
    'issuers[2].tenant.known[""]',
  ],
  [
    'two issuers of one tenant, of which the first does not say that its people are the same',
    '"tenant": "acme",\n      "sharesPeople": true',
    '¶"tenant": "acme"',
    'issuers[0].tenant',
  ],
  [
    'two issuers of one tenant, of which the second does not say so',
    '},\n      "sharesPeople": true',
    '}',
    'issuers[2].tenant',
  ],
  [
    'two issuers of one tenant, of which the first says no',
    '"tenant": "acme",\n      "sharesPeople": true',
    '¶"tenant": "acme",\n      "sharesPeople": false',
    'issuers[0].tenant',
  ],
  ['two issuers that name one tenant', '"tenant": "globex"', '¶"tenant": "acme"', 'issuers[1].tenant'],
  [
    'an answer about people that is a text',
    '"sharesPeople": true',
    '¶"sharesPeople": "yes"',
    'issuers[0].sharesPeople',
  ],
];

const PROVIDER: readonly Row[] = [
  [
    'Auth0 without the slash',
    '"issuer": "https://acme.eu.auth0.com/"',
    '¶"issuer": "https://acme.eu.auth0.com"',
    'issuers[0].issuer',
  ],
  [
    'Clerk with a slash',
    '"issuer": "https://clerk.example"',
    '¶"issuer": "https://clerk.example/"',
    'issuers[2].issuer',
  ],
  [
    'Clerk for no origin',
    '"audience": ["https://app.example"]',
    '¶"audience": ["https://app.example/"]',
    'issuers[2].audience',
  ],
];

const env = fileEnvironment({
  SHORT: 'x'.repeat(31),
  WELL_KNOWN: 'your-256-bit-secret-for-all-of-it',
  SHORT_KEY: `whsec_${Buffer.from('0123456789abcdefghijklmn').toString('base64')}`,
});

async function faultsOf(text: string) {
  try {
    await readConfig(env, (path) => {
      if (path !== 'etc/config.json') throw new Error('ENOENT');
      return text.replaceAll(MARK, '');
    });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    for (const { problem } of error.faults)
      assert.match(problem, /\. \S.*\.$/s, 'says what is wrong and what to set');
    for (const value of Object.values(env)) {
      if (value !== undefined && value.length > 20)
        assert.ok(!error.message.includes(value), 'no secret is told');
    }
    return error.faults;
  }
  return [];
}

function lineOfMark(text: string): number | undefined {
  const line = text.split('\n').findIndex((one) => one.includes(MARK));
  return line === -1 ? undefined : line + 1;
}

const tables = { FORM, PATHS, SECRET, KEYS, MEETING, PROVIDER };
for (const [name, table] of Object.entries(tables)) {
  describe(`a file that is wrong in ${name.toLowerCase()}`, () => {
    for (const [sentence, from, to, path] of table) {
      it(`is refused with its line: ${sentence}`, async () => {
        const text = spoil([[from, to]]);
        const faults = await faultsOf(text);
        const found = faults.find(({ setting }) => setting === path);
        assert.ok(
          found,
          `${path} is told, not ${faults.map(({ setting }) => setting).join(', ') || 'nothing'}`,
        );
        assert.equal(found.file, 'etc/config.json');
        const expected = lineOfMark(text);
        if (expected !== undefined) assert.equal(found.line, expected);
        else assert.ok(found.line !== undefined && found.line > 1);
      });
    }
  });
}

describe('a wrong file', () => {
  it('is told with every fault at once, in the order of its lines', async () => {
    const rows = [FORM[1], FORM[5], FORM[13], SECRET[6], MEETING[4], PROVIDER[1], PATHS[4]];
    const changes = rows.flatMap((row) => (row === undefined ? [] : [[row[1], row[2]] as const]));
    const faults = await faultsOf(
      spoil(changes.filter(([from], index) => changes.findIndex((one) => one[0] === from) === index)),
    );
    const lines = faults.map(({ line }) => line ?? 0);
    assert.ok(faults.length >= 5, JSON.stringify(faults));
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    );
  });

  it('tells one mistake once', async () => {
    const twice = new Set(['a name that occurs twice', 'no issuers', 'an unknown field at the top']);
    for (const [sentence, from, to] of [...FORM, ...PATHS, ...SECRET, ...KEYS, ...MEETING, ...PROVIDER]) {
      const faults = await faultsOf(spoil([[from, to]]));
      const places = faults.map(({ setting, problem }) => `${setting} ${problem}`);
      assert.equal(new Set(places).size, places.length, sentence);
      if (!twice.has(sentence)) assert.ok(faults.length <= 3, `${sentence}: ${places.join('\n')}`);
    }
  });

  it('that is no JSON is told with the line where it ends to be', async () => {
    for (const [text, line] of [
      ['', undefined],
      ['{', 1],
      ['{\n  "a": 1,\n}', 3],
      ['{\n  // why\n  "a": 1\n}', 2],
      ["{\n  'a': 1\n}", 2],
      ['{\n\n  "a": nul\n}', 3],
      ['{} {}', 1],
      ['['.repeat(100_000), 1],
      ['{"a":'.repeat(100_000), 1],
    ] as const) {
      const faults = await faultsOf(text);
      assert.equal(faults.length, 1, text.slice(0, 20));
      assert.equal(faults[0]?.line, line, text.slice(0, 20));
    }
  });

  it('may be any other JSON', async () => {
    for (const text of [
      'null',
      '7',
      '"x"',
      '[]',
      '[[]]',
      'true',
      '{}',
      '{"tenants":{},"issuers":7}',
      '{"tenants":[null],"issuers":[null]}',
    ]) {
      assert.ok((await faultsOf(text)).length > 0, text);
    }
    const deep = CONFIG_FILE.replace(
      '"tenants": [',
      `"x": ${'['.repeat(2000)}${']'.repeat(2000)}, "tenants": [`,
    );
    assert.ok((await faultsOf(deep)).length > 0);
  });

  it('is not told of where an organisation is known by the value that would meet', async () => {
    await readChanged([
      ['"id": "globex"', '"id": "org-globex"'],
      ['"tenant": "globex"', '"tenant": "org-globex"'],
      ['{ "org_2abc": "acme" }', '{ "globex": "acme" }'],
    ]);
    await readChanged([
      ['"prefix": "org-",', ''],
      ['{ "org_2abc": "acme" }', '{ "acme": "acme", "globex": "globex" }'],
      ['"tenant": "globex"', '"tenant": "globex", "sharesPeople": true'],
    ]);
  });
});
