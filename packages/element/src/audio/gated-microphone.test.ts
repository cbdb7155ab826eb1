// The gate, on Chromium's own fake microphone: what is measured is sound, not state.

import { expect } from 'chai';
import { VoiceFailure } from '../model/error.ts';
import { eventually } from '../testing/eventually.ts';
import { openMicrophone } from './gated-microphone.ts';
import { LevelMeter } from './level-meter.ts';

const never = new AbortController().signal;
const nobody = { changed: () => undefined, ended: () => undefined };

describe('the gated microphone', () => {
  let context: AudioContext;
  const close: (() => void)[] = [];

  const open = async (signal = never, listener = nobody) => {
    const microphone = await openMicrophone(listener, signal);
    close.push(() => {
      microphone.close();
    });
    const meter = new LevelMeter(context);
    context.createMediaStreamSource(new MediaStream([microphone.track])).connect(meter.node);
    /** The loudest of the readings of this many milliseconds: the fake microphone beeps once a second. */
    const loudest = async (milliseconds: number): Promise<number> => {
      const end = performance.now() + milliseconds;
      let most = 0;
      while (performance.now() < end) {
        most = Math.max(most, meter.read());
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return most;
    };
    return {
      microphone,
      loudest,
      hears: () => eventually(() => expect(meter.read()).to.be.greaterThan(0.01)),
    };
  };

  beforeEach(() => {
    context = new AudioContext();
  });
  afterEach(async () => {
    for (const end of close.splice(0)) end();
    await context.close();
  });

  it('is silent until it is opened', async () => {
    const { microphone, loudest, hears } = await open();
    await eventually(() => expect(microphone.awake).to.equal(true));
    expect(await loudest(2500)).to.be.lessThan(1e-6);
    expect(microphone.level()).to.equal(0);
    microphone.setOpen(true);
    await hears();
    await eventually(() => expect(microphone.level()).to.be.greaterThan(0.01));
  });

  it('is silent again once it is shut, and whatever is done to its track', async () => {
    const { microphone, loudest, hears } = await open();
    microphone.setOpen(true);
    await hears();
    microphone.setOpen(false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    microphone.track.enabled = false;
    microphone.track.enabled = true;
    expect(await loudest(2500)).to.be.lessThan(1e-6);
  });

  it('frees the device when it is closed', async () => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const streams: MediaStream[] = [];
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      streams.push(stream);
      return stream;
    };
    try {
      const { microphone } = await open();
      microphone.close();
      expect(streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState)).to.deep.equal([
        'ended',
      ]);
      expect(microphone.track.readyState).to.equal('ended');
    } finally {
      navigator.mediaDevices.getUserMedia = original;
    }
  });

  it('rejects with the reason of an abort, and ends a capture that comes too late', async () => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let late: MediaStream | undefined;
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      late = stream;
      return stream;
    };
    try {
      const abort = new AbortController();
      const opening = openMicrophone(nobody, abort.signal);
      const reason = new DOMException('left', 'AbortError');
      abort.abort(reason);
      expect(await opening.catch((thrown: unknown) => thrown)).to.equal(reason);
      await eventually(() =>
        expect(late?.getTracks().map((track) => track.readyState)).to.deep.equal(['ended']),
      );
    } finally {
      navigator.mediaDevices.getUserMedia = original;
    }
  });

  it('frees the device where the browser has no audio context left', async () => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const { createMediaStreamSource } = AudioContext.prototype;
    let stream: MediaStream | undefined;
    navigator.mediaDevices.getUserMedia = async (constraints) => (stream = await original(constraints));
    AudioContext.prototype.createMediaStreamSource = () => {
      throw new DOMException('as the script says', 'NotSupportedError');
    };
    try {
      const thrown: unknown = await openMicrophone(nobody, never).catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(VoiceFailure);
      expect(stream?.getTracks().map((track) => track.readyState)).to.deep.equal(['ended']);
    } finally {
      AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
      navigator.mediaDevices.getUserMedia = original;
    }
  });

  it('does not wait for a prompt that nobody answers once it is not wanted any more', async () => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
    try {
      const abort = new AbortController();
      const opening = openMicrophone(nobody, abort.signal);
      const reason = new DOMException('left', 'AbortError');
      abort.abort(reason);
      expect(await opening.catch((thrown: unknown) => thrown)).to.equal(reason);
    } finally {
      navigator.mediaDevices.getUserMedia = original;
    }
  });

  it('says when the device is gone', async () => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let stream: MediaStream | undefined;
    navigator.mediaDevices.getUserMedia = async (constraints) => (stream = await original(constraints));
    try {
      let ended = 0;
      await open(never, { ...nobody, ended: () => (ended += 1) as unknown as undefined });
      // A track stopped by the page fires no event: this is what the browser fires for an unplugged device.
      stream?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'));
      expect(ended).to.equal(1);
    } finally {
      navigator.mediaDevices.getUserMedia = original;
    }
  });

  const causes: [string, string, string][] = [
    ['NotFoundError', 'no device', 'microphone-missing'],
    ['NotReadableError', 'in use', 'microphone-busy'],
    ['NotAllowedError', 'Permission denied by system', 'microphone-blocked-by-system'],
    ['OverconstrainedError', 'none fits', 'microphone-missing'],
    ['TypeError', 'odd', 'microphone-interrupted'],
  ];
  for (const [name, message, code] of causes) {
    it(`gives ${name} (${message}) the name ${code}`, async () => {
      const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(message, name));
      try {
        const thrown: unknown = await openMicrophone(nobody, never).catch((error: unknown) => error);
        expect(thrown).to.be.instanceOf(VoiceFailure);
        expect((thrown as VoiceFailure).error.code).to.equal(code);
      } finally {
        navigator.mediaDevices.getUserMedia = original;
      }
    });
  }
});
