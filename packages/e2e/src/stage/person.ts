// Somebody in front of a page with a voice room: what they can do, see and hear, whatever the browser.

import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { VoiceRoom, VoiceSnapshot } from '@voice-room/element';
import { eventually } from './eventually.ts';

declare global {
  // What measure-sound.js and stage-page.js put into the page.
  interface Window {
    room: VoiceRoom;
    events: { type: string; name?: string; speaking?: boolean; code?: string }[];
    receivedEnergy(): Promise<number>;
    openConnections(): number;
    captureCount(): number;
    liveCaptures(): number;
  }
}

/** The little that a browser's driver has to be able to do; Playwright and Puppeteer both can. */
export interface Driver {
  evaluate<T>(act: (argument: never) => T | Promise<T>, argument: unknown): Promise<T>;
  clickButton(name: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

/** Energy of one second of silence is far below this, of Chromium's fake microphone far above. */
const AUDIBLE = 1e-4;

/** A person. */
export class Person {
  readonly identity: string;
  readonly #driver: Driver;

  constructor(identity: string, driver: Driver) {
    this.identity = identity;
    this.#driver = driver;
  }

  /** Runs something in the page. */
  evaluate<T>(act: () => T | Promise<T>): Promise<T>;
  evaluate<T, A>(act: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  evaluate<T>(act: (argument: never) => T | Promise<T>, argument?: unknown): Promise<T> {
    return this.#driver.evaluate(act, argument);
  }

  snapshot(): Promise<VoiceSnapshot> {
    return this.evaluate(() => window.room.snapshot);
  }

  /** Waits until the call is in this phase. */
  async untilPhase(name: VoiceSnapshot['phase']['name'], patience?: number): Promise<VoiceSnapshot> {
    return eventually(async () => {
      const snapshot = await this.snapshot();
      assert.equal(snapshot.phase.name, name, JSON.stringify(snapshot.phase));
      return snapshot;
    }, patience);
  }

  /** Waits until the call failed, and gives the code. */
  async untilFailed(patience?: number): Promise<string> {
    const { phase } = await this.untilPhase('failed', patience);
    return phase.name === 'failed' ? phase.error.code : '';
  }

  /** Waits until somebody is as described. */
  async untilSees(
    identity: string,
    what: Partial<VoiceSnapshot['participants'][number]> = {},
    patience?: number,
  ): Promise<void> {
    await eventually(async () => {
      const { participants } = await this.snapshot();
      const participant = participants.find((one) => one.identity === identity);
      assert.ok(participant, `${this.identity} does not see ${identity}`);
      for (const [key, value] of Object.entries(what)) {
        assert.equal(participant[key as keyof typeof participant], value, `${identity}: ${key}`);
      }
    }, patience);
  }

  async untilDoesNotSee(identity: string, patience?: number): Promise<void> {
    await eventually(async () => {
      const { participants } = await this.snapshot();
      assert.ok(
        !participants.some((one) => one.identity === identity),
        `${this.identity} still sees ${identity}`,
      );
    }, patience);
  }

  /** The microphone is on, for the person and in the room. */
  async untilTalking(): Promise<void> {
    await eventually(async () => {
      assert.equal((await this.snapshot()).self?.microphone, 'on', `the microphone of ${this.identity}`);
    });
  }

  /** Energy of the sound that arrives in so many milliseconds, from everybody together. */
  async hearsOver(milliseconds: number): Promise<number> {
    const before = await this.evaluate(() => window.receivedEnergy());
    await delay(milliseconds);
    return (await this.evaluate(() => window.receivedEnergy())) - before;
  }

  async untilHears(patience?: number): Promise<void> {
    await eventually(async () => {
      assert.ok((await this.hearsOver(500)) > AUDIBLE, `${this.identity} hears nothing`);
    }, patience);
  }

  /** Waits until nothing arrives any more for a second and a half: longer than the fake microphone's pause. */
  async untilHearsNothing(patience?: number): Promise<void> {
    await eventually(async () => {
      const energy = await this.hearsOver(1500);
      assert.ok(energy < 1e-7, `${this.identity} hears ${energy}`);
    }, patience);
  }

  press(name: string | RegExp): Promise<void> {
    return this.#driver.clickButton(name);
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}
