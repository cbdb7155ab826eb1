// A microphone that a test speaks into, with a recorder of what went in and what came out, on one audio clock; never shipped.

import { eventually } from './eventually.ts';

/** One moment of about three milliseconds, the length of a render quantum. */
export interface Moment {
  /** Seconds of the audio clock. */
  readonly time: number;
  /** Root mean square of what was spoken. */
  readonly spoken: number;
  /** Root mean square of what came out. */
  readonly sent: number;
  /** The sharpest bend in what came out: a tone has next to none, a click is nothing else. */
  readonly bend: number;
}

/** Runs in the audio thread, so that a page that is busy misses nothing. */
const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  last = [0, 0];
  moments = [];
  process([spoken, sent]) {
    const rms = ([samples]) => samples ? Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length) : 0;
    let bend = 0;
    for (const sample of sent[0] ?? []) {
      bend = Math.max(bend, Math.abs(sample - 2 * this.last[1] + this.last[0]));
      this.last = [this.last[1], sample];
    }
    this.moments.push({ time: currentTime, spoken: rms(spoken), sent: rms(sent), bend });
    if (this.moments.length >= 8) this.port.postMessage(this.moments.splice(0));
    return true;
  }
});`;

/** Takes the place of the browser's microphone until it is closed. */
export class SpokenMicrophone {
  readonly moments: Moment[] = [];
  readonly #context: AudioContext;
  readonly #tone: GainNode;
  readonly #noise: GainNode;
  readonly #recorder: AudioWorkletNode;
  readonly #restore: () => void;
  /** The tracks that were captured. */
  readonly captured: MediaStreamTrack[] = [];

  static async create(): Promise<SpokenMicrophone> {
    const context = new AudioContext();
    const url = URL.createObjectURL(new Blob([RECORDER], { type: 'text/javascript' }));
    await context.audioWorklet.addModule(url);
    URL.revokeObjectURL(url);
    return new SpokenMicrophone(context);
  }

  private constructor(context: AudioContext) {
    this.#context = context;
    this.#tone = new GainNode(context, { gain: 0 });
    this.#noise = new GainNode(context, { gain: 0 });
    this.#recorder = new AudioWorkletNode(context, 'recorder', { numberOfInputs: 2, channelCount: 1 });
    this.#recorder.port.onmessage = ({ data }: MessageEvent<Moment[]>) => {
      this.moments.push(...data);
    };
    const destination = context.createMediaStreamDestination();
    const room = context.createBuffer(1, context.sampleRate, context.sampleRate);
    const samples = room.getChannelData(0);
    for (let at = 0; at < samples.length; at += 1) samples[at] = Math.random() * 2 - 1;
    const hiss = new AudioBufferSourceNode(context, { buffer: room, loop: true });
    // No whole number of periods fits into the look-ahead: a jump between the two ways of the sound is a jump of the tone.
    const voice = new OscillatorNode(context, { frequency: 1_010 });
    for (const [source, gain] of [
      [hiss, this.#noise],
      [voice, this.#tone],
    ] as const) {
      source.connect(gain);
      gain.connect(destination);
      gain.connect(this.#recorder, 0, 0);
      source.start();
    }
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = () => {
      const stream = destination.stream.clone();
      this.captured.push(...stream.getTracks());
      return Promise.resolve(stream);
    };
    this.#restore = () => {
      mediaDevices.getUserMedia = original;
    };
  }

  /** Seconds of the audio clock. */
  get now(): number {
    return this.#context.currentTime;
  }

  /** A tone at this many dB relative to full scale, null for none, some seconds from now. Returns when, on the audio clock. */
  speak(level: number | null, delay = 0): number {
    // The root mean square of a sine is its peak by the root of two.
    return this.#set(this.#tone, level, Math.SQRT2, delay);
  }

  /** The noise of the room, likewise. */
  hiss(level: number | null): number {
    return this.#set(this.#noise, level, Math.sqrt(3));
  }

  /** Listens to what comes out. */
  record(track: MediaStreamTrack): void {
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#recorder, 0, 1);
  }

  /** Resolves once the recorder has come to this time of the audio clock. */
  async until(time: number): Promise<void> {
    await eventually(() => {
      if ((this.moments.at(-1)?.time ?? 0) < time) throw new Error(`the recorder did not come to ${time} s`);
    }, 15_000);
  }

  /** Resolves once this many seconds were recorded from now on. */
  async pass(seconds: number): Promise<void> {
    await this.until(this.now + seconds);
  }

  /** What was recorded between two times of the audio clock. */
  between(from: number, to = Number.POSITIVE_INFINITY): Moment[] {
    return this.moments.filter(({ time }) => time >= from && time <= to);
  }

  /** The loudest moment of what came out between two times of the audio clock. */
  loudest(from: number, to?: number): number {
    return Math.max(0, ...this.between(from, to).map(({ sent }) => sent));
  }

  async close(): Promise<void> {
    this.#restore();
    await this.#context.close();
  }

  #set({ gain }: GainNode, level: number | null, peak: number, delay = 0): number {
    const time = this.#context.currentTime + delay;
    gain.setValueAtTime(level === null ? 0 : peak * 10 ** (level / 20), time);
    return time;
  }
}
