// Captures the microphone and puts a gate behind it; only the gated result is ever handed on.

import type { Microphone, MicrophoneListener } from '../model/audio.ts';
import { VoiceFailure } from '../model/error.ts';
import type { Sensitivity } from '../model/input.ts';
import { SILENCE } from './decibels.ts';
import { microphoneFailure, microphoneObstacle } from './microphone-failure.ts';
import { MicrophoneGraph } from './microphone-graph.ts';
import { VoiceWatch } from './voice-watch.ts';

const CONSTRAINTS: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
};

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
  readonly #stream: MediaStream;
  readonly #context: AudioContext;
  readonly #graph: MicrophoneGraph;
  readonly #voice: VoiceWatch;
  readonly #abort = new AbortController();
  /**
   * True while the owner is told that a voice begins: an opening that answers it lets the first consonant out, also where an
   * unmute came between the two.
   */
  #onset = false;

  constructor(stream: MediaStream, context: AudioContext, listener: MicrophoneListener) {
    this.#stream = stream;
    this.#context = context;
    this.#graph = new MicrophoneGraph(context, stream);
    this.#voice = new VoiceWatch({
      context,
      meter: this.#graph.input,
      awake: () => this.awake,
      read: () => {
        this.#graph.trust();
      },
      flipped: (voice) => {
        this.#onset = voice === 'loud';
        try {
          listener.changed();
        } finally {
          this.#onset = false;
        }
      },
    });
    this.#watch(listener);
  }

  get track(): MediaStreamTrack {
    return this.#graph.track;
  }

  get awake(): boolean {
    const [source] = this.#stream.getAudioTracks();
    return this.#context.state === 'running' && source?.readyState === 'live' && !source.muted;
  }

  get voice(): 'loud' | 'quiet' {
    return this.#voice.voice;
  }

  get threshold(): number | null {
    return this.#voice.threshold;
  }

  setOpen(open: boolean): void {
    this.#graph.setOpen(open, this.#onset);
  }

  setSensitivity(sensitivity: Sensitivity): void {
    if (this.#abort.signal.aborted) return;
    this.#graph.setLate(sensitivity !== 'off');
    this.#voice.setSensitivity(sensitivity);
  }

  level(): number {
    return this.#graph.open ? this.#graph.output.read() : 0;
  }

  inputLevel(): number {
    return this.awake ? this.#graph.input.readDecibels() : SILENCE;
  }

  close(): void {
    this.#abort.abort();
    this.#voice.close();
    this.setOpen(false);
    stop(this.#stream);
    this.track.stop();
    this.#context.close().catch(() => undefined);
  }

  #watch(listener: MicrophoneListener): void {
    const { signal } = this.#abort;
    const changed = () => {
      this.#voice.follow();
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
