// That no two channels meet in one room, over many hostile pairs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelIdFault } from './channel-id.ts';
import { channelOfRoomName, roomName } from './room-name.ts';

/** Pieces that quote, separate or resemble parts of a room name. */
const PIECES = [
  'a',
  'b',
  ':',
  '/',
  '-',
  'voice-',
  '%2F',
  '%3A',
  '.',
  '..',
  ' ',
  'é',
  'e',
  'A',
  '🎙',
  '\u200d',
  'ש',
  '"',
  '\\',
];
const TENANTS = ['a', 'b', 'a-b', 'voice', 'voice-a', '-', 'default'];

/** Every sound channel id of one to three pieces. */
const channels = [
  ...new Set(PIECES.flatMap((x) => [x, ...PIECES.flatMap((y) => [x + y, ...PIECES.map((z) => x + y + z)])])),
].filter((id) => channelIdFault(id) === null);

describe('room names', () => {
  it('are different for different channels', () => {
    const rooms = channels.map((id) => roomName({ id: 'default', roomNaming: 'plain' }, id));
    assert.ok(channels.length > 3000);
    assert.equal(new Set(rooms).size, channels.length);
  });

  it('are different for different pairs of tenant and channel', () => {
    const rooms = TENANTS.flatMap((id) =>
      channels.map((channel) => roomName({ id, roomNaming: 'tenant' }, channel)),
    );
    assert.equal(new Set(rooms).size, TENANTS.length * channels.length);
  });

  it('fit into LiveKit’s limit of 256 bytes at their longest', () => {
    const longest = roomName({ id: 't'.repeat(32), roomNaming: 'tenant' }, '🎙'.repeat(50));
    assert.equal(channelIdFault('🎙'.repeat(50)), null);
    assert.equal(new TextEncoder().encode(longest).length, 239);
  });

  it('lead back to their channel', () => {
    for (const id of channels)
      assert.equal(channelOfRoomName(roomName({ id: 'x', roomNaming: 'plain' }, id)), id);
  });
});
