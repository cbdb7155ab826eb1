// What is remembered of other people: a volume and a mute by identity, bounded and validated; it knows neither storage nor session.

import { within } from '../session/loudness.ts';

/** One person, as the person of this browser wants to hear them. */
export interface RememberedPerson {
  /** The host app's id of the person. */
  readonly identity: string;
  /** 0 to 2; 1 is as sent. */
  readonly volume: number;
  readonly muted: boolean;
}

/** Those who are not heard as they send, the most lately changed last. */
export type RememberedPeople = readonly RememberedPerson[];

/** So many people are remembered; who was changed longest ago is forgotten first. */
export const MOST_PEOPLE = 200;

/** Changes one person. Who is heard as they send is not remembered at all. */
export function withPerson(
  people: RememberedPeople,
  identity: string,
  change: Partial<Omit<RememberedPerson, 'identity'>>,
): RememberedPeople {
  const before = people.find((person) => person.identity === identity);
  return soundPeople([
    ...people.filter((person) => person !== before),
    { ...(before ?? { identity, volume: 1, muted: false }), ...change },
  ]);
}

/** Only what is of its form. */
export function soundPeople(value: unknown): RememberedPeople {
  if (!Array.isArray(value)) return [];
  const people = new Map<string, RememberedPerson>();
  for (const entry of value as unknown[]) {
    const { identity, volume, muted } = (entry ?? {}) as Record<string, unknown>;
    if (typeof identity !== 'string' || typeof volume !== 'number' || identity.length > 256) continue;
    people.delete(identity);
    const person = { identity, volume: within(volume, 2), muted: muted === true };
    if (person.volume !== 1 || person.muted) people.set(identity, person);
  }
  return [...people.values()].slice(-MOST_PEOPLE);
}
