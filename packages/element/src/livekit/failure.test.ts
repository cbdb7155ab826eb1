// What a real LiveKit server refuses, in our words.

import { expect } from 'chai';
import { DisconnectReason } from 'livekit-client';
import type { Credentials } from '../model/credentials.ts';
import { VoiceFailure } from '../model/error.ts';
import { endOf, unsupportedFailure } from './failure.ts';
import { LiveKitTransport } from './livekit-transport.ts';

const never = new AbortController().signal;
const nobody = { changed: () => undefined, message: () => undefined };

const ask = async (act: string, query: Record<string, string>): Promise<unknown> =>
  (await fetch(`/livekit-test/${act}?${new URLSearchParams(query).toString()}`)).json();

const refusal = async (credentials: Credentials): Promise<VoiceFailure> => {
  const thrown: unknown = await new LiveKitTransport().connect(credentials, nobody, never).then(
    () => 'it connected',
    (error: unknown) => error,
  );
  if (!(thrown instanceof VoiceFailure)) throw new Error(String(thrown));
  return thrown;
};

describe('a join that LiveKit refuses', () => {
  it('is "connection-failed" in a full room: only the token server can tell that it is full', async () => {
    const room = crypto.randomUUID();
    await ask('limit-room', { room, people: '1' });
    const ticket = async (identity: string) => (await ask('ticket', { room, identity })) as Credentials;
    const first = await new LiveKitTransport().connect(await ticket('ada'), nobody, never);
    expect((await refusal(await ticket('bob'))).error.code).to.equal('connection-failed');
    await first.close();
  });

  it('is "connection-failed" where nobody answers, with the reason that developers look for', async () => {
    const { error } = await refusal({ serverUrl: 'ws://127.0.0.1:9', participantToken: 'ticket' });
    expect(error.code).to.equal('connection-failed');
    expect(error.message).to.match(/^Failed to connect to voice room/);
    expect(error.hint).to.match(/LIVEKIT_WS_URL/);
  });

  it('is "connection-failed" where the address is none', async () => {
    expect((await refusal({ serverUrl: 'ws://', participantToken: 'x' })).error.code).to.equal(
      'connection-failed',
    );
  });
});

describe('the reason of an end', () => {
  it('is known for every reason that LiveKit has', () => {
    const reasons = Object.values(DisconnectReason).filter((reason) => typeof reason === 'number');
    expect(reasons.length).to.be.greaterThan(10);
    const kinds = Object.fromEntries(reasons.map((reason) => [DisconnectReason[reason], endOf(reason)]));
    expect(kinds).to.have.nested.property('CLIENT_INITIATED.kind', 'closed');
    expect(kinds).to.have.nested.property('DUPLICATE_IDENTITY.error.code', 'joined-elsewhere');
    expect(kinds).to.have.nested.property('PARTICIPANT_REMOVED.error.code', 'removed');
    expect(kinds).to.have.nested.property('ROOM_DELETED.kind', 'channel-closed');
    expect(kinds).to.have.nested.property('SERVER_SHUTDOWN.kind', 'lost');
    expect(endOf(undefined)).to.have.nested.property('error.code', 'connection-lost');
  });
});

describe('a browser that cannot make calls', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'userAgent');
  });

  it('is unsupported, but inside an app it is the app’s', async () => {
    expect((await unsupportedFailure()).error.code).to.equal('unsupported-browser');
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3) AppleWebKit/605.1.15 Mobile/22D63 Instagram 370';
    Object.defineProperty(navigator, 'userAgent', { configurable: true, value: userAgent });
    const { error } = await unsupportedFailure();
    expect(error.code).to.equal('in-app-browser');
    expect(error.hint).to.contain('Instagram');
  });
});
