// Plays a person in front of a `<voice-room>` on the scripted medium, so that tests speak of tiles and buttons; never shipped.

// There before the first join, so that what it lays out is laid out when a test looks.
import '../element/motion.ts';
import { VoiceRoom } from '../element/voice-room.ts';
import type { TokenSourceAnswer } from '../token/credential-source.ts';
import { VoiceSession } from '../session/voice-session.ts';
import { ScriptedAudio } from './scripted-audio.ts';
import { ScriptedClock } from './scripted-clock.ts';
import { ScriptedTransport, type ScriptedPerson } from './scripted-transport.ts';

/** The element on the scripted medium. */
export class ScriptedVoiceRoom extends VoiceRoom {
  readonly transport = new ScriptedTransport();
  readonly audio = new ScriptedAudio();
  protected override readonly clock = new ScriptedClock();

  get time(): ScriptedClock {
    return this.clock;
  }

  protected override createSession(): VoiceSession {
    return scriptedSession(this.transport, this.audio);
  }
}

if (!customElements.get('scripted-voice-room'))
  customElements.define('scripted-voice-room', ScriptedVoiceRoom);

/** A session on the scripted medium, made outside an element. */
export function scriptedSession(transport: ScriptedTransport, audio: ScriptedAudio): VoiceSession {
  return new VoiceSession({
    transport: () => Promise.resolve(transport),
    audio: () => Promise.resolve(audio),
  });
}

/** A ticket that opens any scripted room. */
export const anyTicket = (): Promise<TokenSourceAnswer> =>
  Promise.resolve({ serverUrl: 'ws://scripted', participantToken: 'ticket' });

/** How a room is put into the page. */
export interface RoomOptions {
  readonly attributes?: Readonly<Record<string, string>>;
  /** Called before the element is inserted. */
  readonly before?: (element: ScriptedVoiceRoom) => void;
  readonly people?: readonly ScriptedPerson[];
  readonly width?: number;
  readonly height?: number;
}

/** What a test sees of a tile. */
export interface SeenTile {
  readonly name: string;
  readonly initials: string;
  readonly aloud: string;
  readonly isSelf: boolean;
  readonly speaking: boolean;
  readonly picture: string | null;
  readonly box: DOMRect;
}

const mounted = new Set<RoomHarness>();

/** A room in the page, as a person sees it. */
export class RoomHarness {
  readonly element: ScriptedVoiceRoom;

  constructor(element: ScriptedVoiceRoom) {
    this.element = element;
    mounted.add(this);
  }

  /** Puts a room into the page; by default one that has all it needs to join the channel "general". */
  static mount({
    attributes = {},
    before,
    people = [],
    width = 900,
    height = 520,
  }: RoomOptions = {}): RoomHarness {
    const element = document.createElement('scripted-voice-room') as ScriptedVoiceRoom;
    element.setAttribute('channel-id', 'general');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.transport.people = people;
    element.tokenSource = anyTicket;
    element.style.setProperty('width', `${width}px`);
    element.style.setProperty('height', `${height}px`);
    before?.(element);
    document.body.append(element);
    return new RoomHarness(element);
  }

  /** Puts a room into the page and waits until it is in the call. */
  static async joined(options: RoomOptions = {}): Promise<RoomHarness> {
    const room = RoomHarness.mount(options);
    await room.phase('connected');
    await until(() => room.tiles().length > 0, 'tiles to appear');
    await room.shown();
    return room;
  }

  /** Takes every room out of the page again. */
  static async clear(): Promise<void> {
    for (const { element } of mounted) element.remove();
    mounted.clear();
    await Promise.resolve();
  }

  get transport(): ScriptedTransport {
    return this.element.transport;
  }

  get audio(): ScriptedAudio {
    return this.element.audio;
  }

  /** Waits for a phase, and for the element to show it. */
  async phase(name: string): Promise<void> {
    await until(() => this.element.snapshot.phase.name === name, `phase ${name}`);
    await this.shown();
  }

