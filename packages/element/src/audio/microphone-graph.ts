// The way of the sound from the captured microphone to the track that may be sent; when the gate opens is decided elsewhere.

import { LevelMeter } from './level-meter.ts';

/** Seconds over which the gate moves: short enough to count as at once, long enough not to click. */
const RAMP = 0.005;

/**
 * Seconds by which the sound is late where a voice opens the gate: as long as it takes to notice the voice, so that its first
 * consonant is not cut.
 */
export const LOOK_AHEAD = 0.03;

/**
 * Seconds for which the sound goes on without a fresh reading of the voice: a page that is busy for a moment is heard, one that
 * hangs is not.
 */
const TRUST = 1.5;

/**
 * `source → (direct | delay) → trust → gate → destination`, and a meter at either end. The gate is the last node, so that what
 * waits in the delay is shut in with the rest. It is shut until it is opened.
 */
export class MicrophoneGraph {
  readonly track: MediaStreamTrack;
  /** In front of every gate. It leads nowhere. */
  readonly input: LevelMeter;
  /** Behind the gate. It leads nowhere. */
  readonly output: LevelMeter;
  readonly #context: AudioContext;
  readonly #direct: GainNode;
  readonly #delayed: GainNode;
  readonly #trust: GainNode;
  readonly #gate: GainNode;
  #late = false;
  #trustedUntil = 0;
  #open = false;

  constructor(context: AudioContext, stream: MediaStream) {
    this.#context = context;
    const gain = (value: number) => new GainNode(context, { gain: value });
    this.#direct = gain(1);
    this.#delayed = gain(0);
    this.#trust = gain(1);
    this.#gate = gain(0);
    this.input = new LevelMeter(context);
    this.output = new LevelMeter(context);
    const source = context.createMediaStreamSource(stream);
    const delay = new DelayNode(context, { delayTime: LOOK_AHEAD, maxDelayTime: LOOK_AHEAD });
    const destination = context.createMediaStreamDestination();
    destination.channelCount = 1;
    source.connect(this.input.node);
    source.connect(this.#direct).connect(this.#trust);
    source.connect(delay).connect(this.#delayed).connect(this.#trust);
    this.#trust.connect(this.#gate).connect(destination);
    this.#gate.connect(this.output.node);
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('the audio context made no track');
    this.track = track;
  }

  get open(): boolean {
    return this.#open;
  }

  /**
   * Opens the gate, or shuts it at once. While the sound is late, what waits in the delay was said before the gate opened:
   * `onset`, the beginning of a voice, lets it out; any other opening, an unmute for one, waits until it has gone by.
   */
  setOpen(open: boolean, onset = false): void {
    if (open === this.#open) return;
    this.#open = open;
    const wait = open && this.#late && !onset ? LOOK_AHEAD : 0;
    this.#move(this.#gate.gain, open ? 1 : 0, wait);
  }

  /**
   * Leads the sound through the delay, or past it. The delay itself never changes, which would be heard; two ways are faded
   * into each other, after the delay has let go of all that was said before.
   */
  setLate(late: boolean): void {
    if (late === this.#late) return;
    this.#late = late;
    // Nobody hears a jump behind a shut gate, and a fade could let out what waits in the delay once it opens.
    const jump = !this.#open;
    const wait = late ? LOOK_AHEAD : 0;
    this.#move(this.#delayed.gain, late ? 1 : 0, wait, jump);
    this.#move(this.#direct.gain, late ? 0 : 1, wait, jump);
    this.#trustedUntil = 0;
    if (late) this.trust();
    else this.#move(this.#trust.gain, 1);
  }

  /**
   * Says that the voice was looked at just now. In a page that hangs nobody looks, and nobody shuts the gate; the end of this trust
   * is in the hands of the audio thread, which goes on.
   */
  trust(): void {
    const { currentTime, state } = this.#context;
    // Renewed by half only: fifty readings a second need not all be written down.
    if (state !== 'running' || this.#trustedUntil - currentTime > TRUST / 2) return;
    this.#trustedUntil = currentTime + TRUST;
    const { gain } = this.#trust;
    this.#move(gain, 1);
    gain.setValueAtTime(1, this.#trustedUntil);
    gain.linearRampToValueAtTime(0, this.#trustedUntil + RAMP);
  }

  /** Every gain here is 0 or 1. One that waits is for as long what it was before, however far it had got. */
  #move(gain: AudioParam, value: 0 | 1, wait = 0, jump = false): void {
    const { currentTime, state } = this.#context;
    gain.cancelScheduledValues(currentTime);
    // A context that sleeps does not run ramps: the value itself is set, so that waking up finds the gate as it should be.
    if (jump || state !== 'running') {
      gain.value = value;
      return;
    }
    gain.setValueAtTime(gain.value, currentTime);
    if (wait > 0) {
      gain.linearRampToValueAtTime(1 - value, currentTime + RAMP);
      gain.setValueAtTime(1 - value, currentTime + wait);
    }
    gain.linearRampToValueAtTime(value, currentTime + wait + RAMP);
  }
}
