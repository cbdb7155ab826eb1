// The public surface: methods, channel changes, settings.

import { expect } from 'chai';

import { preferences } from './preferences.ts';
import { anyTicket, RoomHarness, ScriptedVoiceRoom, until } from '../testing/room-harness.ts';
import type { VoiceError } from '../model/error.ts';

afterEach(async () => {
  await RoomHarness.clear();
  preferences().set({ people: undefined });
});

describe('the methods of a room', () => {
  it('fire no asks', async () => {
    const asks: string[] = [];
    const room = await RoomHarness.joined();
    for (const type of [
      'voice-join-request',
      'voice-leave-request',
      'voice-mute-request',
      'voice-deafen-request',
      'voice-volume-request',
    ]) {
      room.element.addEventListener(type, (event) => {
        asks.push(event.type);
        event.preventDefault();
      });
    }
    room.element.toggleMute();
    await until(() => room.element.snapshot.self?.muted === true, 'muted');
    room.element.toggleDeafen(true);
    await until(() => room.element.snapshot.self?.deafened === true, 'deafened');
    await room.element.leave();
    await room.element.join();
    expect(asks).to.deep.equal([]);
    expect(room.element.snapshot.phase.name).to.equal('connected');
  });

  it('mute and unmute by force', async () => {
    const room = await RoomHarness.joined();
    room.element.toggleMute(true);
    room.element.toggleMute(true);
    await until(() => room.element.snapshot.self?.muted === true, 'muted');
    room.element.toggleMute(false);
    await until(() => room.element.snapshot.self?.muted === false, 'unmuted');
  });

  it('reject a join that fails with the error itself', async () => {
    const room = RoomHarness.mount({
      attributes: { lobby: '' },
      before: (element) => {
        element.transport.failNext('room-full');
      },
    });
    await room.shown();
    const error = await room.element.join().then(
      () => null,
      (thrown: unknown) => thrown as VoiceError,
    );
    expect(error).to.include({ code: 'room-full', retryable: true });
    expect(Object.isFrozen(error)).to.equal(true);
  });

  it('set how loud somebody is', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }] });
    room.element.setParticipantVolume('ada', 0.5);
    await until(() => room.element.snapshot.participants[0]?.volume === 0.5, 'the volume');
  });

  it('give diagnostics without a token, a name or an identity', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'secret-identity', name: 'Secret Name' }] });
    const report = JSON.stringify(await room.element.getDiagnostics());
    for (const secret of ['secret-identity', 'Secret Name', 'ticket', 'general'])
      expect(report).not.to.include(secret);
    expect(JSON.parse(report)).to.deep.include({ phase: 'connected', others: 1, error: null });
  });
});

describe('another channel', () => {
  it('moves the person there, with the same microphone', async () => {
    const asked: string[] = [];
    const room = await RoomHarness.joined({
      before: (element) => {
        element.tokenSource = (channelId) => {
          asked.push(channelId);
          return anyTicket();
        };
      },
    });
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
    room.element.channelId = 'music';
    await until(() => room.transport.connections.length === 2, 'the other room');
    await room.phase('connected');
    expect(asked).to.deep.equal(['general', 'music']);
    expect(room.transport.connections[0]?.closed).to.equal(true);
    expect(room.audio.microphones).to.have.length(1);
    expect(room.title()).to.include('music');
  });

  it('does not pull in somebody who has left', async () => {
    const room = await RoomHarness.joined();
    await room.press('Leave');
    room.element.channelId = 'music';
    await until(() => room.title().includes('music'), 'the other channel');
    expect(room.buttons()).to.deep.equal(['Join again']);
    expect(room.transport.connections).to.have.length(1);
  });

  it('is none where the attribute is taken away: the room is left, and joined again with the next', async () => {
    const room = await RoomHarness.joined();
    room.element.removeAttribute('channel-id');
    await room.phase('failed');
    expect(room.element.snapshot.phase).to.have.nested.property('error.code', 'invalid-configuration');
    expect(room.transport.current.closed).to.equal(true);
    room.element.setAttribute('channel-id', 'music');
    await room.phase('connected');
  });

  it('may be called anything that a channel may be called', async () => {
    for (const channelId of ['a:b', 'a/b', '%2F', '../x', '🎧', 'غرفة']) {
      const room = await RoomHarness.joined({ attributes: { 'channel-id': channelId } });
      expect(room.element.snapshot.channelId).to.equal(channelId);
    }
  });

  it('is never guessed from something that cannot be one', async () => {
    for (const channelId of ['', 'x'.repeat(10_000), 'a\u0000b', 'a*', '..', ' general ']) {
      const room = RoomHarness.mount({ attributes: { 'channel-id': channelId } });
      await room.phase('failed');
      expect(room.panel()).to.include('not set up yet');
      expect(room.transport.connections).to.have.length(0);
    }
  });

  it('lets in somebody whom the first one refused', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.failNext('room-full');
      },
    });
    await room.phase('failed');
    room.element.channelId = 'music';
    await room.phase('connected');
  });
});

