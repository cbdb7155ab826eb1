// Which tokens are accepted, and as whom.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { PUBLIC_ALGORITHMS } from '../config/algorithms.ts';
import type { IssuerConfig } from '../config/config.ts';
import { AUDIENCE, ISSUER, claims, nowSeconds, sign, signRaw } from '../testing/host-app.ts';
import { testIssuer } from '../testing/test-issuer.ts';
import { outcome, verifierOf } from '../testing/verify.ts';
import { AuthFailure, KeysUnavailable } from './auth-failure.ts';

const HEADER = JSON.stringify({ alg: 'HS256', typ: 'JWT' });
const now = nowSeconds();

/** What becomes of sound claims with `changes` under an issuer with `settings`. */
const judge = async (changes: Record<string, unknown>, settings: Partial<IssuerConfig> = {}) =>
  outcome(verifierOf([testIssuer(settings)]), await sign(changes));

describe('a token with wrong claims', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['another issuer', { iss: 'https://evil.example/' }, 'unknown-issuer'],
    ['an issuer without the slash', { iss: 'https://host.example' }, 'unknown-issuer'],
    ['no issuer', { iss: undefined }, 'unknown-issuer'],
    ['a list of issuers', { iss: [ISSUER] }, 'unknown-issuer'],
    ['an issuer named like an inherited member', { iss: 'constructor' }, 'unknown-issuer'],
    ['no audience', { aud: undefined }, 'wrong-audience'],
    ['another audience', { aud: 'voice-room2' }, 'wrong-audience'],
    ['an empty audience', { aud: '' }, 'wrong-audience'],
    ['an empty list of audiences', { aud: [] }, 'wrong-audience'],
    ['a list with something else in it', { aud: ['voice-room', 7] }, 'wrong-audience'],
    ['a list in a list', { aud: [['voice-room']] }, 'wrong-audience'],
    ['an object as audience', { aud: { 'voice-room': true } }, 'wrong-audience'],
    ['the audience in azp only', { aud: undefined, azp: AUDIENCE }, 'wrong-audience'],
    ['no end', { exp: undefined }, 'time-claims'],
    ['an end as text', { exp: String(now + 60) }, 'time-claims'],
    ['an end as null', { exp: null }, 'time-claims'],
    ['an end that was a second ago', { exp: now - 1 }, 'expired'],
    ['an end before 1970', { exp: -1e300 }, 'expired'],
    ['an endless life', { exp: 1e300 }, 'lifetime-too-long'],
    ['a life of a year', { exp: now + 365 * 86_400 }, 'lifetime-too-long'],
    ['a life of a year that is nearly over', { iat: now - 364 * 86_400 }, 'lifetime-too-long'],
    ['an issue before 1970', { iat: -1e300 }, 'lifetime-too-long'],
    ['a start two minutes ahead', { nbf: now + 120 }, 'not-yet-valid'],
    ['an issue two minutes ahead', { iat: now + 120 }, 'not-yet-valid'],
    ['a sign-in two minutes ahead', { auth_time: now + 120 }, 'not-yet-valid'],
    ['a start as text', { nbf: 'soon' }, 'time-claims'],
    ['an issue as null', { iat: null }, 'time-claims'],
    ['a sign-in as text', { auth_time: String(now) }, 'time-claims'],
    ['no subject', { sub: undefined }, 'identity'],
    ['an empty subject', { sub: '' }, 'identity'],
    ['a number as subject', { sub: 7 }, 'identity'],
    ['a list as subject', { sub: ['user-1'] }, 'identity'],
    ['an object as subject', { sub: { id: 1 } }, 'identity'],
    ['a subject of 257 bytes', { sub: 'é'.repeat(128) + 'x' }, 'identity'],
    ['a control character in the subject', { sub: 'a\u0000b' }, 'identity'],
    ['a key of its sender', { cnf: { jkt: 'thumb' } }, 'sender-constrained'],
    ['an empty key of its sender', { cnf: null }, 'sender-constrained'],
    ['a security event', { events: { 'https://event.example/x': {} } }, 'not-a-bearer-token'],
    ['LiveKit’s grant', { video: { roomJoin: true, room: 'x' } }, 'livekit-token'],
    ['LiveKit’s grant of another right', { video: { roomAdmin: false } }, 'livekit-token'],
  ];
  for (const [what, changes, reason] of cases) {
    it(`is refused: ${what}`, async () => assert.equal(await judge(changes), reason));
  }

  it('is refused: a lone surrogate in the subject', async () => {
    const payload = JSON.stringify(claims()).replace('user-1', 'a\\ud800');
    assert.equal(await outcome(verifierOf(), await signRaw(HEADER, payload)), 'identity');
  });

  it('is refused: an end of 1e999, which JSON reads as infinite', async () => {
    const payload = JSON.stringify(claims()).replace(/"exp":\d+/, '"exp":1e999');
    assert.equal(await outcome(verifierOf(), await signRaw(HEADER, payload)), 'time-claims');
  });

  it('is refused even where objects inherit the claim', async () => {
    const payload = JSON.stringify(claims({ aud: undefined })).replace(
      '{',
      '{"__proto__":{"aud":"voice-room"},',
    );
    assert.equal(await outcome(verifierOf(), await signRaw(HEADER, payload)), 'wrong-audience');
  });
});

