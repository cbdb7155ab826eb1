// Reading WAV files, the bots' own and broken ones.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CAST, readLines } from './cast.ts';
import { readWav } from './wav.ts';

function wav({ format = 1, channels = 1, bits = 16, extra = Buffer.alloc(0) } = {}): Buffer {
  const head = Buffer.alloc(36);
  head.write('RIFF____WAVEfmt ');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt16LE(bits, 34);
  const data = Buffer.from('data\x06\0\0\0\x01\0\xff\xff\0\x80', 'latin1');
  return Buffer.concat([head, extra, data]);
}

describe('a WAV file', () => {
  it('gives its samples and their rate', () => {
    const { samples, sampleRate } = readWav(wav());
    assert.deepEqual([...samples, sampleRate], [1, -1, -32_768, 16_000]);
  });

  it('may hold other chunks, of odd length too', () => {
    const extra = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    assert.equal(readWav(wav({ extra })).samples.length, 3);
  });

  it('is mono, 16 bit and PCM, or refused', () => {
    for (const other of [{ format: 3 }, { channels: 2 }, { bits: 8 }]) {
      assert.throws(() => readWav(wav(other)), /not mono 16-bit PCM/);
    }
    assert.throws(() => readWav(Buffer.from('OggS')), /not a WAV file/);
    assert.throws(() => readWav(wav().subarray(0, 36)), /without samples/);
  });
});

describe('the recordings of the bots', () => {
  it('are there for every role, two to four seconds each and loud enough to be heard', async () => {
    for (const role of CAST) {
      const lines = await readLines(role);
      assert.ok(lines.length >= 2);
      for (const { samples, sampleRate } of lines) {
        const seconds = samples.length / sampleRate;
        assert.ok(seconds > 2 && seconds < 4, `${role.name}: ${seconds} s`);
        assert.ok(samples.some((sample) => sample > 10_000));
      }
    }
  });
});
