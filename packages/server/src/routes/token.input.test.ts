// What the token route makes of bodies, channel ids, names and pictures from strangers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { sign } from '../testing/host-app.ts';
import type { Answer } from '../testing/token-client.ts';
import { createTestApp } from '../testing/token-client.ts';

const problem = ({ status, body }: Answer) => ({ status, code: body['code'] });

describe('the body', () => {
  it('must have exactly one of channel_id and room_name, and nothing else', async () => {
    const { ask } = await createTestApp();
    const bodies = [
      {},
      { channel_id: 'a', room_name: 'a' },
      { channel_id: 'a', other: 1 },
      { channel_id: 1 },
      { channel_id: null },
      { channel_id: ['a'] },
      { room_name: { a: 1 } },
      { channelId: 'a' },
      { roomName: 'a' },
      [],
      ['a'],
      'null',
      '1',
      '"a"',
      '{"channel_id":"a","__proto__":{"x":1}}',
    ];
    for (const body of bodies) {
      assert.deepEqual(
        problem(await ask({ body })),
        { status: 422, code: 'invalid-request' },
        JSON.stringify(body),
      );
    }
  });

  it('may not choose who the caller is: every other field of LiveKit’s request is refused by name', async () => {
    const { ask } = await createTestApp();
    const fields = {
      participant_name: 'Eve',
      participant_identity: 'user-2',
      participant_metadata: '{}',
      participant_attributes: { 'voice.avatar': 'https://evil.example' },
      room_config: { max_participants: 1 },
    };
    for (const [name, value] of Object.entries(fields)) {
      const answer = await ask({ body: { room_name: 'general', [name]: value } });
      assert.deepEqual(problem(answer), { status: 422, code: 'invalid-request' });
      assert.match(String(answer.body['detail']), new RegExp(name));
    }
  });

  it('is 400 where it is not JSON or names a member twice', async () => {
    const { ask } = await createTestApp();
    const deep = `{"channel_id":${'['.repeat(100)}${']'.repeat(100)}}`;
    for (const body of [
      '',
      '{',
      '{"channel_id":"a"',
      '\ufeff{"channel_id":"a"}',
      '{"channel_id":"a","channel_id":"b"}',
      '{"channel_id":"a","channel\\u005fid":"b"}',
      deep,
    ]) {
      assert.deepEqual(
        problem(await ask({ body })),
        { status: 400, code: 'malformed-json' },
        body.slice(0, 40),
      );
    }
  });

  it('is 415 unless it is plain JSON', async () => {
    const { ask } = await createTestApp();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'application/jsonx',
      '',
    ]) {
      const answer = await ask({ headers: { 'Content-Type': type } });
      assert.deepEqual(problem(answer), { status: 415, code: 'unsupported-media-type' }, type);
    }
    assert.equal((await ask({ headers: { 'Content-Encoding': 'gzip' } })).status, 415);
    assert.equal((await ask({ headers: { 'Content-Type': 'Application/JSON; charset=UTF-8' } })).status, 201);
  });

  it('is 413 over 4 KiB, announced or not', async () => {
    const { app, ask } = await createTestApp();
    const body = JSON.stringify({ channel_id: 'x'.repeat(5000) });
    assert.deepEqual(problem(await ask({ body })), { status: 413, code: 'body-too-large' });
    const stream = new Blob([body]).stream();
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${await sign()}` };
    const request = new Request('http://localhost/api/livekit/token', {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    assert.equal((await app.request(request)).status, 413);
  });

  it('that breaks off is no fault of the server', async () => {
    const { app, log } = await createTestApp();
    const body = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('terminated')),
    });
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${await sign()}` };
    const request = new Request('http://localhost/api/livekit/token', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    assert.equal((await app.request(request)).status, 400);
    assert.equal(log.at(-1)?.reason, 'aborted');
  });
});

