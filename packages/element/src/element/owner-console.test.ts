// What the owner of a site reads in the console.

import { expect } from 'chai';

import { voiceError, VoiceFailure } from '../model/error.ts';
import { RoomHarness, until } from '../testing/room-harness.ts';
import { tellOwner } from './owner-console.ts';

const { warn } = console;
let lines: string[] = [];
beforeEach(() => {
  lines = [];
  console.warn = (line: string) => lines.push(line);
});
afterEach(async () => {
  console.warn = warn;
  await RoomHarness.clear();
});

describe('the owner of a site', () => {
  it('is told once a cause what to change, and never what the browser said', () => {
    const policy = voiceError('microphone-blocked-by-page', 'words of the browser', 'Send the header.');
    tellOwner(policy);
    tellOwner(policy);
    expect(lines).to.deep.equal(['<voice-room>: microphone-blocked-by-page. Send the header.']);
    tellOwner(voiceError('microphone-blocked-by-page', 'x', 'Put the attribute.'));
    expect(lines).to.have.length(2);
  });

  it('is left alone with what only the person can change, and with hints of the call', () => {
    tellOwner(voiceError('microphone-denied', 'no'));
    tellOwner(voiceError('connection-failed', 'no', 'Check the keys.'));
    expect(lines).to.deep.equal([]);
  });

  it('is told by the room itself, and by its event', async () => {
    const hints: (string | undefined)[] = [];
    const room = RoomHarness.mount({
      before: (element) => {
        element.addEventListener('voice-error', ({ error }) => hints.push(error.hint));
        element.audio.openMicrophone = () =>
          Promise.reject(new VoiceFailure(voiceError('microphone-denied', 'x', 'Put allow="microphone".')));
      },
    });
    await room.phase('connected');
    await until(() => lines.length > 0, 'the line');
    expect(lines).to.deep.equal(['<voice-room>: microphone-denied. Put allow="microphone".']);
    expect(hints).to.deep.equal(['Put allow="microphone".']);
  });
});
