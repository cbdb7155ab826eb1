// The element `<voice-room>`: its public surface, and the table that turns what a person asks for into calls on the session.

import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import { VoiceSession as LiveKitSession } from '../session.ts';
import type { Fact } from '../session/announce.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { addAppearance } from './appearance.ts';
import { VoiceAskEvent, VoiceJoinRequestEvent, type PlainAskType } from './ask-events.ts';
import { answersFor } from './answers.ts';
import { AutoJoin } from './auto-join.ts';
import { systemClock, type Clock } from './clock.ts';
import { CredentialSettings } from './credential-settings.ts';
import { Diagnostics } from './diagnostics.ts';
import type { DiagnosticsReport } from './diagnostics-report.ts';
import { factEvent } from './fact-events.ts';
import { channelTitle } from './header-template.ts';
import { OthersVoice } from './others-voice.ts';
import { OwnVoice } from './own-voice.ts';
import { PrepareAhead, prepareWhen } from './prepare-ahead.ts';
import { RoomSettings } from './room-settings.ts';
import { roomTemplate } from './room-template.ts';
import { SessionController } from './session-controller.ts';
import { joinMuted, SessionSetup } from './session-setup.ts';
import { lobbyMode } from './settings.ts';
import { showStates } from './states.ts';
import { roomStyles } from './room-styles.ts';
import { Texts } from './texts.ts';
import { WaitClock, waitOf } from './wait-clock.ts';

/**
 * A voice channel: joins when it is put into a page, shows who is there and who speaks, and leaves when it is taken out.
 *
 * @summary A voice room for any page, on your own LiveKit.
 *
 * @slot header - In place of the channel's name and the number of people.
 * @slot empty - In place of "You are the first here".
 * @slot lobby - In place of the channel's name in front of the Join buttons.
 * @slot controls - More controls, between deafen and leave.
 * @slot footer - Below the room.
 *
 * @fires {VoicePhaseChangeEvent} voice-phase-change - The call went from one phase to another.
 * @fires {VoiceParticipantJoinEvent} voice-participant-join - Somebody came in.
 * @fires {VoiceParticipantLeaveEvent} voice-participant-leave - Somebody went.
 * @fires {VoiceSpeakingChangeEvent} voice-speaking-change - Somebody began or stopped speaking.
 * @fires {VoiceMuteChangeEvent} voice-mute-change - Somebody was muted or unmuted.
 * @fires {VoiceDeafenChangeEvent} voice-deafen-change - Somebody was deafened or undeafened.
 * @fires {VoiceErrorEvent} voice-error - The call or the microphone failed.
 * @fires {VoiceJoinRequestEvent} voice-join-request - Asks before a join by a person or by itself. Cancelable.
 * @fires {VoiceAskEvent} voice-leave-request - Asks before a person leaves. Cancelable.
 * @fires {VoiceAskEvent} voice-mute-request - Asks before a person mutes or unmutes. Cancelable.
 * @fires {VoiceAskEvent} voice-deafen-request - Asks before a person deafens or undeafens. Cancelable.
 * @fires {VoiceAskEvent} voice-microphone-request - Asks before a microphone that failed is tried again. Cancelable.
 * @fires {VoiceAskEvent} voice-playback-request - Asks before blocked sound is started. Cancelable.
 * @fires {VoiceAskEvent} voice-push-request - Asks before the push key counts as held. Cancelable.
 * @fires {VoiceAskEvent} voice-settings-request - Asks before the settings are opened. Cancelable.
 * @fires {VoiceVolumeRequestEvent} voice-volume-request - Asks before somebody is louder or softer for a person. Cancelable.
 * @fires {VoiceLocalMuteRequestEvent} voice-local-mute-request - Asks before a person silences somebody for themselves. Cancelable.
 * @fires {VoiceTokenRequestEvent} voice-token-request - A ticket is needed; answer with `respondWith`. Cancelable.
 *
 * @csspart base - The room.
 * @csspart header - The line at the top.
 * @csspart status - How the call stands: a dot and words.
 * @csspart grid - The list of people.
 * @csspart tile - One person.
 * @csspart avatar - A person's face.
 * @csspart name - A person's name.
 * @csspart options-button - The button on a tile that opens the person's menu.
 * @csspart menu - The menu of a person: volume, mute for oneself.
 * @csspart controls - The bar of controls.
 * @csspart mute-button - The microphone's button.
 * @csspart deafen-button - The button that deafens.
 * @csspart push-button - The button of push-to-talk and push-to-mute.
 * @csspart settings-button - The button that opens the settings.
 * @csspart leave-button - The button that leaves.
 * @csspart dialog - The settings.
 *
 * @cssstate connected - In the room.
 * @cssstate reconnecting - On the way back into the room.
 * @cssstate muted - Muted.
 * @cssstate deafened - Deafened.
 * @cssstate speaking - Speaking.
 * @cssstate failed - The call failed.
 *
 * @example
 * ```html
 * <script type="module" src="https://voice.example.com/voice-room.js"></script>
 * <voice-room channel-id="general" lobby></voice-room>
 * ```
 */
