// Decides when an element joins by itself and what it waits for until then; it joins nothing, it asks its owner to.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Phase, WaitingFor } from '../model/snapshot.ts';
import type { Clock } from './clock.ts';

/** What the decision depends on, and what comes of it. */
export interface AutoJoinOptions {
  readonly clock: () => Clock;
  /** False while somebody else's session is shown: that one joins when its maker says so. */
  readonly inCharge: () => boolean;
  readonly phase: () => Phase;
  /** With `again`, listeners up the tree are asked once more. */
  readonly hasCredentials: (again?: boolean) => boolean;
  readonly lobby: () => 'off' | 'click' | 'auto';
  readonly wait: (waitingFor: WaitingFor) => void;
  /** Asks whether to join, and does. */
  readonly join: () => void;
}

/** Milliseconds after which a missing credential source is no longer just late. */
const PATIENCE = 3000;

const NO_SOURCE =
  '<voice-room> does not join: it has no source of credentials. Set getAuthToken, auth-token, credentials or tokenSource, ' +
  'or answer voice-token-request.';

/** Looks again after every update of its host and whenever the document comes into view. */
export class AutoJoin implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: AutoJoinOptions;
  #settled = false;
  #past: Phase | null = null;
  #microphone: 'unknown' | 'asked' | 'granted' | 'not-granted' = 'unknown';
  #warning: AbortController | null = null;
  #connected = new AbortController();

  constructor(host: ReactiveControllerHost, options: AutoJoinOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /**
   * Joins by itself once more: after an insertion, or where what kept it out may be gone. `past` is the phase that is over
   * although the snapshot, a microtask behind, may still show it.
   */
  rearm(past: Phase | null = null): void {
    this.#settled = false;
    this.#past = past;
    this.#warning?.abort();
    this.#warning = null;
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    const look = () => {
      this.hostUpdated();
    };
    const { signal } = this.#connected;
    document.addEventListener('visibilitychange', look, { signal });
    document.addEventListener('prerenderingchange', look, { signal });
    // By then the page's own scripts have run, so whoever answers token requests listens.
    window.addEventListener(
      'load',
      () => {
        this.#options.hasCredentials(true);
        look();
      },
      { signal },
    );
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#warning?.abort();
    this.#warning = null;
  }

  hostUpdated(): void {
    if (this.#connected.signal.aborted || !this.#options.inCharge()) return;
    const phase = this.#options.phase();
    if (phase === this.#past) return;
    if (phase.name !== 'idle') this.#settled = true;
    else if (this.#settled) this.#options.wait('click');
    else this.#decide();
    if (this.#settled) this.#warning?.abort();
  }

  #decide(): void {
    const { hasCredentials, wait, join } = this.#options;
    if (!hasCredentials()) {
      wait('auth');
      this.#warnLater();
      return;
    }
    this.#warning?.abort();
    const lobby = this.#lobby();
    if (lobby === 'undecided') return;
    if (lobby === 'closed') wait('click');
    else if (!inView()) wait('visible');
    else {
      // Set before the join, so that nothing the join sets off joins again.
      this.#settled = true;
      join();
      this.#host.requestUpdate();
    }
  }

  #lobby(): 'open' | 'closed' | 'undecided' {
    const lobby = this.#options.lobby();
    if (lobby === 'off') return 'open';
    if (lobby === 'click' || !navigator.userActivation.hasBeenActive) return 'closed';
    if (this.#microphone === 'unknown') this.#askForPermission();
    if (this.#microphone === 'asked') return 'undecided';
    return this.#microphone === 'granted' ? 'open' : 'closed';
  }

  #askForPermission(): void {
    this.#microphone = 'asked';
    const settle = (state: PermissionState) => {
      this.#microphone = state === 'granted' ? 'granted' : 'not-granted';
      this.hostUpdated();
    };
    // Browsers that do not know the name reject: then the lobby stays.
    Promise.resolve()
      .then(() => navigator.permissions.query({ name: 'microphone' }))
      .then(
        ({ state }) => {
          settle(state);
        },
        () => {
          settle('prompt');
        },
      );
  }

  #warnLater(): void {
    if (this.#warning) return;
    this.#warning = new AbortController();
    this.#options.clock().after(
      PATIENCE,
      () => {
        console.warn(NO_SOURCE);
      },
      this.#warning.signal,
    );
  }
}

/** A page that is prerendered, or that nobody looks at, must not open a microphone. */
function inView(): boolean {
  const prerendering = 'prerendering' in document && document.prerendering === true;
  return document.visibilityState === 'visible' && !prerendering;
}
