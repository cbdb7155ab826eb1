// The keys for the volume of all voices, and what a step of it is; it knows neither keyboard nor storage.

/** One step louder. */
export const LOUDER_KEY = 'Alt+ArrowUp';
/** One step softer. */
export const SOFTER_KEY = 'Alt+ArrowDown';

/** The volume after so many steps of 10 %, 0 to 1: full steps, whatever it was before. */
export function louder(volume: number, steps: number): number {
  const tenths = Math.round(volume * 10) + steps;
  return Math.min(10, Math.max(0, tenths)) / 10;
}
