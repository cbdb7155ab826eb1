// Takes secrets out of text, as a last guard behind checks that put none in; it does not know what the text says.
import type { ServerConfig } from '../config/config.ts';
import { redisAddress } from '../node/redis-address.ts';
import { tenantSubjects } from './subjects.ts';

/** Replaces what must never be shown. */
export type Redact = (text: string) => string;

/** `token` is the sample that was pasted: neither it nor its signature is shown. */
export function createRedactor(config: ServerConfig | null, token: string | null): Redact {
  const secrets = [...(config === null ? [] : secretsOf(config)), token, token?.split('.').at(-1)];
  // The longest first, so that none is left half shown.
  const known = [...new Set(secrets)]
    .filter((text) => text !== null && text !== undefined && text.length >= 8)
    .toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0));
  return (text) =>
    known.reduce<string>((rest, secret) => rest.replaceAll(secret ?? '\0', '[not shown]'), text);
}

function secretsOf(config: ServerConfig): readonly (string | undefined)[] {
  const { issuers, redisUrl } = config;
  return [
    ...tenantSubjects(config).flatMap(({ settings: { livekit, channelAccess } }) => [
      livekit.apiSecret,
      channelAccess.kind === 'callback' ? channelAccess.secret : undefined,
    ]),
    ...issuers.flatMap(({ keys }) => (keys.kind === 'secret' ? keys.secrets : [])),
    redisUrl === null ? undefined : redisAddress(redisUrl).password,
  ];
}
