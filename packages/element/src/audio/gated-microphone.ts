// Captures the microphone and puts a gate behind it; only the gated result is ever handed on.

import type { Microphone, MicrophoneListener } from '../model/audio.ts';
import { VoiceFailure } from '../model/error.ts';
import { LevelMeter } from './level-meter.ts';
import { microphoneFailure, microphoneObstacle } from './microphone-failure.ts';

const CONSTRAINTS: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
};

/** Seconds over which the gate moves: short enough to count as at once, long enough not to click. */
const RAMP = 0.005;

/**
 * Opens the microphone with its gate shut. Rejects with a `VoiceFailure` that carries a microphone code; after an abort with the
 * signal's reason, and a capture that still arrives is ended.
 */
export async function openMicrophone(listener: MicrophoneListener, signal: AbortSignal): Promise<Microphone> {
  signal.throwIfAborted();
  const obstacle = microphoneObstacle();
  if (obstacle) throw new VoiceFailure(obstacle);
  const stream = await untilAborted(capture(), signal);
  let context: AudioContext | null = null;
  try {
    context = new AudioContext({ latencyHint: 'interactive' });
    return new GatedMicrophone(stream, context, listener);
  } catch (thrown) {
    // A browser that cannot build the gate must not keep a microphone that nobody can mute.
    stop(stream);
    context?.close().catch(() => undefined);
    throw await microphoneFailure(thrown);
  }
}

async function capture(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: CONSTRAINTS });
  } catch (thrown) {
    throw await microphoneFailure(thrown);
  }
}

/** The stream; after an abort it is stopped as soon as it comes, for the person may answer the prompt much later. */
function untilAborted(capturing: Promise<MediaStream>, signal: AbortSignal): Promise<MediaStream> {
  return new Promise((resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
    capturing.then((stream) => {
      if (signal.aborted) stop(stream);
      else resolve(stream);
    }, reject);
  });
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

class GatedMicrophone implements Microphone {
  readonly track: MediaStreamTrack;
  readonly #stream: MediaStream;
  readonly #context: AudioContext;
  readonly #gate: GainNode;
  readonly #meter: LevelMeter;
  readonly #abort = new AbortController();
  #open = false;

  constructor(stream: MediaStream, context: AudioContext, listener: MicrophoneListener) {
    this.#stream = stream;
    this.#context = context;
    const source = this.#context.createMediaStreamSource(stream);
    this.#gate = this.#context.createGain();
    this.#gate.gain.value = 0;
    this.#meter = new LevelMeter(this.#context);
    const destination = this.#context.createMediaStreamDestination();
    destination.channelCount = 1;
    source.connect(this.#gate).connect(destination);
    this.#gate.connect(this.#meter.node);
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('the audio context made no track');
    this.track = track;
    this.#watch(listener);
  }

  get awake(): boolean {
    const [source] = this.#stream.getAudioTracks();
    return this.#context.state === 'running' && source?.readyState === 'live' && !source.muted;
  }

  setOpen(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    const { gain } = this.#gate;
    const { currentTime } = this.#context;
    gain.cancelScheduledValues(currentTime);
    // A context that sleeps does not run ramps: the value itself is set, so that waking up finds the gate as it should be.
    if (this.#context.state !== 'running') gain.value = open ? 1 : 0;
    else {
      gain.setValueAtTime(gain.value, currentTime);
      gain.linearRampToValueAtTime(open ? 1 : 0, currentTime + RAMP);
    }
  }

  level(): number {
    return this.#open ? this.#meter.read() : 0;
  }

  close(): void {
    this.#abort.abort();
    this.setOpen(false);
    stop(this.#stream);
    this.track.stop();
    this.#context.close().catch(() => undefined);
  }

  #watch(listener: MicrophoneListener): void {
    const { signal } = this.#abort;
    const changed = () => {
      listener.changed();
    };
    const wake = () => {
      if (this.#context.state !== 'running') this.#context.resume().catch(() => undefined);
    };
    this.#context.addEventListener(
      'statechange',
      () => {
        changed();
        // An interruption that is over is answered at once; while it lasts the attempt is refused, and a gesture tries again.
        wake();
      },
      { signal },
    );
    document.addEventListener('visibilitychange', wake, { signal });
    document.addEventListener('pointerdown', wake, { signal, capture: true });
    document.addEventListener('keydown', wake, { signal, capture: true });
    for (const source of this.#stream.getAudioTracks()) {
      source.addEventListener('mute', changed, { signal });
      source.addEventListener('unmute', changed, { signal });
      source.addEventListener(
        'ended',
        () => {
          listener.ended();
        },
        { signal },
      );
    }
    wake();
  }
}
