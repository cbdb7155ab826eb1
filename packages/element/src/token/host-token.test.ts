// What a host page may answer when it is asked for its token.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VoiceFailure } from '../model/error.ts';
import { hostToken } from './host-token.ts';

const never = new AbortController().signal;

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    return `accepted ${String(await promise)}`;
  } catch (thrown) {
    return thrown instanceof VoiceFailure ? thrown.error.code : String(thrown);
  }
};

describe('the host’s token', () => {
  it('may come at once or later, and loses white space at its ends', async () => {
    assert.equal(await hostToken(() => 'a.b.c', never), 'a.b.c');
    assert.equal(await hostToken(() => Promise.resolve(' a.b.c\n'), never), 'a.b.c');
  });

  const bad: Record<string, unknown> = {
    undefined,
    null: null,
    'a number': 7,
    empty: '',
    'white space': '  ',
    'more than 8 KiB': 'x'.repeat(8193),
    'a line break inside': 'a\r\nX-Injected: yes',
    'another alphabet': 'тест',
  };
  for (const [what, value] of Object.entries(bad)) {
    it(`is refused: ${what}`, async () => {
      assert.equal(await codeOf(hostToken(() => value as string, never)), 'token-refused');
    });
  }

  it('is refused where the host’s function throws, and where it rejects', async () => {
    const thrower = () => {
      throw new Error('signed out');
    };
    assert.equal(await codeOf(hostToken(thrower, never)), 'token-refused');
    assert.equal(await codeOf(hostToken(() => Promise.reject(new Error('no')), never)), 'token-refused');
  });

  it('is refused where it does not come in time', async () => {
    assert.equal(
      await codeOf(hostToken(() => new Promise<string>(() => undefined), never, 1)),
      'token-refused',
    );
  });

  it('is not waited for after an abort', async () => {
    const abort = new AbortController();
    const waiting = codeOf(hostToken(() => new Promise<string>(() => undefined), abort.signal));
    abort.abort(new Error('left'));
    assert.equal(await waiting, 'Error: left');
  });
});