describe('channel ids', () => {
  it('that look alike or quote one another are different rooms', async () => {
    const { ask } = await createTestApp();
    const ids = [
      'a',
      'A',
      'a:b',
      'a/b',
      'a%2Fb',
      'a%2fb',
      '%2F',
      '/',
      '../',
      '../a',
      'a b',
      '🎙️',
      '👩‍👩‍👧',
      'שלום',
      'مرحبا',
      'voice-a',
      "a'b",
      'a"b',
      '<img onerror>',
      'ﬁ',
      'fi',
      'é',
    ];
    const rooms = new Set<unknown>();
    for (const channel_id of ids) {
      const { status, body } = await ask({ body: { channel_id } });
      assert.equal(status, 201, channel_id);
      assert.equal(body['room_name'], `voice-${channel_id}`);
      const { video } = decodeJwt(String(body['participant_token'])) as { video: Record<string, unknown> };
      assert.equal(video['room'], body['room_name']);
      rooms.add(body['room_name']);
    }
    assert.equal(rooms.size, ids.length);
  });

  it('that break the rules are 422 and name the rule', async () => {
    const { ask } = await createTestApp();
    const cases: [string, string][] = [
      ['', 'empty'],
      ['x'.repeat(201), 'too-long'],
      ['é'.repeat(101), 'too-long'],
      ['a\u0000b', 'control-character'],
      ['a\nb', 'control-character'],
      ['a\u007f', 'control-character'],
      ['a\u0085b', 'control-character'],
      ['e\u0301', 'not-nfc'],
      ['*', 'asterisk'],
      ['team-*', 'asterisk'],
      [' a', 'white-space-at-an-end'],
      ['a\u00a0', 'white-space-at-an-end'],
      ['.', 'dot-segment'],
      ['..', 'dot-segment'],
    ];
    for (const [channel_id, fault] of cases) {
      const answer = await ask({ body: { channel_id } });
      assert.deepEqual(problem(answer), { status: 422, code: 'channel-id-invalid' }, fault);
      assert.equal(answer.body['fault'], fault);
    }
    const lone = await ask({ body: '{"channel_id":"a\\ud800"}' });
    assert.equal(lone.body['fault'], 'ill-formed');
    assert.equal((await ask({ body: { room_name: 'voice-' } })).body['fault'], 'empty');
  });
});

describe('names and pictures', () => {
  it('reach the others without markup being run, controls, or more than 256 bytes', async () => {
    const { ask } = await createTestApp();
    const cases: [unknown, unknown][] = [
      ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
      ['\u202eevil\u2066', 'evil'],
      ['a\u0000b\u001bc\u009fd', 'abcd'],
      ['two\nlines', 'two lines'],
      ['x'.repeat(5000), 'x'.repeat(256)],
      ['', 'user-1'],
      [' \u200b ', 'user-1'],
      [42, 'user-1'],
      [{ toString: 'x' }, 'user-1'],
    ];
    for (const [name, expected] of cases) {
      const { body } = await ask({ token: await sign({ name }) });
      assert.equal(body['participant_name'], expected);
      assert.equal(decodeJwt(String(body['participant_token']))['name'], expected);
    }
  });

  it('of any scheme but https are dropped', async () => {
    const { ask } = await createTestApp();
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:image/svg+xml,<svg onload=alert(1)>',
      'http://cdn.example/a.png',
      'http://127.0.0.1/a.png',
      '//cdn.example/a.png',
      '/a.png',
      'https://user:pass@cdn.example/a.png',
      'blob:https://x/1',
      `https://cdn.example/${'x'.repeat(3000)}`,
      '',
      7,
      null,
      ['https://cdn.example/a.png'],
    ];
    for (const picture of hostile) {
      const { status, body } = await ask({ token: await sign({ picture }) });
      assert.equal(status, 201);
      assert.ok(!('avatar_url' in body), String(picture));
      assert.ok(!('attributes' in decodeJwt(String(body['participant_token']))), String(picture));
    }
    const { body } = await ask({ token: await sign({ picture: 'https://cdn.example/a b".png' }) });
    assert.equal(body['avatar_url'], 'https://cdn.example/a%20b%22.png');
  });
});
