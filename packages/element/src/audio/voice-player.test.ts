// How loud one person is, measured: a real WebRTC track at the element, and what arrives at the loudspeaker's end of the gain.

import { expect } from 'chai';

import { eventually } from '../testing/eventually.ts';
import { ElementPlayback } from './element-playback.ts';

/** Listens in front of every loudspeaker that Web Audio has in this page. */
function listenToGains(): { read: () => number; stop: () => void } {
  const original = AudioNode.prototype.connect;
  let analyser: AnalyserNode | null = null;
  AudioNode.prototype.connect = function connect(this: AudioNode, ...to: never[]) {
    const [target] = to as unknown[];
    if (target instanceof AudioDestinationNode) {
      analyser = new AnalyserNode(this.context);
      (original as (to: AudioNode) => AudioNode).call(this, analyser);
    }
    return (original as (...given: unknown[]) => AudioNode).apply(this, to);
  };
  return {
    read: () => {
      if (!analyser || analyser.context.state === 'closed') return 0;
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    stop: () => {
      AudioNode.prototype.connect = original;
    },
  };
}

/** A tone that went through WebRTC, as a person's voice does. */
async function remoteTone(context: AudioContext) {
  const oscillator = new OscillatorNode(context);
  const gain = new GainNode(context, { gain: 0.2 });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const ended = new AbortController();
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.addEventListener(
      'icecandidate',
      ({ candidate }) => void to.addIceCandidate(candidate ?? undefined),
      {
        signal: ended.signal,
      },
    );
  }
  for (const track of destination.stream.getTracks()) near.addTrack(track, destination.stream);
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
  const [receiver] = far.getReceivers() as [RTCRtpReceiver];
  return {
    track: receiver.track,
    /** Power of what the browser handed to elements between two readings. */
    read: async () => {
      for (const stats of (await receiver.getStats()).values() as Iterable<Record<string, unknown>>) {
        if (stats['type'] === 'inbound-rtp') return stats['audioLevel'] as number;
      }
      return 0;
    },
    stop: () => {
      ended.abort();
      near.close();
      far.close();
    },
  };
}

describe('how loud one person is', () => {
  let context: AudioContext;
  let elements: Set<HTMLMediaElement>;
  let gains: ReturnType<typeof listenToGains>;
  let voice: Awaited<ReturnType<typeof remoteTone>>;
  const { play } = HTMLMediaElement.prototype;

  beforeEach(async () => {
    context = new AudioContext();
    elements = new Set();
    HTMLMediaElement.prototype.play = function spied() {
      elements.add(this);
      return play.call(this);
    };
    gains = listenToGains();
    voice = await remoteTone(context);
  });
  afterEach(async () => {
    HTMLMediaElement.prototype.play = play;
    gains.stop();
    voice.stop();
    await context.close();
  });

  const element = () => [...elements][0];
  const plain = () => element()?.muted === false;
  const playing = async (volumeCounts?: boolean) => {
    const playback = new ElementPlayback(() => undefined, volumeCounts);
    playback.set(new Map([['ada', voice.track]]));
    await eventually(async () => expect(await voice.read()).to.be.greaterThan(0.05));
    return playback;
  };

  it('is what was sent through a plain element up to 100 %, and a gain is used only above', async () => {
    const playback = await playing();
    for (const volume of [1, 0.5]) {
      playback.setVolume('ada', volume);
      await eventually(() =>
        expect([plain(), element()?.volume, gains.read()]).to.deep.equal([true, volume, 0]),
      );
    }
    playback.setVolume('ada', 1.25);
    await eventually(() => expect(gains.read()).to.be.greaterThan(0.1));
    expect(plain()).to.equal(false);
    const loud = gains.read();
    playback.setVolume('ada', 2);
    await eventually(() => expect(gains.read()).to.be.greaterThan(loud * 1.3));
    playback.setVolume('ada', 1);
    expect([plain(), gains.read()]).to.deep.equal([true, 0]);
    await eventually(async () => expect(await voice.read()).to.be.greaterThan(0.05));
    playback.close();
  });

  it('is nothing at 0, and while one is deafened, on either way', async () => {
    const playback = await playing();
    playback.setVolume('ada', 0);
    await eventually(async () => expect(await voice.read()).to.equal(0));
    playback.setVolume('ada', 2);
    await eventually(() => expect(gains.read()).to.be.greaterThan(0.1));
    playback.setDeafened(true);
    await eventually(() => expect(gains.read()).to.be.lessThan(0.001));
    expect(plain()).to.equal(false);
    playback.close();
  });

  it('goes through a gain at anything but 100 % where the volume of elements does not count', async () => {
    const playback = await playing(false);
    expect(gains.read()).to.equal(0);
    playback.setVolume('ada', 0.5);
    await eventually(() => expect(gains.read()).to.be.within(0.04, 0.1));
    expect(plain()).to.equal(false);
    playback.setVolume('ada', 0);
    expect([plain(), gains.read()]).to.deep.equal([false, 0]);
    playback.setVolume('ada', 1);
    expect([plain(), gains.read()]).to.deep.equal([true, 0]);
    playback.close();
  });
});
