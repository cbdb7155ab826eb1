// Tries a LiveKit project as this server uses it: address and key pair; it does not know the address for browsers.
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Finding } from './finding.ts';
import { about, fault, ok, warning } from './finding.ts';
import { networkFailure } from './network-failure.ts';
import type { Outside } from './outside.ts';
import type { NameSetting } from './setting-names.ts';
import type { ProjectSubject } from './subjects.ts';

/** A room that nobody has; asking for it alone keeps the answer small. */
const ROOM = 'voice-room-doctor';

/** Asks LiveKit's room service for one room, with the SDK and the options that the server itself uses. */
export async function checkLiveKit(
  { subject, project }: ProjectSubject,
  name: NameSetting,
  { patience }: Pick<Outside, 'patience'>,
): Promise<readonly Finding[]> {
  const { apiUrl, apiKey, apiSecret } = project;
  const setting = name('livekit.apiUrl', subject);
  const found: Finding[] = [];
  if (new URL(apiUrl).pathname !== '/') {
    const message = `The path of ${apiUrl} is not used: LiveKit's API is at the top of its address.`;
    found.push(
      warning(message, `Take the path out of ${setting}, and give LiveKit's API a host name of its own.`),
    );
  }
  const options = { requestTimeout: patience / 1000, failover: false };
  const client = new RoomServiceClient(apiUrl, apiKey, apiSecret, options);
  try {
    await client.listRooms([ROOM]);
    found.push(ok(`${apiUrl} is LiveKit and accepts the key ${apiKey}.`));
  } catch (error) {
    found.push(explain(error, apiUrl, apiKey, subject, name));
  }
  return found.map((one) => about(subject, one));
}

function explain(
  error: unknown,
  apiUrl: string,
  apiKey: string,
  subject: string | null,
  name: NameSetting,
): Finding {
  const setting = name('livekit.apiUrl', subject);
  const { status, message = '' } = error as { status?: number; message?: string };
  if (status === 401 || status === 403) return explainRefusal(message, apiUrl, apiKey, subject, name);
  const isAnswer = status !== undefined || error instanceof SyntaxError;
  if (isAnswer) {
    const how = status === undefined ? 'without JSON' : `with status ${status}`;
    const what =
      status !== undefined && status >= 500 ? 'LiveKit is not well there, or it is' : 'What answers is';
    const cure = `Set ${setting} to the address where LiveKit itself listens, for example http://livekit:7880.`;
    return fault(`${apiUrl} answers LiveKit's API ${how}. ${what} not LiveKit.`, cure);
  }
  const { what, how } = networkFailure(error);
  return fault(`${apiUrl} ${what}.`, `${how} ${setting}.`);
}

/** LiveKit's own words tell which half is wrong; they may quote the token, so they are only looked at. */
function explainRefusal(
  message: string,
  apiUrl: string,
  apiKey: string,
  subject: string | null,
  name: NameSetting,
): Finding {
  const key = name('livekit.apiKey', subject);
  const secret = name('livekit.apiSecret', subject);
  if (/invalid API key/i.test(message)) {
    const cure = `Set ${key} and ${secret} to a pair that is under "keys" in the configuration of this LiveKit.`;
    return fault(`LiveKit at ${apiUrl} does not know the key ${apiKey}.`, cure);
  }
  if (isAboutTime(message)) {
    const cure = `Synchronise the clocks of both machines (NTP); ${secret} is not to blame.`;
    return fault(`LiveKit at ${apiUrl} refuses tokens of this moment: one of the clocks is wrong.`, cure);
  }
  if (/invalid token/i.test(message)) {
    const cure = `Set ${secret} to the secret that LiveKit has for ${apiKey}.`;
    return fault(`LiveKit at ${apiUrl} knows the key ${apiKey} and refuses its secret.`, cure);
  }
  const cure = `Set ${key} and ${secret} to a pair of this LiveKit; if a proxy asks for a login of its own, let it pass /twirp.`;
  return fault(`${apiUrl} refuses the key ${apiKey} with its secret.`, cure);
}

/** Whether LiveKit refuses a token because of its times: the words are those of go-jose, which LiveKit passes on. */
export const isAboutTime = (answer: string): boolean => /not valid yet|expired|\((nbf|exp)\)/i.test(answer);
