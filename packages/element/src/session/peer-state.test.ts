// Who is told of a deafening, and what is believed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RemoteView } from '../model/transport.ts';
import { decodeState, encodeState, PeerState } from './peer-state.ts';

const remote = (identity: string, change: Partial<RemoteView> = {}): RemoteView => ({
  identity,
  sid: `stay-${identity}`,
  name: identity,
  avatarUrl: undefined,
  muted: false,
  connection: 'good',
  audio: null,
  activeSpeaker: false,
  reachable: true,
  ...change,
});

describe('what people tell each other', () => {
  it('is read as it was written', () => {
    assert.equal(decodeState(encodeState(true)), true);
    assert.equal(decodeState(encodeState(false)), false);
  });

  it('is ignored where it is anything else', () => {
    const texts = [
      '',
      'null',
      '[]',
      '{"deafened":1}',
      '{}',
      '{"deafened":true',
      `{"deafened":true,"x":"${'x'.repeat(300)}"}`,
    ];
    for (const text of texts) assert.equal(decodeState(new TextEncoder().encode(text)), undefined, text);
    assert.equal(decodeState(new Uint8Array([0xff, 0xfe])), undefined);
  });

  it('tells everybody once, and nobody what they assume anyway', () => {
    const peers = new PeerState();
    const remotes = [remote('ada'), remote('bob')];
    assert.deepEqual(peers.toTell(remotes, false), []);
    assert.deepEqual(peers.toTell(remotes, true), ['ada', 'bob']);
    assert.deepEqual(peers.toTell(remotes, true), []);
    assert.deepEqual(peers.toTell(remotes, false), ['ada', 'bob']);
  });

  it('tells a newcomer, once they can be reached', () => {
    const peers = new PeerState();
    peers.toTell([remote('ada')], true);
    assert.deepEqual(peers.toTell([remote('ada'), remote('bob', { reachable: false })], true), []);
    assert.deepEqual(peers.toTell([remote('ada'), remote('bob')], true), ['bob']);
  });

  it('tells somebody again who came back', () => {
    const peers = new PeerState();
    peers.toTell([remote('ada')], true);
    assert.deepEqual(peers.toTell([remote('ada', { sid: 'another' })], true), ['ada']);
  });

  it('does not carry a deafening over to another stay', () => {
    const peers = new PeerState();
    peers.receive(encodeState(true), 'stay-ada');
    assert.equal(peers.isDeafened('stay-ada'), true);
    assert.equal(peers.isDeafened('another'), false);
  });
});
