// Our server as its users run it, with every check on and limits that refuse nobody; it does not know the load.
import { fileURLToPath } from 'node:url';
import type { LiveKitServer } from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { AUDIENCE, ISSUER } from '../host/sign-tokens.ts';
import { startContestant, type Contestant } from './start-contestant.ts';

/** The built command. */
export const ownCommand = fileURLToPath(new URL('../../../server/dist/cli/main.js', import.meta.url));

/** More than any run sends, so that counting is paid for and nobody is refused. */
const PLENTY = '999999999/60';

/** What all servers on the token route are set up with. */
export function tokenSettings(livekit: LiveKitServer): Record<string, string> {
  return {
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    LIVEKIT_API_KEY: livekit.apiKey,
    LIVEKIT_API_SECRET: livekit.apiSecret,
    LIVEKIT_WS_URL: livekit.url,
  };
}

/** Starts the built command; `keys` are the settings that name the host app's key. */
export function startOwnServer(
  livekit: LiveKitServer,
  keys: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Promise<Contestant> {
  return startContestant({
    name: 'ours',
    file: ownCommand,
    nodeArgs,
    healthPath: '/readyz',
    env: {
      ...tokenSettings(livekit),
      LIVEKIT_API_URL: livekit.httpUrl,
      ADMIN_PORT: '0',
      RATE_LIMIT_ADDRESS: PLENTY,
      RATE_LIMIT_SUBJECT: PLENTY,
      ...keys,
    },
  });
}
