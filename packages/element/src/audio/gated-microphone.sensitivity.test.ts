// The sensitivity of the gated microphone, on sound of our own: what is measured is what came out, on the audio clock.

import { expect } from 'chai';
import type { Microphone } from '../model/audio.ts';
import { eventually } from '../testing/eventually.ts';
import { SpokenMicrophone } from '../testing/spoken-microphone.ts';
import { openMicrophone } from './gated-microphone.ts';
import { LOOK_AHEAD } from './microphone-graph.ts';

/** What a shut gate lets through, as a root mean square. */
const NOTHING = 1e-6;

const rms = (level: number) => 10 ** (level / 20);
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe('the sensitivity of the gated microphone', () => {
  let room: SpokenMicrophone;
  let microphone: Microphone;
  let context: AudioContext;
  /** What the person wants; the session opens the gate only where this and the voice agree. */
  let unmuted: boolean;
  let flips: string[];

  const follow = () => {
    microphone.setOpen(unmuted && microphone.awake && microphone.voice === 'loud');
  };
  const set = (sensitivity: Parameters<Microphone['setSensitivity']>[0]) => {
    microphone.setSensitivity(sensitivity);
    follow();
  };
  /** When what came out was first louder than this, after a time of the audio clock. */
  const firstSent = (level: number, after: number) =>
    eventually(() => {
      const moment = room.moments.find(({ time, sent }) => time >= after && sent > rms(level));
      if (!moment) throw new Error(`nothing above ${level} dB came out`);
      return moment.time;
    });

  beforeEach(async () => {
    room = await SpokenMicrophone.create();
    unmuted = true;
    flips = [];
    const { createMediaStreamSource } = AudioContext.prototype;
    AudioContext.prototype.createMediaStreamSource = function made(stream) {
      const source = createMediaStreamSource.call(this, stream);
      context = source.context as AudioContext;
      return source;
    };
    const listener = {
      changed: () => {
        if (microphone.voice !== flips.at(-1)) flips.push(microphone.voice);
        follow();
      },
      ended: () => undefined,
    };
    microphone = await openMicrophone(listener, new AbortController().signal);
    AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
    room.record(microphone.track);
    await eventually(() => expect(microphone.awake).to.equal(true));
  });
  afterEach(async () => {
    microphone.close();
    await room.close();
  });

  it('sends everything while it is off', async () => {
    room.hiss(-60);
    set('off');
    expect(microphone).to.include({ voice: 'loud', threshold: null });
    const from = await firstSent(-63, 0);
    await room.pass(0.5);
    expect(median(room.between(from).map(({ sent }) => sent))).to.be.within(rms(-62), rms(-58));
  });

  it('tells how loud it is in front of the gate, which stays shut', async () => {
    unmuted = false;
    follow();
    expect(microphone.inputLevel()).to.equal(-100);
    room.speak(-20);
    await eventually(() => expect(microphone.inputLevel()).to.be.closeTo(-20, 0.5));
    expect(microphone.level()).to.equal(0);
    expect(room.loudest(0)).to.be.lessThan(NOTHING);
  });

  it('never opens for what is below the threshold, and opens for what is above it', async () => {
    set(-40);
    room.hiss(-50);
    await room.pass(2);
    expect(room.loudest(0)).to.be.lessThan(NOTHING);
    expect(flips).to.not.include('loud');
    const from = room.speak(-25);
    await firstSent(-26, from);
    expect(flips).to.deep.equal(['quiet', 'loud']);
  });

  /** For how long each of some words was on its way until it came out. */
  const words = async (count: number) => {
    const delays: number[] = [];
    for (let word = 0; word < count; word += 1) {
      // Not in step with the readings.
      const from = room.speak(-25, word * 0.0053);
      delays.push((await firstSent(-28, from)) - from);
      room.speak(null);
      await eventually(() => expect(microphone.inputLevel()).to.equal(-100));
      await eventually(() => expect(microphone.voice).to.equal(microphone.threshold ? 'quiet' : 'loud'));
      await room.pass(0.1);
    }
    return delays;
  };

  it('opens within 80 ms of a voice, and does not cut its beginning', async () => {
    set('off');
    const way = median(await words(10));
    set(-40);
    const late = (await words(10)).map((delay) => delay - way);
    expect(median(late)).to.be.within(LOOK_AHEAD / 3, 0.08);
    // What is later than the look-ahead was cut off: less than Chromium hands to the device at once.
    expect(median(late) - LOOK_AHEAD).to.be.lessThan(0.012);
  });

  it('opens as quickly where timers come once a second, as they do in a hidden tab', async () => {
    set('off');
    const way = median(await words(3));
    const { setTimeout, setInterval } = window;
    const slow =
      (timer: (handler: () => void, delay: number) => unknown) =>
      (handler: () => void, delay = 0) =>
        timer(handler, Math.max(1_000, delay));
    Object.assign(window, { setTimeout: slow(setTimeout), setInterval: slow(setInterval) });
    try {
      set(-40);
      const late = (await words(3)).map((delay) => delay - way);
      expect(median(late)).to.be.within(LOOK_AHEAD / 3, 0.08);
    } finally {
      Object.assign(window, { setTimeout, setInterval });
    }
  });

  it('stays open in the pauses between words, and shuts after the last of them', async () => {
    room.hiss(-60);
    set(-40);
    for (let word = 0; word < 3; word += 1) {
      const from = room.speak(-25);
      await firstSent(-28, from);
      room.speak(null);
      const pause = room.now + 0.12;
      await room.until(pause + 0.1);
      // The hiss of the room between two words: the gate did not shut.
      expect(room.loudest(pause, pause + 0.1)).to.be.within(rms(-63), rms(-57));
    }
    await eventually(() => expect(microphone.voice).to.equal('quiet'));
    const shut = room.now + 0.1;
    await room.until(shut + 0.5);
    expect(room.loudest(shut)).to.be.lessThan(NOTHING);
    expect(flips).to.deep.equal(['quiet', 'loud', 'quiet']);
  });

  it('holds a voice that sinks a little below the threshold, but does not open for it', async () => {
    set(-40);
    room.speak(-42);
    await room.pass(0.5);
    expect(room.loudest(0)).to.be.lessThan(NOTHING);
    room.speak(-35);
    await firstSent(-37, 0);
    const low = room.speak(-42) + 0.12;
    await room.until(low + 1);
    expect(median(room.between(low).map(({ sent }) => sent))).to.be.greaterThan(rms(-45));
    expect(flips).to.deep.equal(['quiet', 'loud']);
    room.speak(-47);
    await eventually(() => expect(microphone.voice).to.equal('quiet'));
  });

  it('follows the noise of the room by itself', async () => {
    room.hiss(-60);
    set('automatic');
    await eventually(() => expect(microphone.threshold).to.be.within(-51, -47));
    await room.pass(1);
    expect(room.loudest(0)).to.be.lessThan(NOTHING);
    const spoken = room.speak(-35);
    await firstSent(-38, spoken);
    room.speak(null);
    await eventually(() => expect(microphone.voice).to.equal('quiet'));
    room.hiss(-42);
    await eventually(() => expect(microphone.voice).to.equal('loud'));
    await eventually(() => expect(microphone.voice).to.equal('quiet'), 10_000);
    const shut = room.now + 0.1;
    await room.until(shut + 1);
    expect(room.loudest(shut)).to.be.lessThan(NOTHING);
    await firstSent(-28, room.speak(-22));
  });

  it('is silent while the session shuts it, however loud the voice is', async () => {
    set(-40);
    room.speak(-20);
    await firstSent(-25, 0);
    unmuted = false;
    follow();
    const shut = room.now + 0.1;
    await room.until(shut + 1);
    expect(microphone.voice).to.equal('loud');
    expect(room.loudest(shut)).to.be.lessThan(NOTHING);
  });

  it('does not let out what was said before an unmute', async () => {
    const unmutes = async () => {
      const delays: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        unmuted = false;
        follow();
        await room.pass(0.15 + round * 0.003);
        unmuted = true;
        const from = room.now;
        follow();
        delays.push((await firstSent(-24, from)) - from);
      }
      return delays;
    };
    room.speak(-20);
    set('off');
    const without = await unmutes();
    set(-40);
    const withDelay = await unmutes();
    expect(median(withDelay) - median(without)).to.be.within(LOOK_AHEAD / 3, LOOK_AHEAD + 0.03);
  });

  it('is switched on and off in the middle of a word without a click or a gap', async () => {
    room.speak(-20);
    set('off');
    await firstSent(-21, 0);
    const bends: number[] = [];
    const lows: number[] = [];
    for (const sensitivity of [-40, 'off', -50, 'off', 'automatic', 'off', -40] as const) {
      const from = room.now;
      set(sensitivity);
      await room.pass(0.25);
      bends.push(Math.max(...room.between(from).map(({ bend }) => bend)));
      lows.push(Math.min(...room.between(from).map(({ sent }) => sent)));
    }
    // A tone of this loudness bends by 0.003; a jump within it by up to its peak of 0.14, twice.
    expect(median(bends)).to.be.lessThan(0.01);
    expect(median(lows)).to.be.greaterThan(rms(-30));
  });

  it('is quiet while it sleeps, can be switched meanwhile, and wakes as it was set', async () => {
    room.speak(-20);
    set(-40);
    await firstSent(-25, 0);
    const { resume } = context;
    context.resume = () => Promise.reject(new DOMException('as the script says', 'NotAllowedError'));
    await context.suspend();
    await eventually(() => expect(microphone.voice).to.equal('quiet'));
    expect(microphone.inputLevel()).to.equal(-100);
    set('off');
    expect(microphone.voice).to.equal('loud');
    set(-45);
    expect(microphone).to.include({ voice: 'quiet', threshold: -45 });
    context.resume = resume;
    await context.resume();
    const from = room.now;
    await eventually(() => expect(microphone.voice).to.equal('loud'));
    await firstSent(-25, from);
  });

  it('is quiet while the device sends nothing', async () => {
    room.speak(-20);
    set(-40);
    await eventually(() => expect(microphone.voice).to.equal('loud'));
    const [source] = room.captured as [MediaStreamTrack];
    let muted = true;
    Object.defineProperty(source, 'muted', { get: () => muted });
    // Even before the browser tells of it.
    expect(microphone.voice).to.equal('quiet');
    source.dispatchEvent(new Event('mute'));
    expect(microphone.voice).to.equal('quiet');
    const shut = room.now + 0.1;
    await room.until(shut + 0.3);
    expect(room.loudest(shut)).to.be.lessThan(NOTHING);
    muted = false;
    source.dispatchEvent(new Event('unmute'));
    expect(microphone.voice).to.equal('quiet');
    await firstSent(-25, shut + 0.3);
  });

  it('falls silent by itself where the page hangs and nobody looks at the voice', async () => {
    room.speak(-20);
    set(-40);
    const from = await firstSent(-25, 0);
    for (const end = performance.now() + 3_000; performance.now() < end;);
    await room.pass(0.5);
    expect(median(room.between(from, from + 0.5).map(({ sent }) => sent))).to.be.greaterThan(rms(-25));
    expect(room.between(from + 2, from + 2.9)).to.have.length.greaterThan(300);
    expect(room.loudest(from + 2, from + 2.9)).to.be.lessThan(NOTHING);
    // It is heard again as soon as somebody looks.
    expect(room.moments.at(-1)?.sent).to.be.greaterThan(rms(-25));
  });

  it('looks at the voice only while it is on, and never again once it is closed', async () => {
    const { prototype } = AnalyserNode;
    const { getFloatTimeDomainData } = prototype;
    let readings = 0;
    prototype.getFloatTimeDomainData = function read(samples) {
      readings += 1;
      getFloatTimeDomainData.call(this, samples);
    };
    const look = async () => {
      readings = 0;
      await room.pass(0.5);
      return readings;
    };
    try {
      set('off');
      expect(await look()).to.equal(0);
      set(-40);
      set('automatic');
      // Fifty a second, by one clock; a machine that is busy makes fewer.
      expect(await look()).to.be.within(5, 30);
      set('off');
      expect(await look()).to.equal(0);
      set(-40);
      microphone.close();
      expect(await look()).to.equal(0);
      set('automatic');
      expect(await look()).to.equal(0);
    } finally {
      prototype.getFloatTimeDomainData = getFloatTimeDomainData;
    }
  });
});
