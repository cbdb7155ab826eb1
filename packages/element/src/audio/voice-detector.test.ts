// The detector on made-up readings and a made-up clock: tables for what it must do, chance for what it must never do.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  AUTOMATIC_LIMITS,
  HYSTERESIS,
  RELEASE,
  VoiceDetector,
  type ThresholdSetting,
} from './voice-detector.ts';

const TICK = 20;

/** A detector with its clock: `say` gives it one level for some milliseconds and returns each reading's outcome. */
function listen(setting: ThresholdSetting) {
  const detector = new VoiceDetector(setting);
  let now = 5_000;
  const say = (level: number | (() => number), milliseconds: number) => {
    const heard = [];
    for (const end = now + milliseconds; now < end; now += TICK) {
      heard.push(detector.hear(typeof level === 'number' ? level : level(), now));
    }
    return heard;
  };
  return { detector, say };
}

/** Numbers from 0 to 1 that only look like chance, so that a failure can be seen again. */
function chance(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

const only = (what: 'loud' | 'quiet', heard: readonly string[]) => {
  assert.deepEqual([...new Set(heard)], [what]);
};

describe('the voice detector', () => {
  const first: [ThresholdSetting, number, 'loud' | 'quiet'][] = [
    [-50, -49.9, 'loud'],
    [-50, -50, 'quiet'],
    [-50, -60, 'quiet'],
    [-50, 0, 'loud'],
    [-50, Number.POSITIVE_INFINITY, 'loud'],
    [-50, Number.NEGATIVE_INFINITY, 'quiet'],
    [-50, Number.NaN, 'quiet'],
    [-100, -100, 'quiet'],
    [-100, Number.NaN, 'quiet'],
    [-100, -99, 'loud'],
    [-200, -100, 'quiet'],
    [0, 0, 'quiet'],
    [0, 20, 'quiet'],
    [Number.NaN, 0, 'quiet'],
    ['automatic', AUTOMATIC_LIMITS.highest, 'quiet'],
    ['automatic', -20, 'loud'],
  ];
  for (const [setting, level, voice] of first) {
    it(`is ${voice} at once with a first reading of ${level} dB and the setting ${setting}`, () => {
      assert.equal(new VoiceDetector(setting).hear(level, 0), voice);
    });
  }

  it('is quiet before any reading', () => {
    assert.equal(new VoiceDetector(-100).voice, 'quiet');
    assert.equal(new VoiceDetector('automatic').voice, 'quiet');
  });

  it('does not chop the pauses between words, and ends a release after the last of them', () => {
    const { detector, say } = listen(-50);
    for (let word = 0; word < 5; word += 1) {
      only('loud', say(-30, 200));
      only('loud', say(-90, RELEASE - TICK));
    }
    only('loud', say(-30, 200));
    say(-90, RELEASE);
    assert.equal(detector.voice, 'quiet');
  });

  it('holds a voice that wavers around the threshold, and not one that stays below the hysteresis', () => {
    const { detector, say } = listen(-50);
    only('quiet', say(-50 - HYSTERESIS + 1, 1_000));
    say(-49, TICK);
    only('loud', say(-50 - HYSTERESIS + 1, 5_000));
    say(-50 - HYSTERESIS, RELEASE);
    assert.equal(detector.voice, 'quiet');
  });

  it('ends with the first quiet reading that comes too late, and where the clock says nothing', () => {
    for (const later of [RELEASE, 60_000, -1, Number.NaN]) {
      const detector = new VoiceDetector(-50);
      detector.hear(-30, 1_000);
      assert.equal(detector.hear(-90, 1_000 + later), 'quiet', `after ${later} ms`);
    }
  });

  it('is quiet once it is hushed, until the next voice', () => {
    const detector = new VoiceDetector(-50);
    detector.hear(-30, 0);
    detector.hush();
    assert.equal(detector.voice, 'quiet');
    assert.equal(detector.hear(-52, 20), 'quiet');
    assert.equal(detector.hear(-30, 40), 'loud');
  });

  it('takes a new threshold with the next reading', () => {
    const { detector, say } = listen(-30);
    only('quiet', say(-40, 200));
    detector.setting = -50;
    only('loud', say(-40, 200));
    detector.setting = -30;
    say(-40, RELEASE);
    assert.equal(detector.voice, 'quiet');
  });
});

describe('the automatic threshold', () => {
  it('follows a quiet room down within two tenths of a second', () => {
    const { detector, say } = listen('automatic');
    say(-25, 2_000);
    assert.equal(detector.threshold, AUTOMATIC_LIMITS.highest);
    say(-60, 200);
    assert.equal(detector.threshold, -50);
  });

  it('stays inside its limits, whatever the room is', () => {
    for (const [room, threshold] of [
      [-95, AUTOMATIC_LIMITS.lowest],
      [-76, AUTOMATIC_LIMITS.lowest],
      [-5, AUTOMATIC_LIMITS.highest],
    ] as const) {
      const { detector, say } = listen('automatic');
      say(room, 10_000);
      assert.equal(detector.threshold, threshold, `${room} dB`);
    }
  });

  it('takes the zeros of a capture that is starting for no room', () => {
    const { detector, say } = listen('automatic');
    say(-100, 3_000);
    assert.equal(detector.threshold, AUTOMATIC_LIMITS.highest);
    only('quiet', say(-50, 3_000));
    say(-100, 200);
    assert.equal(detector.threshold, AUTOMATIC_LIMITS.lowest);
  });

  it('opens for a voice in a quiet room, and not for the room', () => {
    const { say } = listen('automatic');
    const random = chance();
    const room = () => -62 + 4 * random();
    only('quiet', say(room, 10_000));
    only('loud', say(-45, 200));
    say(room, RELEASE);
    only('quiet', say(room, 10_000));
  });

  for (const step of [12, 20, 30]) {
    it(`shuts out a room whose noise rises by ${step} dB, within seven seconds`, () => {
      const { detector, say } = listen('automatic');
      const random = chance();
      say(() => -72 + 2 * random(), 5_000);
      const louder = () => -72 + step + 2 * random();
      say(louder, 7_000);
      assert.equal(detector.voice, 'quiet');
      only('quiet', say(louder, 20_000));
      only('loud', say(-72 + step + 14, 200));
    });
  }

  it('does not cut off somebody who speaks for half a minute', () => {
    const { detector, say } = listen('automatic');
    const random = chance();
    const room = () => -64 + 4 * random();
    say(room, 2_000);
    const end = 30_000;
    for (let spoken = 0; spoken < end;) {
      // A phrase of up to three seconds of syllables, none of which falls to the room, then a breath.
      for (let phrase = 0; phrase < 1_500 + 1_500 * random();) {
        const loudness = -42 + 16 * random();
        const syllable = 100 + 150 * random();
        only(
          'loud',
          say(() => loudness + 3 * random(), syllable),
        );
        only(
          'loud',
          say(() => loudness - 12 + 3 * random(), 60),
        );
        phrase += syllable + 60;
        spoken += syllable + 60;
      }
      const breath = 200 + 400 * random();
      say(room, breath);
      spoken += breath;
    }
    assert.ok(detector.threshold < -45, `the threshold is at ${detector.threshold} dB`);
  });

  it('does not cut off a vowel that is held for as long as a breath lasts', () => {
    const { say } = listen('automatic');
    say(-65, 5_000);
    only('loud', say(-38, 5_000));
  });

  it('is not drawn down by a dropout of the device', () => {
    const { detector, say } = listen('automatic');
    say(-50, 5_000);
    say(-100, 2 * TICK);
    say(-50, 200);
    assert.equal(detector.threshold, -40);
  });

  it('does not rise by a leap after a time without readings', () => {
    const detector = new VoiceDetector('automatic');
    for (let now = 0; now < 5_000; now += TICK) detector.hear(-60, now);
    for (let now = 3_600_000; now < 3_601_000; now += TICK) detector.hear(-40, now);
    assert.equal(detector.threshold, -50);
  });
});

describe('the voice detector, whatever it hears', () => {
  const level = fc.oneof(fc.double({ min: -130, max: 10 }), fc.constantFrom(Number.NaN, -Infinity, Infinity));
  const setting = fc.oneof(fc.constant('automatic' as const), fc.integer({ min: -100, max: 0 }));
  const readings = fc.array(fc.record({ level, after: fc.integer({ min: 1, max: 2_000 }) }), {
    maxLength: 300,
  });

  it('is loud only within a release of a reading that holds it, after one above the threshold', () => {
    fc.assert(
      fc.property(setting, readings, (chosen, heard) => {
        const detector = new VoiceDetector(chosen);
        let now = 0;
        let held = Number.NEGATIVE_INFINITY;
        let before = 'quiet';
        for (const { level: reading, after } of heard) {
          now += after;
          const voice = detector.hear(reading, now);
          const { threshold } = detector;
          const sound = Number.isNaN(reading) ? -100 : Math.max(-100, Math.min(0, reading));
          if (sound > threshold) assert.equal(voice, 'loud');
          if (voice === 'loud' && before === 'quiet') assert.ok(sound > threshold);
          if (sound > threshold || (before === 'loud' && sound > Math.max(-100, threshold - HYSTERESIS)))
            held = now;
          assert.equal(voice === 'loud', now - held < RELEASE);
          before = voice;
        }
      }),
    );
  });

  it('keeps the automatic threshold inside its limits', () => {
    fc.assert(
      fc.property(readings, (heard) => {
        const detector = new VoiceDetector('automatic');
        let now = 0;
        for (const { level: reading, after } of heard) {
          detector.hear(reading, (now += after));
          assert.ok(detector.threshold >= AUTOMATIC_LIMITS.lowest);
          assert.ok(detector.threshold <= AUTOMATIC_LIMITS.highest);
        }
      }),
    );
  });
});
