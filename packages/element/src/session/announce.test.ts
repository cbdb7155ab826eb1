// Which facts two snapshots make.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { voiceError } from '../model/error.ts';
import type { Participant, SelfParticipant, VoiceSnapshot } from '../model/snapshot.ts';
import { announce } from './announce.ts';
import { IDLE } from './project.ts';

const person = (identity: string, change: Partial<Participant> = {}): Participant => ({
  identity,
  name: identity,
  speaking: false,
  muted: false,
  deafened: false,
  connection: 'good',
  volume: 1,
  mutedForMe: false,
  ...change,
});
const self = (change: Partial<SelfParticipant> = {}): SelfParticipant => ({
  ...person('me'),
  microphone: 'on',
  microphoneError: null,
  transmitting: true,
  inputMode: 'voice',
  pushKeyHeld: false,
  microphoneHint: null,
  ...change,
});
const connected = (change: Partial<VoiceSnapshot> = {}): VoiceSnapshot => ({
  ...IDLE,
  phase: { name: 'connected' },
  self: self(),
  ...change,
});
const reconnecting = connected({
  phase: { name: 'reconnecting', since: 0, error: voiceError('connection-lost', 'x') },
});
const types = (before: VoiceSnapshot, after: VoiceSnapshot) =>
  announce(before, after).map((fact) => fact.type);

describe('what happened between two snapshots', () => {
  it('is nothing for the same one', () => {
    const snapshot = connected();
    assert.deepEqual(announce(snapshot, snapshot), []);
  });

  it('tells of somebody who comes and of somebody who goes', () => {
    const before = connected({ participants: [person('ada')] });
    const after = connected({ participants: [person('bob')] });
    assert.deepEqual(types(before, after), ['participant-leave', 'participant-join']);
  });

  it('tells of nobody at one’s own connect', () => {
    const before: VoiceSnapshot = { ...IDLE, phase: { name: 'connecting' } };
    assert.deepEqual(types(before, connected({ participants: [person('ada')] })), ['phase-change']);
  });

  it('tells of nobody who differs after a reconnection', () => {
    const before = { ...reconnecting, participants: [person('ada')] };
    assert.deepEqual(types(before, connected({ participants: [person('bob')] })), ['phase-change']);
  });

  it('tells of an error with the phase that has it, once', () => {
    assert.deepEqual(types(connected(), reconnecting), ['phase-change', 'error']);
    assert.deepEqual(types(reconnecting, { ...reconnecting, participants: [] }), []);
  });

  it('tells of a microphone error', () => {
    const error = voiceError('microphone-denied', 'x');
    assert.deepEqual(types(connected(), connected({ self: self({ microphoneError: error }) })), ['error']);
  });

  it('tells who muted, deafened and spoke, and whether it was oneself', () => {
    const before = connected({ participants: [person('ada')] });
    const after = connected({
      participants: [person('ada', { muted: true, deafened: true, speaking: true })],
      self: self({ muted: true }),
    });
    assert.deepEqual(
      announce(before, after).map((fact) => [fact.type, 'isSelf' in fact ? fact.isSelf : null]),
      [
        ['mute-change', false],
        ['deafen-change', false],
        ['speaking-change', null],
        ['mute-change', true],
      ],
    );
  });
});
