// One's own microphone through a call: opens it, brings it into the room, keeps room and choice in step; the gate is its only way to be heard.

import type { AccessChange, AudioKit, Microphone } from '../model/audio.ts';
import type { InputSettings } from '../model/input.ts';
import { errorOf, voiceError, type VoiceError } from '../model/error.ts';
import type { MicrophoneState } from '../model/snapshot.ts';
import type { Connection } from '../model/transport.ts';
import { afterAccessChange, REVOKED, UNPLUGGED } from './access-change.ts';
import { isInCall, type Situation } from './situation.ts';
import { mayTransmit, type TransmitFacts } from './transmit.ts';

/** What the microphone needs and whom it tells. */
export interface SelfMicrophoneOptions {
  readonly audio: () => Promise<AudioKit>;
  readonly situation: () => Situation;
  readonly input: () => InputSettings;
  /** Whether the push key counts as held. */
  readonly keyHeld: () => boolean;
  readonly changed: () => void;
}

/** Follows the situation by one serialised loop; {@link update} may be called at any time. */
export class SelfMicrophone {
  readonly #options: SelfMicrophoneOptions;
  #microphone: Microphone | null = null;
  #error: VoiceError | null = null;
  #opening: AbortController | null = null;
  /** Whether the permission of the microphone that is open was taken back: its end is on the way. */
  #revoked = false;
  #busy = false;
  #again = false;
  #refusedBy: Connection | null = null;
  /** Which microphone the room got, and which room: one that was lost or left does not count. */
  #published: { readonly connection: Connection; readonly microphone: Microphone } | null = null;
  #asked: 'muted' | 'unmuted' | null = null;
  #question: { readonly connection: Connection; readonly giveUp: () => void } | null = null;

  constructor(options: SelfMicrophoneOptions) {
    this.#options = options;
  }

  /** Why there is no microphone, or null. */
  get error(): VoiceError | null {
    const asleep = this.#microphone !== null && !this.#microphone.awake;
    return asleep ? ASLEEP : this.#error;
  }

  /** What the room was last asked for. */
  get asked(): 'muted' | 'unmuted' | null {
    return this.#asked;
  }

  /** Whether sound may leave at this moment. */
  get transmitting(): boolean {
    return this.#microphone !== null && mayTransmit(this.#facts(this.#microphone));
  }

  /** Whether sound would leave if it were loud enough for the sensitivity. */
  get listening(): boolean {
    return this.#microphone !== null && mayTransmit({ ...this.#facts(this.#microphone), gate: 'open' });
  }

  /** The state that the person sees: what the room says, never what was merely asked for. */
  get state(): MicrophoneState {
    const { intent, view } = this.#options.situation();
    if (view && !view.local.canPublishMicrophone) return 'not-permitted';
    if (this.#error) return 'unavailable';
    if (intent.muted) return view?.local.published && !view.local.muted ? 'turning-off' : 'off';
    return this.#heard ? 'on' : 'turning-on';
  }

  /** Loudness behind the gate, 0 to 1. */
  level(): number {
    return this.#microphone?.level() ?? 0;
  }

  /** Loudness in front of the gate in dB relative to full scale, or null without a microphone. */
  inputLevel(): number | null {
    return this.#microphone?.inputLevel() ?? null;
  }

  /** The threshold of the sensitivity in dB relative to full scale; null where there is none. */
  get threshold(): number | null {
    return this.#microphone?.threshold ?? null;
  }

  /** Forgets the last failure, so that the next update tries again. */
  retry(): void {
    this.#error = null;
    this.#refusedBy = null;
  }

  /** Tries again; a microphone that the system put to sleep may never wake and is taken anew. Who muted meanwhile stays muted. */
  reopen(): void {
    if (this.#microphone && !this.#microphone.awake) {
      this.#release();
      this.#takeOut();
    }
    this.retry();
    this.#options.changed();
  }

  /** Browser or person changed the access to microphones. */
  followAccess(change: AccessChange): void {
    if (change !== 'device') this.#revoked = change === 'refused';
    const error = this.#error && afterAccessChange(this.#error, change);
    if (error === this.#error) return;
    if (error) this.#error = error;
    else this.retry();
    this.#options.changed();
  }

  /** Whether the room has this very microphone, and says that it is not muted. */
  get #heard(): boolean {
    const { connection, view } = this.#options.situation();
    if (view?.state === 'ended' || !this.#isPublishedTo(connection)) return false;
    return view?.local.published === true && !view.local.muted;
  }

  /** Brings gate, capture and room in step with the situation. The gate follows before this returns. */
  update(): void {
    this.#microphone?.setSensitivity(this.#options.input().sensitivity);
    this.#microphone?.setOpen(this.transmitting);
    const { phase, connection } = this.#options.situation();
    if (!isInCall(phase)) {
      this.#release();
      this.retry();
      this.#published = null;
    }
    if (this.#question && this.#question.connection !== connection) this.#question.giveUp();
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    this.#follow().catch((thrown: unknown) => {
      this.#fail(thrown);
    });
  }

  #facts(microphone: Microphone): TransmitFacts {
    const { phase, intent, view } = this.#options.situation();
    return {
      phase,
      muted: intent.muted,
      deafened: intent.deafened,
      inputMode: this.#options.input().mode,
      keyHeld: this.#options.keyHeld(),
      permitted: view?.local.canPublishMicrophone === true,
      mutedInRoom: !this.#heard,
      gate: microphone.voice === 'loud' ? 'open' : 'shut',
      awake: microphone.awake,
    };
  }

