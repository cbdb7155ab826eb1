// Measures how loud a node of an audio graph is; it changes nothing that passes.

import { decibels } from './decibels.ts';

/** Root mean square of the last samples of whatever is connected to {@link LevelMeter.node}. */
export class LevelMeter {
  readonly node: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(context: BaseAudioContext) {
    this.node = context.createAnalyser();
    // About 20 ms at 48 kHz: as long as a frame of Opus.
    this.node.fftSize = 1024;
    this.#samples = new Float32Array(this.node.fftSize);
  }

  /** Loudness now, 0 to 1. */
  read(): number {
    this.node.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  /** Loudness now in dB relative to full scale, -100 to 0. */
  readDecibels(): number {
    return decibels(this.read());
  }
}
