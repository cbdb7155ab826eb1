// Reads the channel out of the body of the token route; it does not know who asks.
import { channelIdFault } from '../policy/channel-id.ts';
import { channelOfRoomName } from '../policy/room-name.ts';
import { Problem } from './problem.ts';

/** Other members of LiveKit's standard request (`TokenSourceRequest`), which would let the body choose who somebody is. */
const FROM_THE_TOKEN = [
  'participant_name',
  'participant_identity',
  'participant_metadata',
  'participant_attributes',
  'room_config',
];

/**
 * Takes exactly one of `channel_id` and `room_name` (LiveKit's standard request) and returns the channel id.
 * Throws a `Problem` (422) for anything else in the body and for an id that breaks the rules.
 */
export function readChannelId(body: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(body);
  const foreign = names.find((name) => FROM_THE_TOKEN.includes(name));
  if (foreign !== undefined)
    throw invalid(`${foreign} is not accepted: this server decides it from the verified token.`);
  if (names.length !== 1 || (names[0] !== 'channel_id' && names[0] !== 'room_name')) {
    throw invalid('The body must have exactly one member: channel_id, or room_name.');
  }
  const value = body[names[0]];
  if (typeof value !== 'string') throw invalid(`${names[0]} must be a text.`);
  const channelId = names[0] === 'room_name' ? channelOfRoomName(value) : value;
  const fault = channelIdFault(channelId);
  if (fault === null) return channelId;
  const detail =
    'A channel id is 1 to 200 bytes of UTF-8 in NFC without control characters, asterisks or white space at its ends, and not . or ..';
  throw new Problem('channel-id-invalid', { detail, members: { fault }, reason: fault });
}

function invalid(detail: string): Problem {
  return new Problem('invalid-request', { detail });
}
