// What the claim `voice` opens and what it does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideAccess } from './channel-access.ts';

const role = (claim: unknown, channel: string, mode: 'claims' | 'all' = 'claims'): string => {
  const decision = decideAccess(mode, claim, channel);
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

describe('channel access all', () => {
  it('lets everyone speak, and moderators moderate', () => {
    assert.equal(role(undefined, 'a', 'all'), 'speaker');
    assert.equal(role({ listen: ['a'] }, 'a', 'all'), 'speaker');
    assert.equal(role({ moderate: ['a'] }, 'a', 'all'), 'moderator');
    assert.equal(role('nonsense', 'a', 'all'), 'speaker');
  });
});