  async #follow(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#step();
      }
    } finally {
      this.#busy = false;
    }
  }

  /** One step towards the situation; asks for another where it did something. */
  async #step(): Promise<void> {
    const { phase, intent, connection, view } = this.#options.situation();
    if (!isInCall(phase)) return;
    if (view && !view.local.canPublishMicrophone) {
      this.#release();
      this.#takeOut();
      return;
    }
    if (!this.#microphone && !intent.muted && !this.#error) {
      await this.#open();
      return;
    }
    if (!this.#microphone || !connection || !view || view.state !== 'connected') return;
    if (this.#refusedBy === connection) return;
    const microphone = this.#microphone;
    if (!view.local.published || !this.#isPublishedTo(connection)) {
      this.#asked = intent.muted ? 'muted' : 'unmuted';
      await this.#tell(connection, connection.publish(microphone.track, intent.muted), () => {
        this.#published = { connection, microphone };
      });
    } else if (view.local.muted !== intent.muted) {
      this.#asked = intent.muted ? 'muted' : 'unmuted';
      await this.#tell(connection, connection.setMuted(intent.muted));
    }
  }

  #isPublishedTo(connection: Connection | null): boolean {
    const published = this.#published;
    return (
      published !== null && published.connection === connection && published.microphone === this.#microphone
    );
  }

  async #open(): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const audio = await this.#options.audio();
      // It may tell of itself before it is handed over.
      let microphone: Microphone | null = null;
      const isOurs = () => microphone !== null && this.#microphone === microphone;
      microphone = await audio.openMicrophone(
        {
          changed: () => {
            if (isOurs()) this.#options.changed();
          },
          ended: () => {
            if (isOurs()) this.#lose();
          },
        },
        opening.signal,
      );
      if (opening.signal.aborted) microphone.close();
      else {
        this.#microphone = microphone;
        this.#revoked = false;
      }
    } catch (thrown) {
      if (!opening.signal.aborted) this.#fail(thrown);
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
    this.#options.changed();
  }

  /** Waits for the room's answer; that of a room that was left meanwhile may never come. */
  async #tell(connection: Connection, done: Promise<void>, told?: () => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const question = { connection, giveUp: resolve };
        this.#question = question;
        done.then(() => {
          if (this.#question === question) told?.();
          resolve();
        }, reject);
      });
    } catch (thrown) {
      // A connection that is going away refuses everything: the next one is asked again.
      if (connection.view().state === 'connected') {
        this.#refusedBy = connection;
        this.#fail(thrown);
      }
    } finally {
      this.#question = null;
    }
    this.#options.changed();
  }

  /** The device is gone: what is in the room is silent already, and is taken out so that others see it. */
  #lose(): void {
    this.#release();
    this.#error = this.#revoked ? REVOKED : UNPLUGGED;
    this.#takeOut();
    this.#options.changed();
  }

  /** Where the room does not give it up, the next microphone takes its place. */
  #takeOut(): void {
    const published = this.#published;
    this.#published = null;
    published?.connection.unpublish().catch(() => undefined);
  }

  #fail(thrown: unknown): void {
    this.#error = errorOf(thrown, 'microphone-interrupted');
    this.#options.changed();
  }

  #release(): void {
    this.#opening?.abort();
    this.#opening = null;
    this.#microphone?.close();
    this.#microphone = null;
  }
}

const ASLEEP = voiceError('microphone-interrupted', 'the audio context sleeps, so nothing is sent');
