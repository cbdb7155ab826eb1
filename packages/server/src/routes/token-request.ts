// Reads the channel out of the body of the token route; it does not know who asks.
import type { z } from 'zod';
import { channelIdFault } from '../policy/channel-id.ts';
import { channelOfRoomName } from '../policy/room-name.ts';
import { Problem } from './problem.ts';
import { tokenRequest } from './token-schema.ts';

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
  return usualChannelId(body) ?? channelIdBySchema(body);
}

/** The id of a sound body of the usual form, or null: the schema, which says what is wrong, costs as much as a signature. */
function usualChannelId(body: Readonly<Record<string, unknown>>): string | null {
  const { channel_id: id } = body;
  if (typeof id !== 'string' || Object.keys(body).length !== 1) return null;
  return channelIdFault(id) === null ? id : null;
}

function channelIdBySchema(body: Readonly<Record<string, unknown>>): string {
  const foreign = Object.keys(body).find((name) => FROM_THE_TOKEN.includes(name));
  if (foreign !== undefined)
    throw invalid(`${foreign} is not accepted: this server decides it from the verified token.`);
  const { data, error } = tokenRequest.safeParse(body);
  if (error === undefined) return channelOf(data);
  const [first] = error.issues;
  if (first?.code === 'custom' && first.params !== undefined)
    throw channelIdInvalid(String(first.params['fault']));
  if (first?.code === 'invalid_type') throw invalid(`${first.path.join('.')} must be a text.`);
  throw invalid('The body must have exactly one member: channel_id, or room_name.');
}

/** Exactly one of the two is there: the schema has seen to it. */
function channelOf({ channel_id, room_name = '' }: z.infer<typeof tokenRequest>): string {
  return channel_id ?? channelOfRoomName(room_name);
}

function channelIdInvalid(fault: string): Problem {
  const detail =
    'A channel id is 1 to 200 bytes of UTF-8 in NFC without control characters, asterisks or white space at its ends, and not . or ..';
  return new Problem('channel-id-invalid', { detail, members: { fault }, reason: fault });
}

function invalid(detail: string): Problem {
  return new Problem('invalid-request', { detail });
}
