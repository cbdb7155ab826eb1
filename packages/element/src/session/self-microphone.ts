// One's own microphone through a call: opens it, brings it into the room, keeps room and choice in step; the gate is its only way to be heard.

import type { AudioKit, Microphone } from '../model/audio.ts';
import { errorOf, voiceError, type VoiceError } from '../model/error.ts';
import type { MicrophoneState, PhaseName } from '../model/snapshot.ts';
import type { Connection } from '../model/transport.ts';
import type { Situation } from './situation.ts';
import { mayTransmit } from './transmit.ts';

/** What the microphone needs and whom it tells. */
export interface SelfMicrophoneOptions {
  readonly audio: () => Promise<AudioKit>;
  readonly situation: () => Situation;
  readonly changed: () => void;
}

const IN_CALL = new Set<PhaseName>(['authorizing', 'connecting', 'connected', 'reconnecting']);

/** Follows the situation by one serialised loop; {@link update} may be called at any time. */
export class SelfMicrophone {
  readonly #options: SelfMicrophoneOptions;
  #microphone: Microphone | null = null;
  #error: VoiceError | null = null;
  #opening: AbortController | null = null;
  #busy = false;
  #again = false;
  #refusedBy: Connection | null = null;

  constructor(options: SelfMicrophoneOptions) {
    this.#options = options;
  }

  /** Why there is no microphone, or null. */
  get error(): VoiceError | null {
    const asleep = this.#microphone !== null && !this.#microphone.awake;
    return asleep ? ASLEEP : this.#error;
  }

  /** Whether sound may leave at this moment. */
  get transmitting(): boolean {
    const { phase, intent, view } = this.#options.situation();
    return (
      this.#microphone !== null &&
      mayTransmit({
        phase,
        muted: intent.muted,
        deafened: intent.deafened,
        pushToTalk: 'none',
        mutedInRoom: !view?.local.published || view.local.muted,
        gate: 'open',
        awake: this.#microphone.awake,
      })
    );
  }

  /** The state that the person sees: what the room says, never what was merely asked for. */
  get state(): MicrophoneState {
    const { intent, view } = this.#options.situation();
    if (view && !view.local.canPublishMicrophone) return 'not-permitted';
    if (this.#error) return 'unavailable';
    const on = view?.local.published === true && !view.local.muted;
    if (intent.muted) return on ? 'turning-off' : 'off';
    return on && this.#microphone ? 'on' : 'turning-on';
  }

  /** Loudness behind the gate, 0 to 1. */
  level(): number {
    return this.#microphone?.level() ?? 0;
  }

  /** Forgets the last failure, so that the next update tries again. */
  retry(): void {
    this.#error = null;
    this.#refusedBy = null;
  }

  /** Brings gate, capture and room in step with the situation. The gate follows before this returns. */
  update(): void {
    this.#microphone?.setOpen(this.transmitting);
    if (!IN_CALL.has(this.#options.situation().phase)) {
      this.#release();
      this.retry();
    }
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    this.#follow().catch((thrown: unknown) => {
      this.#fail(thrown);
    });
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
    if (!IN_CALL.has(phase) || (view && !view.local.canPublishMicrophone)) {
      this.#release();
      return;
    }
    if (!this.#microphone && !intent.muted && !this.#error) {
      await this.#open();
      return;
    }
    if (!this.#microphone || !connection || !view || view.state !== 'connected') return;
    if (this.#refusedBy === connection) return;
    if (!view.local.published)
      await this.#tell(connection, connection.publish(this.#microphone.track, intent.muted));
    else if (view.local.muted !== intent.muted)
      await this.#tell(connection, connection.setMuted(intent.muted));
  }

  async #open(): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const audio = await this.#options.audio();
      const microphone = await audio.openMicrophone(
        {
          changed: () => {
            if (this.#microphone === microphone) this.#options.changed();
          },
          ended: () => {
            if (this.#microphone === microphone) this.#lose();
          },
        },
        opening.signal,
      );
      if (opening.signal.aborted) microphone.close();
      else this.#microphone = microphone;
    } catch (thrown) {
      if (!opening.signal.aborted) this.#fail(thrown);
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
    this.#options.changed();
  }

  async #tell(connection: Connection, done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (thrown) {
      // A connection that is going away refuses everything: the next one is asked again.
      if (connection.view().state === 'connected') {
        this.#refusedBy = connection;
        this.#fail(thrown);
      }
    }
    this.#options.changed();
  }

  /** The device is gone: what is in the room is silent already, and is taken out so that others see it. */
  #lose(): void {
    const { connection } = this.#options.situation();
    this.#release();
    this.#error = voiceError(
      'microphone-missing',
      'the microphone was unplugged or its permission was taken back',
    );
    connection?.unpublish().catch(() => undefined);
    this.#options.changed();
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