export class VoiceRoom extends RoomSettings {
  static override styles = roomStyles;

  @state() private fixShown = false;
  /** The time; a test lets its own pass. */
  protected readonly clock: Clock = systemClock;
  readonly #internals = this.attachInternals();
  readonly #texts = new Texts(this);
  readonly #credentials = new CredentialSettings(this);
  readonly #setup = new SessionSetup();
  readonly #diagnostics = new Diagnostics();
  readonly #call = new SessionController(this, {
    create: () => this.createSession(),
    renewed: () => {
      this.#autoJoin.rearm();
      this.#configure();
    },
    told: (facts, snapshot) => {
      this.#tell(facts, snapshot);
    },
  });
  readonly #waiting = new WaitClock(this, { clock: () => this.clock, wait: () => waitOf(this.snapshot) });
  readonly #autoJoin = new AutoJoin(this, {
    clock: () => this.clock,
    inCharge: () => !this.#call.borrowed,
    phase: () => this.snapshot.phase,
    hasCredentials: (again) => this.#credentials.available(again),
    lobby: () => lobbyMode(this.lobby),
    wait: (waitingFor) => {
      this.session.wait(waitingFor);
    },
    join: () => {
      this.#ask(new VoiceJoinRequestEvent({ automatic: true, muted: false }));
    },
  });
  readonly #voice = new OwnVoice(this, {
    session: () => (this.#call.exists ? this.session : null),
    press: () => this.#ask(new VoiceAskEvent('voice-push-request')),
    text: () => this.#texts.text,
  });
  readonly #others = new OthersVoice(this, {
    session: () => (this.#call.exists ? this.session : null),
    ask: (ask) => this.#ask(ask),
    text: () => this.#texts.text,
  });
  readonly #answers = answersFor({
    session: () => this.session,
    join: (muted) => this.#join(muted),
    openSettings: () => this.#voice.openSettings(),
    others: this.#others,
  });

  constructor() {
    super();
    new PrepareAhead(this, {
      when: () => prepareWhen(this.prepare, lobbyMode(this.lobby)),
      useful: () =>
        !this.#call.borrowed && this.snapshot.phase.name === 'idle' && this.#credentials.available(),
      prepare: () => {
        // What could not be prepared is left to the join, which says what is wrong.
        this.session.prepare().catch(() => undefined);
      },
    });
    addAppearance(this);
  }

  /** The call: one of the element's own, or one made elsewhere. Null goes back to one of its own. */
  @property({ attribute: false, noAccessor: true })
  get session(): VoiceSession {
    return this.#call.session;
  }

  set session(session: VoiceSession | null) {
    // Frameworks take a property away by setting it to undefined.
    this.#call.borrow(session ?? null);
    this.requestUpdate();
  }

  /** The call at this moment, frozen and plain. */
  get snapshot(): VoiceSnapshot {
    return this.#call.snapshot;
  }

  /** Joins the channel. Rejects with the `VoiceError` of a join that failed. */
  join(): Promise<void> {
    this.#configure();
    return this.session.join();
  }

  /** Leaves; resolves when the room is left. */
  leave(): Promise<void> {
    return this.session.leave();
  }

  /** Mutes or unmutes; with an argument, `true` mutes. */
  toggleMute(force?: boolean): void {
    if (force === undefined) this.session.toggleMuted();
    else this.session.setMuted(force);
  }

  /** Deafens or undeafens; with an argument, `true` deafens. */
  toggleDeafen(force?: boolean): void {
    if (force === undefined) this.session.toggleDeafened();
    else this.session.setDeafened(force);
  }

  /** How loud somebody is for oneself: 0 to 2, 1 is as sent. It is remembered in this browser. */
  setParticipantVolume(identity: string, volume: number): void {
    this.#others.setVolume(identity, volume);
  }

  /** What helps to find a fault, as JSON without tokens, names or identities. */
  getDiagnostics(): Promise<DiagnosticsReport> {
    return this.#diagnostics.report(this.snapshot);
  }

  /** Its presence makes `moveBefore` keep the element connected: moving is not leaving. */
  connectedMoveCallback(): void {}

  protected override listened(type: string): void {
    if (type !== 'voice-token-request') return;
    this.#credentials.listenerAdded();
    this.requestUpdate();
  }

  /** Makes the element's own session. */
  protected createSession(): VoiceSession {
    return new LiveKitSession();
  }

  protected override willUpdate(): void {
    this.#configure();
    const { text } = this.#texts;
    this.#internals.role = 'region';
    this.#internals.ariaLabel = this.label || text('room', channelTitle(this.snapshot, text));
  }

  protected override render(): TemplateResult {
    return roomTemplate({
      snapshot: this.snapshot,
      text: this.#texts.text,
      seconds: this.#waiting.seconds,
      startsMuted: this.startsMuted,
      fixShown: this.fixShown,
      ask: (type: PlainAskType) => {
        this.#ask(new VoiceAskEvent(type));
      },
      askToJoin: (muted) => {
        this.#ask(new VoiceJoinRequestEvent({ automatic: false, muted }));
      },
      toggleFix: () => (this.fixShown = !this.fixShown),
      pushButton: this.#voice.pushButton,
      openMenu: this.#others.openMenu,
    });
  }

  /** Brings what is set on the element to its own session. */
  #configure(): void {
    if (this.#call.borrowed || !this.#call.exists) return;
    const { session, snapshot, channelId, channelName, startDeafened } = this;
    const { source } = this.#credentials;
    const values = {
      channelId,
      channelName,
      startMuted: this.startsMuted,
      startDeafened,
      input: this.#voice.input,
      source,
    };
    if (this.#setup.apply(session, snapshot, values)) this.#autoJoin.rearm(snapshot.phase);
  }

  /** Returns whether it was answered, and not forbidden by the page. */
  #ask(ask: VoiceAskEvent): boolean {
    if (!this.dispatchEvent(ask)) return false;
    // A join that failed is the session's phase by then, and shown; nobody waits for the promise.
    Promise.resolve(this.#answers[ask.type](ask)).catch(() => undefined);
    return true;
  }

  #join(muted: boolean): Promise<void> {
    this.#configure();
    const { session, startsMuted, startDeafened } = this;
    return muted
      ? joinMuted(session, this.#call.borrowed ? null : { startsMuted, startDeafened })
      : session.join();
  }

  #tell(facts: readonly Fact[], snapshot: VoiceSnapshot): void {
    showStates(this.#internals, snapshot);
    if (!snapshot.self?.microphoneError) this.fixShown = false;
    for (const fact of facts) {
      this.#diagnostics.note(fact);
      this.dispatchEvent(factEvent(fact));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'voice-room': VoiceRoom;
  }
}
