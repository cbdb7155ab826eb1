// What the claim `voice` opens and what it does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RoleMapping } from '../config/config.ts';
import { decideByClaim, decideForAll } from './channel-access.ts';
import type { MappedRole } from './grant.ts';

const role = (access: unknown, channel: string, mapped: MappedRole = null): string => {
  const decision = decideByClaim({ access, role: mapped }, channel);
  return decision.allowed ? decision.role : decision.reason;
};

const forAll = (access: unknown, mapped: MappedRole = null, mapping: RoleMapping | null = null): string => {
  const decision = decideForAll({ access, role: mapped }, mapping, 'a');
  return decision.allowed ? decision.role : decision.reason;
};

describe('the claim voice', () => {
  it('opens exactly the channels it lists, case-sensitive', () => {
    const claim = { channels: ['general', 'a/b'] };
    assert.equal(role(claim, 'general'), 'speaker');
    assert.equal(role(claim, 'a/b'), 'speaker');
    for (const other of ['General', 'general ', 'general2', 'gener', 'a', 'a/b/c']) {
      assert.equal(role(claim, other), 'channel-not-listed', other);
    }
  });

  it('knows one pattern, the trailing asterisk', () => {
    assert.equal(role({ channels: ['team-*'] }, 'team-red'), 'speaker');
    assert.equal(role({ channels: ['team-*'] }, 'team-'), 'speaker');
    assert.equal(role({ channels: ['*'] }, 'anything'), 'speaker');
    for (const [pattern, channel] of [
      ['team-*', 'team'],
      ['team-*', 'Team-red'],
      ['team-*', 'my-team-red'],
      ['*-red', 'team-red'],
      ['t*m', 'team'],
      ['team-**', 'team-red'],
      ['team-?', 'team-a'],
      ['.*', 'a'],
      ['', 'a'],
    ] as const) {
      assert.equal(role({ channels: [pattern] }, channel), 'channel-not-listed', pattern);
    }
  });

  it('prefers speaking to listening, and moderating to both', () => {
    assert.equal(role({ channels: ['a'], listen: ['*'] }, 'a'), 'speaker');
    assert.equal(role({ listen: ['a'] }, 'a'), 'listener');
    assert.equal(role({ moderate: ['a'], listen: ['a'] }, 'a'), 'moderator');
    assert.equal(role({ channels: ['a'], moderate: ['*'] }, 'a'), 'moderator');
  });

  it('opens nothing when it is missing or not of its form', () => {
    assert.equal(role(undefined, 'a'), 'no-claim');
    assert.equal(role({}, 'a'), 'channel-not-listed');
    const malformed = [
      null,
      true,
      'a',
      ['a'],
      { channels: 'a' },
      { channels: ['a', 1] },
      { channels: ['a'], listen: null },
      { channels: ['a'], moderate: { 0: 'a' } },
    ];
    for (const claim of malformed) assert.equal(role(claim, 'a'), 'malformed-claim', JSON.stringify(claim));
    const inherited = JSON.parse('{"__proto__":{"channels":["*"]}}') as unknown;
    assert.equal(role(inherited, 'a'), 'channel-not-listed');
  });
});

describe('a role of the issuer’s mapping', () => {
  it('makes a moderator only of whoever the claim lets in', () => {
    assert.equal(role({ channels: ['a'] }, 'a', 'moderator'), 'moderator');
    assert.equal(role({ listen: ['a'] }, 'a', 'moderator'), 'moderator');
    assert.equal(role({ channels: ['b'] }, 'a', 'moderator'), 'channel-not-listed');
    assert.equal(role(undefined, 'a', 'moderator'), 'no-claim');
  });

  it('says nothing else where the claim decides, least of all where it cannot be read', () => {
    assert.equal(role({ channels: ['a'] }, 'a', 'malformed'), 'speaker');
    assert.equal(role({ listen: ['a'] }, 'a', 'malformed'), 'listener');
    assert.equal(role({ channels: ['b'] }, 'a', 'malformed'), 'channel-not-listed');
    assert.equal(role({ channels: ['a'] }, 'a', 'listener'), 'speaker');
    assert.equal(role({ listen: ['a'] }, 'a', 'speaker'), 'listener');
  });
});

describe('channel access all', () => {
  const mapping = { path: ['roles'], moderator: ['admin'], speaker: [], listener: ['guest'] };

  it('lets everyone speak, and moderators moderate', () => {
    assert.equal(forAll(undefined), 'speaker');
    assert.equal(forAll({ listen: ['a'] }), 'speaker');
    assert.equal(forAll({ moderate: ['a'] }), 'moderator');
    assert.equal(forAll('nonsense'), 'speaker');
  });

  it('takes the role of the mapping, and keeps others out where that says who speaks', () => {
    assert.equal(forAll(undefined, 'listener', mapping), 'listener');
    assert.equal(forAll(undefined, 'moderator', mapping), 'moderator');
    assert.equal(forAll(undefined, null, mapping), 'speaker');
    assert.equal(forAll(undefined, null, { ...mapping, speaker: ['member'] }), 'no-role');
    assert.equal(forAll({ moderate: ['a'] }, 'listener', mapping), 'moderator');
  });

  it('keeps out whose roles cannot be read, whatever else they claim', () => {
    for (const speaker of [[], ['member']])
      for (const access of [undefined, { moderate: ['a'] }, { channels: ['*'] }])
        assert.equal(forAll(access, 'malformed', { ...mapping, speaker }), 'malformed-role');
  });
});