describe('a sound token', () => {
  it('may have its audience in a list, a clock a minute ahead, and a host’s own claim named video', async () => {
    for (const changes of [
      { aud: ['x', AUDIENCE] },
      { nbf: now + 50, iat: now + 50, auth_time: now + 50 },
      { iat: undefined },
      { exp: now + 60.5 },
      { video: true },
      { name: 'a":{"b":1,"b":2}' },
      { name: 'back\\', picture: '\\":"' },
      { video: { quality: 'hd' } },
    ]) {
      assert.equal(await judge(changes), 'accepted', JSON.stringify(changes));
    }
  });

  it('may have any typ of an access token, in any case, or none', async () => {
    for (const typ of ['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined])
      assert.equal(await outcome(verifierOf(), await sign({}, { header: { typ } })), 'accepted', typ);
  });

  for (const algorithm of Object.keys(PUBLIC_ALGORITHMS)) {
    it(`of ${algorithm} is verified with its public key, and with no other`, async () => {
      const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
      const other = await generateKeyPair(algorithm);
      const keys = [{ jwk: await exportJWK(publicKey), algorithms: [algorithm] }];
      const verify = verifierOf([testIssuer({ keys: { kind: 'public-key', keys } })]);
      const header = { alg: algorithm };
      assert.equal(await outcome(verify, await sign({}, { key: privateKey, header })), 'accepted');
      assert.equal(await outcome(verify, await sign({}, { key: other.privateKey, header })), 'bad-signature');
    });
  }

  it('of either of two secrets is accepted while one replaces the other', async () => {
    const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
    const keys = { kind: 'secret', secrets: [fresh, old], algorithm: 'HS256' } as const;
    const verify = verifierOf([testIssuer({ keys })]);
    for (const [secret, expected] of [
      [old, 'accepted'],
      [fresh, 'accepted'],
      ['x'.repeat(40), 'bad-signature'],
    ] as const) {
      assert.equal(await outcome(verify, await signRaw(HEADER, JSON.stringify(claims()), secret)), expected);
    }
  });

  it('belongs to the issuer that it names, never to another one', async () => {
    const theirs = { kind: 'secret', secrets: ['t'.repeat(40)], algorithm: 'HS256' } as const;
    const verify = verifierOf([testIssuer(), testIssuer({ issuer: 'https://two.example', keys: theirs })]);
    assert.equal((await verify(await sign(), now)).issuer.issuer, ISSUER);
    assert.equal(await outcome(verify, await sign({ iss: 'https://two.example' })), 'bad-signature');
  });
});

describe('a failure', () => {
  it('names the configured issuer that it belongs to, and none where the token names a stranger', async () => {
    const keys = { kind: 'jwks', url: 'https://keys.example/', algorithms: ['ES256', 'HS256'] } as const;
    const verify = verifierOf([testIssuer(), testIssuer({ issuer: 'https://two.example', keys })]);
    for (const [changes, issuer] of [
      [{ aud: 'x' }, ISSUER],
      [{ iss: 'https://two.example' }, 'https://two.example'],
      [{ iss: 'https://evil.example' }, null],
    ] as const) {
      await assert.rejects(
        async () => verify(await sign(changes), now),
        (error) =>
          (error instanceof AuthFailure || error instanceof KeysUnavailable) && error.issuer === issuer,
      );
    }
  });
});

describe('an issuer’s own rules', () => {
  it('may find the audience in azp or client_id, as a text', async () => {
    const audience = { claims: ['azp', 'client_id'], values: ['app-1', 'app-2'] } as const;
    const plain = { aud: undefined };
    assert.equal(await judge({ ...plain, azp: 'app-2' }, { audience }), 'accepted');
    assert.equal(await judge({ ...plain, client_id: 'app-1', azp: 'x' }, { audience }), 'accepted');
    for (const changes of [plain, { aud: 'app-1' }, { ...plain, azp: ['app-1'] }, { ...plain, azp: 'app' }])
      assert.equal(await judge(changes, { audience }), 'wrong-audience', JSON.stringify(changes));
  });

  it('may require a claim: missing, of another type or value is refused', async () => {
    const require = [
      { path: ['token_use'], values: ['access', 'id'] },
      { path: ['https://app/x', 'y.z'], values: [true, 7] },
    ];
    const sound = { token_use: 'id', 'https://app/x': { 'y.z': 7 } };
    assert.equal(await judge(sound, { require }), 'accepted');
    for (const changes of [
      { token_use: undefined },
      { token_use: 'refresh' },
      { token_use: ['access'] },
      { 'https://app/x': { 'y.z': '7' } },
      { 'https://app/x': [{ 'y.z': 7 }] },
      { 'https://app/x': { y: { z: 7 } } },
      { 'https://app/x': undefined },
      { 'https://app/x': [7] },
    ]) {
      assert.equal(
        await judge({ ...sound, ...changes }, { require }),
        'required-claim',
        JSON.stringify(changes),
      );
    }
  });

  it('never leads through a list or to what objects inherit', async () => {
    const require = [{ path: ['list', '0'], values: ['x'] }];
    assert.equal(await judge({ list: ['x'] }, { require }), 'required-claim');
    assert.equal(await judge({ list: { 0: 'x' } }, { require }), 'accepted');
    const { claims: paths } = testIssuer();
    const verify = verifierOf([testIssuer({ claims: { ...paths, access: ['constructor'] } })]);
    assert.equal((await verify(await sign(), now)).access, undefined);
  });

  it('may refuse a claim by its value, also inside a list', async () => {
    const refuse = [{ path: ['role'], values: ['anon', 'service_role'] }];
    for (const role of [undefined, 'authenticated', '', [], ['authenticated']])
      assert.equal(await judge({ role }, { refuse }), 'accepted');
    for (const role of ['anon', ['authenticated', 'service_role']])
      assert.equal(await judge({ role }, { refuse }), 'refused-claim');
  });

  it('may refuse a claim that is written so that it cannot be compared', async () => {
    const refuse = [{ path: ['suspended'], values: [true] }];
    for (const suspended of [undefined, false, [false], []])
      assert.equal(await judge({ suspended }, { refuse }), 'accepted', JSON.stringify(suspended));
    for (const suspended of [
      true,
      [true],
      'true',
      'false',
      1,
      0,
      null,
      {},
      { v: true },
      [[true]],
      [[]],
      [false, 1],
    ])
      assert.equal(await judge({ suspended }, { refuse }), 'refused-claim', JSON.stringify(suspended));
    const mixed = [{ path: ['state'], values: ['off', 0] }];
    assert.equal(await judge({ state: 1 }, { refuse: mixed }), 'accepted');
    assert.equal(await judge({ state: false }, { refuse: mixed }), 'refused-claim');
    assert.equal(await judge({ state: true }, { refuse: [{ path: ['state'], values: [] }] }), 'accepted');
  });

  it('may refuse a claim by a path that leads into lists, or into what is no object', async () => {
    const refuse = [{ path: ['user', 'state'], values: ['off'] }];
    for (const user of [
      undefined,
      {},
      [],
      [{}, { state: 'on' }],
      { state: 'on' },
      { __proto__: { state: 'off' } },
    ])
      assert.equal(await judge({ user }, { refuse }), 'accepted', JSON.stringify(user));
    for (const user of [
      { state: 'off' },
      [{ state: 'on' }, { state: ['off'] }],
      [[{ state: 'off' }]],
      'off',
      [0],
      null,
    ])
      assert.equal(await judge({ user }, { refuse }), 'refused-claim', JSON.stringify(user));
    const inherited = [{ path: ['user', 'constructor', 'name'], values: ['Object'] }];
    assert.equal(await judge({ user: {} }, { refuse: inherited }), 'accepted');
  });

  it('may cap the lifetime', async () => {
    assert.equal(await judge({ exp: now + 60 }, { maxLifetime: 60 }), 'accepted');
    assert.equal(await judge({ exp: nowSeconds() + 62 }, { maxLifetime: 60 }), 'lifetime-too-long');
  });
});

describe('a caller', () => {
  it('has the mapped identity, the first name and the first picture that are fit to be shown', async () => {
    const issuer = testIssuer({
      claims: {
        identity: ['user', 'id'],
        name: [['nickname'], ['https://app/name'], ['name']],
        avatar: [['image'], ['picture']],
        access: ['https://app/voice'],
        roles: null,
      },
    });
    const token = await sign({
      user: { id: 'u1' },
      nickname: ' \u202e',
      'https://app/name': 'Ada\nLovelace',
      image: 'http://host.example/a.png',
      picture: 'https://host.example/a.png',
      'https://app/voice': { channels: ['x'] },
    });
    const caller = await verifierOf([issuer])(token, now);
    const { claims: all, ...rest } = caller;
    assert.deepEqual(rest, {
      identity: 'u1',
      name: 'Ada Lovelace',
      avatarUrl: 'https://host.example/a.png',
      issuer,
      access: { channels: ['x'] },
      roles: null,
    });
    assert.equal(all['sub'], 'user-1');
  });

  it('without a name or picture has the identity and none', async () => {
    const caller = await verifierOf()(await sign({ name: undefined, picture: ['x'] }), now);
    assert.deepEqual([caller.name, 'avatarUrl' in caller], ['user-1', false]);
  });

  it('has the highest role that the host’s own claim makes', async () => {
    const roles = {
      path: ['app_metadata', 'roles'],
      moderator: ['admin', 'org:admin'],
      speaker: ['member'],
      listener: ['guest'],
    };
    const { claims: paths } = testIssuer();
    const verify = verifierOf([testIssuer({ claims: { ...paths, roles } })]);
    for (const [value, role] of [
      ['admin', 'moderator'],
      ['guest member', 'speaker'],
      ['guest,org:admin', 'moderator'],
      [['guest'], 'listener'],
      [['member', 'admin'], 'moderator'],
      [['guest member'], null],
      ['guest;member', null],
      [[], null],
      ['Admin', null],
      ['administrator', null],
      ['', null],
      [undefined, null],
      [['member', 7], 'malformed'],
      [[['admin']], 'malformed'],
      [{ guest: true }, 'malformed'],
      [7, 'malformed'],
      [true, 'malformed'],
      [null, 'malformed'],
    ] as const) {
      const caller = await verify(await sign({ app_metadata: { roles: value } }), now);
      assert.equal(caller.roles, role, JSON.stringify(value));
    }
    for (const [metadata, role] of [
      [undefined, null],
      [{}, null],
      [[{ roles: 'admin' }], 'malformed'],
      ['admin', 'malformed'],
      [null, 'malformed'],
    ] as const) {
      const caller = await verify(await sign({ app_metadata: metadata }), now);
      assert.equal(caller.roles, role, JSON.stringify(metadata));
    }
  });
});