describe('what is set on a room', () => {
  it('survives being set before the element was defined', async () => {
    const early = document.createElement('early-voice-room') as ScriptedVoiceRoom;
    Object.assign(early, { channelId: 'early', tokenSource: anyTicket, startMuted: true });
    document.body.append(early);
    if (!customElements.get('early-voice-room')) {
      customElements.define('early-voice-room', class extends ScriptedVoiceRoom {});
    }
    const room = new RoomHarness(early);
    await room.phase('connected');
    expect(early.snapshot.channelId).to.equal('early');
    expect(early.snapshot.self?.muted).to.equal(true);
  });

  it('can be a boolean attribute, whatever its value', () => {
    const room = document.createElement('scripted-voice-room') as ScriptedVoiceRoom;
    expect(room.startMuted).to.equal(false);
    room.setAttribute('start-muted', '');
    expect(room.startMuted).to.equal(true);
    room.removeAttribute('start-muted');
    expect(room.startMuted).to.equal(false);
    room.setAttribute('start-deafened', 'start-deafened');
    expect(room.startDeafened).to.equal(true);
  });

  it('falls back to the default where an attribute has no value of its list', () => {
    const room = document.createElement('scripted-voice-room') as ScriptedVoiceRoom;
    room.setAttribute('theme', 'purple');
    room.setAttribute('input-mode', 'telepathy');
    expect(room).to.include({ theme: 'auto', inputMode: 'voice', variant: 'full', shortcuts: 'focus' });
    room.setAttribute('theme', 'dark');
    expect(room.theme).to.equal('dark');
  });

  it('takes a token off the element as soon as it is read, and never writes it back', async () => {
    const holder = document.createElement('div');
    holder.innerHTML = '<scripted-voice-room lobby auth-token="a.b.c"></scripted-voice-room>';
    document.body.append(holder);
    const element = holder.firstElementChild as ScriptedVoiceRoom;
    new RoomHarness(element);
    await element.updateComplete;
    expect(holder.innerHTML).not.to.include('a.b.c');
    expect(element.authToken).to.equal('a.b.c');
    element.authToken = 'd.e.f';
    await element.updateComplete;
    expect(holder.innerHTML).not.to.include('d.e.f');
    holder.remove();
  });

  it('may be taken away by setting it to undefined, as frameworks do', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await until(() => room.buttons().includes('Join'), 'the lobby');
    const settings = [
      'session',
      'texts',
      'getAuthToken',
      'authToken',
      'tokenUrl',
      'channelName',
      'prepare',
      'label',
    ];
    for (const name of [...settings, 'lobby']) Reflect.set(room.element, name, undefined);
    await room.phase('connected');
    expect(room.title()).to.include('general');
  });

  it('is one text or all of them', async () => {
    const room = RoomHarness.mount({
      attributes: { lobby: '' },
      before: (element) => {
        element.texts = { join: 'Hop in' };
      },
    });
    await until(() => room.buttons().includes('Hop in'), 'the host’s own words');
    room.element.texts = { join: 'Enter' };
    await until(() => room.buttons().includes('Enter'), 'the new words');
    expect(room.buttons()).to.include('Join muted');
  });

  it('hides the room where it says so', async () => {
    const room = await RoomHarness.joined();
    room.element.hidden = true;
    expect(getComputedStyle(room.element).display).to.equal('none');
  });
});
