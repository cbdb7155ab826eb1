// How a person makes themselves heard: the modes of the microphone and their limits; plain data, it knows no key and no sound.

/** An open microphone, one that a key opens, or one that a key shuts. */
export type InputMode = 'voice' | 'push-to-talk' | 'push-to-mute';

/**
 * How loud a voice must be to be sent: `off` sends everything, `automatic` follows the noise around the person, a number is a
 * threshold in dB relative to full scale, from -100 to 0.
 */
export type Sensitivity = 'off' | 'automatic' | number;

/** What a person, or the page for them, has set about being heard. */
export interface InputSettings {
  readonly mode: InputMode;
  /** Milliseconds for which the push key counts as held after it was let go, 0 to 2000. */
  readonly releaseDelay: number;
  readonly sensitivity: Sensitivity;
}

/** What counts while nothing was set. */
export const DEFAULT_INPUT: InputSettings = Object.freeze({
  mode: 'voice',
  // The last consonant of a sentence comes after the thumb has gone up.
  releaseDelay: 200,
  sensitivity: 'off',
});

/** The longest release delay in milliseconds. */
export const LONGEST_RELEASE_DELAY = 2_000;

/** The lowest threshold in dB relative to full scale: below it there is no sound that a microphone could bring. */
export const LOWEST_THRESHOLD = -100;

/** The same settings with every number inside its limits; a number that is none counts as the default. */
export function soundInput({ mode, releaseDelay, sensitivity }: InputSettings): InputSettings {
  return Object.freeze({
    mode,
    releaseDelay: within(releaseDelay, 0, LONGEST_RELEASE_DELAY, DEFAULT_INPUT.releaseDelay),
    sensitivity:
      typeof sensitivity === 'number'
        ? within(sensitivity, LOWEST_THRESHOLD, 0, LOWEST_THRESHOLD)
        : sensitivity,
  });
}

/** Whether two settings say the same. */
export const isSameInput = (a: InputSettings, b: InputSettings): boolean =>
  a.mode === b.mode && a.releaseDelay === b.releaseDelay && a.sensitivity === b.sensitivity;

const within = (value: number, least: number, most: number, fallback: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
