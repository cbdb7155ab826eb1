// Ties one session to one element: owns or borrows it, follows its snapshots, and leaves when the element is really gone.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import { announce, type Fact } from '../session/announce.ts';
import { IDLE } from '../session/project.ts';
import type { VoiceSession } from '../session/voice-session.ts';

/** What the controller needs of its element. */
export interface SessionHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
}

/** How a session of one's own is made, and who is told. */
export interface SessionControllerOptions {
  readonly create: () => VoiceSession;
  /** A session of the element's own was made, or is gone: whatever was done with the one before counts no more. */
  readonly renewed: () => void;
  readonly told: (facts: readonly Fact[], snapshot: VoiceSnapshot) => void;
}

/** The bridge between session and element. */
export class SessionController implements ReactiveController {
  readonly #host: SessionHost;
  readonly #options: SessionControllerOptions;
  #own: VoiceSession | null = null;
  #borrowed: VoiceSession | null = null;
  #following: VoiceSession | null = null;
  #unfollow = new AbortController();
  #snapshot: VoiceSnapshot = IDLE;

  constructor(host: SessionHost, options: SessionControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The session of now; one is made where there is none yet. */
  get session(): VoiceSession {
    if (this.#borrowed) return this.#borrowed;
    if (!this.#own) {
      this.#own = this.#options.create();
      this.#follow(this.#own);
      this.#options.renewed();
    }
    return this.#own;
  }

  /** Whether somebody else made the session: then it is neither set up, joined nor ended by the element. */
  get borrowed(): boolean {
    return this.#borrowed !== null;
  }

  /** Whether there is a session at this moment. */
  get exists(): boolean {
    return this.#borrowed !== null || this.#own !== null;
  }

  /** The last picture of the call. */
  get snapshot(): VoiceSnapshot {
    return this.#following?.snapshot ?? this.#snapshot;
  }

  /** Takes somebody else's session, or with null goes back to one of its own. A call of its own is left. */
  borrow(session: VoiceSession | null): void {
    if (session === this.#borrowed || (session !== null && session === this.#own)) return;
    this.#borrowed = session;
    if (session) {
      this.#follow(session);
      this.#discardOwn();
    } else if (this.#host.isConnected) {
      this.#follow(this.session);
    } else {
      this.#stopFollowing();
    }
  }

  hostConnected(): void {
    this.#follow(this.session);
  }

  /** Moving is not leaving: only an element that is still out of the document a microtask later is gone. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      if (this.#borrowed) this.#stopFollowing();
      else this.#discardOwn();
    });
  }

  #discardOwn(): void {
    const own = this.#own;
    if (!own) return;
    this.#own = null;
    this.#options.renewed();
    const gone = () => {
      if (this.#following === own) this.#stopFollowing();
    };
    // It is followed to its end, so that whoever listens hears that the call is over.
    own.dispose().then(gone, gone);
  }

  #follow(session: VoiceSession): void {
    if (this.#following === session) return;
    this.#unfollow.abort();
    this.#unfollow = new AbortController();
    this.#following = session;
    const before = this.#snapshot;
    session.subscribe(
      (after, earlier) => {
        this.#tell(announce(earlier, after), after);
      },
      { signal: this.#unfollow.signal },
    );
    // Two sessions are two rooms: their people cannot be compared, the phase can.
    const facts = announce(before, session.snapshot).filter((fact) => fact.type === 'phase-change');
    this.#tell(facts, session.snapshot);
  }

  #stopFollowing(): void {
    this.#snapshot = this.snapshot;
    this.#unfollow.abort();
    this.#following = null;
  }

  #tell(facts: readonly Fact[], snapshot: VoiceSnapshot): void {
    this.#snapshot = snapshot;
    this.#host.requestUpdate();
    this.#options.told(facts, snapshot);
  }
}
