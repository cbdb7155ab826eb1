// The names of LiveKit rooms; it does not know who may enter them.
import type { TenantConfig } from '../config/config.ts';

const PREFIX = 'voice-';

/**
 * The room of a channel: `voice-{channelId}`, or `voice-{tenantId}:{channelId}`. Tenant ids hold no colon, so the first
 * colon ends the tenant and no two pairs share a name. `channelId` must be sound; at most 239 bytes result, and
 * LiveKit's default limit is 256 (`limit.max_room_name_length`).
 */
export function roomName(tenant: Pick<TenantConfig, 'id' | 'roomNaming'>, channelId: string): string {
  return tenant.roomNaming === 'plain' ? `${PREFIX}${channelId}` : `${PREFIX}${tenant.id}:${channelId}`;
}

/** The channel that LiveKit's standard request means by `room_name`: one leading `voice-` is taken off. */
export function channelOfRoomName(room: string): string {
  return room.startsWith(PREFIX) ? room.slice(PREFIX.length) : room;
}
