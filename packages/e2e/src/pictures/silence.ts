// Makes a recording of nothing, for microphones that are on while nobody speaks into them; pure.

const RATE = 16_000;
const HEADER = 44;

/** So many seconds of silence as a WAV file: one channel, 16 bits. */
export function silence(seconds: number): Uint8Array {
  const length = RATE * 2 * seconds;
  const file = Buffer.alloc(HEADER + length);
  file.write('RIFF', 0);
  file.writeUInt32LE(HEADER - 8 + length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(length, 40);
  return file;
}
