// Where tickets come from, and who may answer for them.

import { expect } from 'chai';

import { anyTicket, RoomHarness, until } from '../testing/room-harness.ts';

const { fetch } = window;
let requests: { url: string; headers: Headers; credentials: RequestCredentials }[] = [];

beforeEach(() => {
  requests = [];
  window.fetch = (input, init) => {
    const request = new Request(input, init);
    requests.push({ url: request.url, headers: request.headers, credentials: request.credentials });
    return Promise.resolve(
      Response.json(
        { server_url: 'ws://scripted', participant_token: 'ticket', expires_in: 600 },
        { status: 201 },
      ),
    );
  };
});

afterEach(async () => {
  window.fetch = fetch;
  await RoomHarness.clear();
});

const bearer = () => requests.map(({ headers }) => headers.get('authorization'));

describe('where a ticket comes from', () => {
  it('is the token endpoint, with the host’s own token', async () => {
    await RoomHarness.joined({
      attributes: { 'token-url': '/tickets' },
      before: (element) => {
        element.tokenSource = null;
        element.getAuthToken = () => Promise.resolve('from.get.auth');
        element.authToken = 'from.the.attribute';
      },
    });
    expect(requests.map(({ url }) => url)).to.deep.equal([new URL('/tickets', location.href).href]);
    expect(bearer()).to.deep.equal(['Bearer from.get.auth']);
  });

  it('is the default endpoint of the page where nothing else is set', async () => {
    await RoomHarness.joined({
      attributes: { 'auth-token': 'from.the.attribute' },
      before: (element) => {
        element.tokenSource = null;
      },
    });
    expect(requests.map(({ url }) => url)).to.deep.equal([new URL('/api/livekit/token', location.href).href]);
    expect(bearer()).to.deep.equal(['Bearer from.the.attribute']);
  });

  it('is the endpoint with cookies, where credentials say so', async () => {
    await RoomHarness.joined({
      attributes: { credentials: 'include' },
      before: (element) => {
        element.tokenSource = null;
      },
    });
    expect(requests.map(({ credentials }) => credentials)).to.deep.equal(['include']);
  });

  it('does not rejoin for another getAuthToken, and asks the new one from then on', async () => {
    const room = await RoomHarness.joined({
      before: (element) => {
        element.tokenSource = null;
        element.getAuthToken = () => 'first.one.x';
      },
    });
    room.element.getAuthToken = () => 'second.one.x';
    await room.shown();
    expect(room.transport.connections).to.have.length(1);
    room.element.channelId = 'music';
    await until(() => requests.length === 2, 'the second request');
    expect(bearer()).to.deep.equal(['Bearer first.one.x', 'Bearer second.one.x']);
  });
});

describe('voice-token-request', () => {
  it('is fired for each ticket and may be left unanswered', async () => {
    const channels: string[] = [];
    const room = await RoomHarness.joined({
      before: (element) => {
        element.addEventListener('voice-token-request', ({ channelId }) => channels.push(channelId));
      },
    });
    expect(channels).to.deep.equal(['general']);
    expect(room.transport.connections).to.have.length(1);
  });

  it('takes a ticket', async () => {
    await RoomHarness.joined({
      before: (element) => {
        element.tokenSource = null;
        element.addEventListener('voice-token-request', (event) => {
          event.respondWith(anyTicket());
        });
      },
    });
    expect(requests).to.have.length(0);
  });

  it('takes the host’s own token for the endpoint', async () => {
    await RoomHarness.joined({
      before: (element) => {
        element.tokenSource = null;
        element.addEventListener('voice-token-request', (event) => {
          event.respondWith('from.the.event');
        });
      },
    });
    expect(bearer()).to.deep.equal(['Bearer from.the.event']);
  });

  it('is heard further up the page, too, and asks there once for one ticket', async () => {
    let asked = 0;
    const listening = new AbortController();
    document.addEventListener(
      'voice-token-request',
      (event) => {
        asked += 1;
        event.respondWith(anyTicket());
      },
      { signal: listening.signal },
    );
    await RoomHarness.joined({
      before: (element) => {
        element.tokenSource = null;
      },
    });
    listening.abort();
    expect(asked).to.equal(1);
  });

  it('refuses the ticket when it is canceled or its answer fails', async () => {
    for (const refuse of [
      (event: HTMLElementEventMap['voice-token-request']) => {
        event.preventDefault();
      },
      (event: HTMLElementEventMap['voice-token-request']) => {
        event.respondWith(Promise.reject(new Error('signed out')));
      },
    ]) {
      const room = RoomHarness.mount({
        before: (element) => {
          element.addEventListener('voice-token-request', refuse);
        },
      });
      await room.phase('failed');
      expect(room.panel()).to.include('did not accept your sign-in');
      expect(room.transport.connections).to.have.length(0);
    }
  });
});