  /** Waits until the element shows all that has happened so far. */
  async shown(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      await this.element.updateComplete;
    }
  }

  tiles(): SeenTile[] {
    return this.#all('[part~=tile]').map((tile) => ({
      name: textOf(tile.querySelector('[part~=name]')),
      initials: textOf(tile.querySelector('.initials')),
      aloud: textOf(tile.querySelector('.aloud')),
      isSelf: tile.hasAttribute('data-self'),
      speaking: tile.hasAttribute('data-speaking'),
      picture: tile.querySelector('img')?.getAttribute('src') ?? null,
      box: tile.getBoundingClientRect(),
    }));
  }

  /** The words in the header, counting included. */
  status(): string {
    return textOf(this.#one('[part~=status]'));
  }

  title(): string {
    return textOf(this.#one('.title'));
  }

  /** Everything in the middle, as text. */
  panel(): string {
    return textOf(this.#one('.panel'));
  }

  empty(): string {
    return textOf(this.#one('.empty'));
  }

  notices(): string[] {
    return this.#all('.notice').map(textOf);
  }

  /** Names of all buttons that a person can see. */
  buttons(): string[] {
    return this.#all<HTMLButtonElement>('button').map(nameOf);
  }

  /** A button as assistive technology has it. */
  button(name: string): { pressed: string | null; disabled: boolean; tip: string; box: DOMRect } {
    const button = this.#button(name);
    return {
      pressed: button.getAttribute('aria-pressed'),
      disabled: button.getAttribute('aria-disabled') === 'true',
      tip: textOf(button.querySelector('.tip')),
      box: button.getBoundingClientRect(),
    };
  }

  /** Presses a button with the focus on it, as a keyboard does. */
  async press(name: string): Promise<void> {
    const button = this.#button(name);
    button.focus();
    button.click();
    await this.shown();
  }

  mute(): Promise<void> {
    return this.press('Mute');
  }

  /** A button itself, for tests of pointers. */
  target(name: string): HTMLButtonElement {
    return this.#button(name);
  }

  /** The settings, or null while they are closed. */
  settings(): HTMLDialogElement | null {
    return this.#one<HTMLDialogElement>('dialog.settings');
  }

  /** The menu of a person, or null while none is open. */
  menu(): HTMLElement | null {
    return this.#one('[part~=menu]:popover-open');
  }

  /** Whether sound could leave at this moment. */
  get sends(): boolean {
    return this.audio.microphone.open;
  }

  /** Name of the button that has the focus; null where the focus is not on a button of the room. */
  focused(): string | null {
    const active = this.element.shadowRoot?.activeElement;
    return active instanceof HTMLButtonElement ? nameOf(active) : null;
  }

  /** The level that is drawn around somebody, or the empty string. */
  drawnLevel(index: number): string {
    return this.#all<HTMLElement>('.halo')[index]?.style.getPropertyValue('--_level') ?? '';
  }

  /** How many tiles are on their way to another place. */
  gliding(): number {
    const tiles = this.#all('[part~=tile]');
    return tiles.filter((tile) => tile.getAnimations().some((motion) => !(motion instanceof CSSAnimation)))
      .length;
  }

  /** Names of the buttons whose tooltips show. */
  tips(): string[] {
    const shows = (button: Element) => {
      const tip = button.querySelector('.tip');
      return tip !== null && getComputedStyle(tip).visibility === 'visible';
    };
    return this.#all('button').filter(shows).map(nameOf);
  }

  /** Puts the focus on a button as the Tab key does, so that its ring and its tooltip show. */
  focus(name: string): void {
    this.#button(name).focus({ focusVisible: true });
  }

  /** One of the private colours, resolved by the browser. */
  colour(token: string): string {
    const probe = document.createElement('i');
    probe.style.setProperty('color', `var(--_${token})`);
    this.element.shadowRoot?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  /** Markup that a hostile text would have made. */
  injected(): number {
    return this.#all('script, iframe, b, img:not([referrerpolicy])').length;
  }

  #one<T extends Element = HTMLElement>(selector: string): T | null {
    return this.element.shadowRoot?.querySelector<T>(selector) ?? null;
  }

  #all<T extends Element = HTMLElement>(selector: string): T[] {
    return [...(this.element.shadowRoot?.querySelectorAll<T>(selector) ?? [])];
  }

  #button(name: string): HTMLButtonElement {
    const button = this.#all<HTMLButtonElement>('button').find((candidate) => nameOf(candidate) === name);
    if (!button) throw new Error(`there is no button "${name}", only ${this.buttons().join(', ')}`);
    return button;
  }
}

/** Waits for a condition, and says what was missing where it does not come. */
export async function until(condition: () => boolean, what: string, patience = 3000): Promise<void> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > patience) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 4);
    });
  }
}

const textOf = (node: Element | null): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
const nameOf = (button: Element): string => button.getAttribute('aria-label') ?? textOf(button);
