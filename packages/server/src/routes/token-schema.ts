// The forms of what the token route takes and gives, as the schemas that validate and document them.
import { z } from 'zod';
import { channelIdFault } from '../policy/channel-id.ts';
import { channelOfRoomName } from '../policy/room-name.ts';
import { CHANNEL_ID_PATTERN, ROOM_NAME_PATTERN } from './channel-id-pattern.ts';

/** Refuses what `channelOf` makes of a text where that breaks the rules for channel ids; the issue names the fault. */
const leadsToChannel = (channelOf: (text: string) => string) =>
  z.string('must be a text').superRefine((text, context) => {
    const fault = channelIdFault(channelOf(text));
    if (fault !== null) context.addIssue({ code: 'custom', message: fault, params: { fault } });
  });

/** The body of a request. */
export const tokenRequest = z
  .strictObject({
    channel_id: leadsToChannel((id) => id)
      .optional()
      .meta({
        description:
          'The host app’s channel: 1 to 200 bytes of well-formed UTF-8 in NFC without control characters, asterisks or white space at its ends, and not `.` or `..`. Never mended: anything else is 422.',
        pattern: CHANNEL_ID_PATTERN,
        examples: ['general'],
      }),
    room_name: leadsToChannel(channelOfRoomName)
      .optional()
      .meta({
        description:
          'LiveKit’s standard request: the channel id, after one leading `voice-` is taken off. The tenant comes from the JWT alone.',
        pattern: ROOM_NAME_PATTERN,
        examples: ['voice-general'],
      }),
  })
  .refine((body) => (body.channel_id === undefined) !== (body.room_name === undefined))
  .meta({
    id: 'TokenRequest',
    description: 'Exactly one of the two members, and no other.',
    oneOf: [{ required: ['channel_id'] }, { required: ['room_name'] }],
  });

/** What the caller may do in the room. */
const grant = z.object({
  role: z.enum(['speaker', 'listener', 'moderator']),
  sources: z
    .array(z.enum(['microphone', 'camera', 'screen_share', 'screen_share_audio']))
    .readonly()
    .meta({ description: 'What may be published; empty for a listener.' }),
  can_subscribe: z.boolean(),
  can_publish_data: z.boolean(),
});

/** The answer of 201: LiveKit's `TokenSourceResponse`, and what the element shows before it is connected. */
export const tokenAnswer = z
  .object({
    server_url: z.string().meta({ description: 'Where LiveKit is, `wss://…`.' }),
    participant_token: z.string().meta({ description: 'The LiveKit token, good for exactly one room.' }),
    room_name: z.string(),
    participant_identity: z.string(),
    participant_name: z.string(),
    channel_name: z.string().optional().meta({ description: 'For people, where the host app names it.' }),
    avatar_url: z.string().optional().meta({ description: 'An https address.' }),
    expires_at: z.iso.datetime().meta({ description: 'When the token stops opening the door (RFC 3339).' }),
    expires_in: z.number().int().meta({ description: 'The same in seconds from now.' }),
    grant,
  })
  .meta({ id: 'TokenAnswer' });

/** `tokenAnswer` as a type. */
export type TokenAnswer = z.infer<typeof tokenAnswer>;
