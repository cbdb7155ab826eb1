// Reads a mono 16-bit PCM WAV file from memory; it opens no file and plays nothing.

/** A recording in memory. */
export interface Recording {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly sampleRate: number;
}

/**
 * The samples of a WAV file.
 * Format: "Multimedia Programming Interface and Data Specifications 1.0", chapter 2 (RIFF, WAVE).
 *
 * @throws where the file is anything but mono 16-bit PCM
 */
export function readWav(file: Buffer): Recording {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let sampleRate: number | undefined;
  for (let offset = 12; offset + 8 <= file.length;) {
    const name = file.toString('latin1', offset, offset + 4);
    const size = file.readUInt32LE(offset + 4);
    const start = offset + 8;
    if (name === 'fmt ') {
      const [format, channels, bits] = [
        file.readUInt16LE(start),
        file.readUInt16LE(start + 2),
        file.readUInt16LE(start + 14),
      ];
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error('not mono 16-bit PCM');
      sampleRate = file.readUInt32LE(start + 4);
    } else if (name === 'data' && sampleRate !== undefined) {
      const length = Math.floor(Math.min(size, file.length - start) / 2);
      const samples = Int16Array.from({ length }, (_, index) => file.readInt16LE(start + index * 2));
      return { samples, sampleRate };
    }
    offset = start + size + (size % 2); // chunks are padded to an even length
  }
  throw new Error('a WAV file without samples');
}
