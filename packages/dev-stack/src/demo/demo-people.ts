// Who is signed in to the demo: a new person for each sign-in, kept in memory; knows no HTTP.
import { randomInt, randomUUID } from 'node:crypto';
import { demoNames } from './demo-names.ts';

/** A person as the host app knows them. */
export interface DemoPerson {
  /** Never the same twice; the subject of the person's JWT. */
  id: string;
  name: string;
}

/** How many people are remembered; the earliest are forgotten first. */
const mostPeople = 5000;

/** The sign-ins of a running demo. */
export class DemoPeople {
  readonly #bySession = new Map<string, DemoPerson>();
  #next = randomInt(demoNames.length);

  /** Signs somebody new in. People who come one after the other have different names. */
  signIn(): { session: string; person: DemoPerson } {
    const name = demoNames[this.#next] ?? 'Guest';
    this.#next = (this.#next + 1 + randomInt(3)) % demoNames.length;
    const session = randomUUID();
    const person = { id: `demo-${randomUUID()}`, name };
    this.#bySession.set(session, person);
    const [earliest] = this.#bySession.keys();
    if (this.#bySession.size > mostPeople && earliest !== undefined) this.#bySession.delete(earliest);
    return { session, person };
  }

  /** The person of a session; undefined for a session that is not, or no longer, known. */
  find(session: string | undefined): DemoPerson | undefined {
    return session === undefined ? undefined : this.#bySession.get(session);
  }
}
