// Loudness in decibels relative to full scale; it measures nothing itself.

/** What counts as no sound at all, and stands for every number that is none. */
export const SILENCE = -100;

/** A root mean square of 0 to 1 in dB relative to full scale, {@link SILENCE} to 0. */
export const decibels = (rms: number): number => soundLevel(20 * Math.log10(rms));

/** The same level inside the scale; what is no number, or minus infinity, is {@link SILENCE}. */
export const soundLevel = (level: number): number => (level > SILENCE ? Math.min(0, level) : SILENCE);
