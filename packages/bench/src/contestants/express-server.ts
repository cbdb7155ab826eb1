// The peer: the token route as an Express app would have it, run as a process; it does less than ours and checks less.
import { AccessToken } from 'livekit-server-sdk';
import express from 'express';
import { createVerifier } from './peer-verifier.ts';

const { PORT, AUTH_ISSUER, AUTH_AUDIENCE, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, LIVEKIT_WS_URL } = process.env;

interface Claims {
  readonly sub?: string;
  readonly name?: string;
  readonly voice?: { readonly channels?: readonly string[] };
}

const verify = await createVerifier(process.env, {
  issuer: AUTH_ISSUER ?? '',
  audience: AUTH_AUDIENCE ?? '',
});
const mayEnter = (claims: Claims, channel: string): boolean =>
  claims.voice?.channels?.some((entry) =>
    entry.endsWith('*') ? channel.startsWith(entry.slice(0, -1)) : entry === channel,
  ) ?? false;

const app = express();
app.use(express.json());

app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' });
});

app.post('/api/livekit/token', async (request, response) => {
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  let claims: Claims;
  try {
    claims = (await verify(token ?? '')) as Claims;
  } catch {
    response.status(401).json({ error: 'invalid token' });
    return;
  }
  const { channel_id: channel } = request.body as { channel_id: string };
  if (claims.sub === undefined || !mayEnter(claims, channel)) {
    response.status(403).json({ error: 'forbidden' });
    return;
  }
  const room = `voice-${channel}`;
  const access = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, {
    identity: claims.sub,
    name: claims.name ?? claims.sub,
    ttl: '10m',
  });
  access.addGrant({ roomJoin: true, room, canPublish: true, canSubscribe: true });
  response.status(201).json({
    server_url: LIVEKIT_WS_URL,
    participant_token: await access.toJwt(),
    room_name: room,
    participant_identity: claims.sub,
    participant_name: claims.name,
  });
});

app.listen(Number(PORT), '127.0.0.1');
