// Counts the seconds a person waits for something, so that words can say so; it knows the snapshot and no session.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { Clock } from './clock.ts';

/** What is waited for, and since when (milliseconds since 1970; absent for "since this was first seen"). */
export interface Wait {
  readonly reason: string;
  readonly since?: number;
}

/** What a person in this call waits for long enough that words should count it. */
export function waitOf({ phase, self }: VoiceSnapshot): Wait | null {
  if (phase.name === 'reconnecting') return { reason: 'reconnecting', since: phase.since };
  return phase.name === 'connected' && self?.microphone === 'turning-on' ? { reason: 'microphone' } : null;
}

/** Updates its host once a second, and only while somebody waits. */
export class WaitClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  readonly #wait: () => Wait | null;
  #reason: string | null = null;
  #since = 0;
  #tick: AbortController | null = null;
  /** Whole seconds waited so far. */
  seconds = 0;

  constructor(
    host: ReactiveControllerHost,
    { clock, wait }: { readonly clock: () => Clock; readonly wait: () => Wait | null },
  ) {
    this.#host = host;
    this.#clock = clock;
    this.#wait = wait;
    host.addController(this);
  }

  hostUpdate(): void {
    const wait = this.#wait();
    const now = this.#clock().now();
    if (wait?.reason !== this.#reason) {
      this.#reason = wait?.reason ?? null;
      this.#since = now;
    }
    this.seconds = wait ? Math.max(0, Math.floor((now - (wait.since ?? this.#since)) / 1000)) : 0;
  }

  hostUpdated(): void {
    if (this.#reason === null) this.hostDisconnected();
    else this.#schedule();
  }

  hostDisconnected(): void {
    this.#tick?.abort();
    this.#tick = null;
  }

  #schedule(): void {
    if (this.#tick) return;
    this.#tick = new AbortController();
    this.#clock().after(
      1000,
      () => {
        this.#tick = null;
        this.#host.requestUpdate();
      },
      this.#tick.signal,
    );
  }
}
