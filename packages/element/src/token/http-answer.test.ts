// What each answer of a token endpoint means.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import { credentialsFrom, type HttpAnswer } from './http-answer.ts';

const good = {
  server_url: 'wss://voice.example.com',
  participant_token: 'ticket',
  channel_name: 'General',
  grant: { role: 'moderator' },
};

const failure = (answer: Partial<HttpAnswer>): VoiceFailure => {
  try {
    credentialsFrom({ status: 201, retryAfter: null, body: good, ...answer });
  } catch (thrown) {
    if (thrown instanceof VoiceFailure) return thrown;
    throw thrown;
  }
  throw new assert.AssertionError({ message: 'it was accepted' });
};

describe('an answer with a ticket', () => {
  it('is read in the server’s own spelling', () => {
    assert.deepEqual(credentialsFrom({ status: 201, retryAfter: null, body: good }), {
      serverUrl: 'wss://voice.example.com',
      participantToken: 'ticket',
      channelName: 'General',
      role: 'moderator',
    });
  });

  it('is read in LiveKit’s camel case, without the rest', () => {
    const body = { serverUrl: 'ws://127.0.0.1:7880', participantToken: 'ticket' };
    assert.deepEqual(credentialsFrom({ status: 200, retryAfter: null, body }), body);
  });

  it('ignores a role that does not exist', () => {
    const body = { ...good, grant: { role: 'emperor' } };
    assert.equal(credentialsFrom({ status: 201, retryAfter: null, body }).role, undefined);
  });

  const unusable: Record<string, unknown> = {
    nothing: undefined,
    null: null,
    'a list': [],
    'no token': { server_url: 'wss://x' },
    'an empty token': { ...good, participant_token: '' },
    'a number for a token': { ...good, participant_token: 7 },
    'no address': { participant_token: 't' },
    'an address of another kind': { ...good, server_url: 'javascript:alert(1)' },
    'an inherited address': Object.create(good) as unknown,
  };
  for (const [what, body] of Object.entries(unusable)) {
    it(`is no ticket: ${what}`, () => {
      assert.equal(failure({ body }).error.code, 'token-unreachable');
    });
  }
});

describe('a refusal', () => {
  const table: [number, string | undefined, VoiceErrorCode][] = [
    [400, undefined, 'invalid-configuration'],
    [401, 'token-invalid', 'token-refused'],
    [403, 'channel-forbidden', 'channel-forbidden'],
    [403, 'origin-not-allowed', 'token-refused'],
    [404, undefined, 'token-unreachable'],
    [405, undefined, 'token-unreachable'],
    [409, 'room-full', 'room-full'],
    [413, undefined, 'invalid-configuration'],
    [415, undefined, 'invalid-configuration'],
    [422, undefined, 'invalid-configuration'],
    [429, undefined, 'token-rate-limited'],
    [500, undefined, 'token-unreachable'],
    [503, undefined, 'token-unreachable'],
    [503, 'livekit-unavailable', 'connection-failed'],
  ];
  for (const [status, code, expected] of table) {
    it(`with ${status}${code ? ` and ${code}` : ''} is ${expected}`, () => {
      const thrown = failure({ status, body: { code } });
      assert.equal(thrown.error.code, expected);
      assert.equal(thrown.unauthorized, status === 401);
      if (expected.startsWith('token-')) assert.match(thrown.error.message, /^Failed to get LiveKit token/);
    });
  }

  it('says when to come back, in seconds or as a date', () => {
    assert.equal(failure({ status: 429, retryAfter: '12' }).retryAfter, 12);
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const seconds = failure({ status: 503, retryAfter: inAMinute }).retryAfter ?? 0;
    assert.ok(seconds > 50 && seconds <= 60, String(seconds));
    assert.equal(failure({ status: 429, retryAfter: 'soon' }).retryAfter, undefined);
    assert.equal(failure({ status: 429, retryAfter: '999999999' }).retryAfter, 3600);
  });

  it('never repeats what the server wrote for people', () => {
    const body = { detail: 'secret-of-somebody', code: 'x' };
    assert.doesNotMatch(failure({ status: 500, body }).error.message, /secret/);
  });
});
