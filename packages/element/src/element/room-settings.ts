// Everything that can be set on `<voice-room>`, with its attribute; what the settings do is decided elsewhere.

import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

import type { InputMode } from '../model/input.ts';
import type { TokenSourceLike } from '../token/credential-source.ts';
import type { Prepare } from './prepare-ahead.ts';
import {
  oneOf,
  type Announcements,
  type Lobby,
  type Shortcuts,
  type Theme,
  type Variant,
} from './settings.ts';
import type { TextOverrides } from './texts.ts';

/**
 * The settings of a room, with the colours and sizes that a style sheet may set. Those marked "Reserved" are accepted and do
 * nothing yet.
 *
 * @cssproperty --voice-room-background - Behind everything.
 * @cssproperty --voice-room-surface - Tiles.
 * @cssproperty --voice-room-raised - What floats: controls, tooltips.
 * @cssproperty --voice-room-text - Text.
 * @cssproperty --voice-room-dim - Text of less weight.
 * @cssproperty --voice-room-line - Hairlines.
 * @cssproperty --voice-room-speaking - Around who speaks, and nowhere else.
 * @cssproperty --voice-room-danger - Cut off, or about to end something.
 * @cssproperty --voice-room-warning - Wait, or act.
 * @cssproperty --voice-room-accent - Focus and primary acts.
 * @cssproperty --voice-room-radius - Of the room; tiles are a little less round.
 * @cssproperty --voice-room-gap - Between tiles.
 * @cssproperty --voice-room-font - The font; by default the page's.
 * @cssproperty --voice-room-avatar-size - Of a face in the grid; by default 46 % of the tile's height.
 */
export class RoomSettings extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir'];
  }

  /** The host's channel. Changing it during a call moves the person there. */
  @property({ attribute: 'channel-id' }) channelId = '';
  /** What people read; else what the token answer says, else the id. */
  @property({ attribute: 'channel-name' }) channelName = '';
  /** The token endpoint; empty for the default one. */
  @property({ attribute: 'token-url' }) tokenUrl = '';
  /** The host app's JWT, asked for before each request. */
  @property({ attribute: false }) getAuthToken: (() => string | Promise<string>) | null = null;
  /** The host app's JWT itself, for quick starts. The attribute is taken off the element as soon as it was read. */
  @property({ attribute: 'auth-token' }) authToken: string | null = null;
  /** `same-origin` or `include`: the host's own endpoint knows the person by cookies. */
  @property() credentials: string | null = null;
  /** A LiveKit token source, or a function that returns `{ serverUrl, participantToken }`. */
  @property({ attribute: false }) tokenSource: TokenSourceLike | null = null;
  /** Reserved: joins as a guest where the server allows it. */
  @property({ type: Boolean }) guest = false;
  /** Waits for a click; `auto` skips that where the microphone is granted and the page was clicked. */
  @property() lobby: Lobby = null;
  /** When code and a ticket are fetched ahead; by default on `hover` with a lobby. */
  @property() prepare: Prepare | null = null;
  /** Joins muted. */
  @property({ type: Boolean, attribute: 'start-muted' }) startMuted = false;
  /** Joins deafened, and so muted. */
  @property({ type: Boolean, attribute: 'start-deafened' }) startDeafened = false;
  /** How one is heard: with an open microphone, while a key is held, or but while it is held. The person's own choice wins. */
  @property({ attribute: 'input-mode', converter: oneOf<InputMode>('voice', 'push-to-talk', 'push-to-mute') })
  override inputMode: InputMode = 'voice';
  /** The key of push-to-talk and push-to-mute: modifiers and a `KeyboardEvent.code`. The person's own choice wins. */
  @property({ attribute: 'push-key' }) pushKey = 'Alt+KeyX';
  /** Milliseconds for which the push key counts as held after it was let go, 0 to 2000. The person's own choice wins. */
  @property({ type: Number, attribute: 'release-delay' }) releaseDelay = 200;
  /** Reserved: space-separated names of what to offer beside voice. */
  @property() features = '';
  /** Reserved: how much room the element takes. */
  @property({ converter: oneOf<Variant>('full', 'compact', 'pill') }) variant: Variant = 'full';
  /** Light or dark. */
  @property({ reflect: true, useDefault: true, converter: oneOf<Theme>('auto', 'light', 'dark') })
  theme: Theme = 'auto';
  /** The accessible name; by default made from the channel's name. */
  @property() label = '';
  /** Overrides of any text, by key. */
  @property({ attribute: false }) texts: TextOverrides | null = null;
  /** Reserved: which announcements a screen reader gets. */
  @property({ converter: oneOf<Announcements>('important', 'all', 'none') }) announcements: Announcements =
    'important';
  /** Where shortcuts are heard: with the focus inside, in the whole page, or nowhere. */
  @property({ converter: oneOf<Shortcuts>('focus', 'page', 'off') }) shortcuts: Shortcuts = 'focus';
  /** Reserved: rejoins by itself after a navigation within the site. */
  @property({ type: Boolean }) resume = false;
  /** Reserved: allows a second live call of the same person on this site. */
  @property({ type: Boolean }) multiple = false;
  /** Reserved: minutes alone before leaving; 0 for never. */
  @property({ type: Number, attribute: 'idle-timeout' }) idleTimeout = 0;
  /** Reserved: where worklets and workers are served as plain files. */
  @property({ attribute: 'assets-url' }) assetsUrl = '';
  /** Reserved: a simulated room. */
  @property({ type: Boolean }) demo = false;

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (name === 'auth-token') {
      if (after === null) return;
      // A token must not stay where every script and every saved copy of the page finds it.
      this.removeAttribute('auth-token');
      this.authToken = after;
      return;
    }
    super.attributeChangedCallback(name, before, after);
    if (name === 'lang' || name === 'dir') this.requestUpdate();
  }

  override addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: this, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    // eslint-disable-next-line no-restricted-syntax -- whoever listens brings a signal or not
    super.addEventListener(type, listener, options);
    this.listened(type);
  }

  /** Whether a join begins muted. */
  protected get startsMuted(): boolean {
    return this.startMuted || this.startDeafened;
  }

  /** Somebody listens now for events of this type. */
  protected listened(_type: string): void {
    // Nobody needs to know here.
  }
}
