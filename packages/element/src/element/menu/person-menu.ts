// The menu of one person, in the top layer beside their tile: opens, draws, stands where it fits, closes; it holds no session.

import { render } from 'lit';

import { adoptStyles } from '../adopt-styles.ts';
import type { Participant } from '../../model/snapshot.ts';
import { displayName } from '../display-name.ts';
import { focusNext } from '../focus-keeper.ts';
import type { Text } from '../texts.ts';
import { personMenuStyles } from './person-menu-styles.ts';
import { personMenuTemplate } from './person-menu-template.ts';
import { placeMenu } from './place-menu.ts';

/** What the menu reads and whom it tells. */
export interface PersonMenuOptions {
  readonly root: ShadowRoot;
  /** The button beside which it stands. */
  readonly opener: HTMLElement;
  /** Null once the person is gone. */
  readonly person: () => Participant | null;
  readonly setVolume: (volume: number) => void;
  readonly setMuted: (muted: boolean) => void;
  readonly text: () => Text;
  readonly closed: () => void;
}

/**
 * Open from its making to its close. The browser closes it by Escape, by a press beside it and by its button: that is what its
 * button's `popoverTargetElement` is for, which also tells assistive technology that it is open.
 */
export class PersonMenu {
  readonly opener: HTMLElement;
  readonly #options: PersonMenuOptions;
  readonly #menu = document.createElement('div');
  readonly #abort = new AbortController();
  /** The place of the person among the others, for whoever takes the focus when they are gone. */
  #index: number;
  #elementVolumeCounts = true;

  constructor(options: PersonMenuOptions) {
    this.opener = options.opener;
    this.#options = options;
    const { root, opener } = options;
    adoptStyles(root, personMenuStyles);
    this.#index = openers(root).indexOf(opener);
    const menu = this.#menu;
    menu.className = 'menu';
    menu.part.add('menu');
    menu.popover = 'auto';
    menu.role = 'dialog';
    root.querySelector('.base')?.append(menu);
    this.update();
    this.#listen();
    opener.toggleAttribute('data-open', true);
    (opener as HTMLButtonElement).popoverTargetElement = menu;
    // With its source, Tab leads from the button into the menu and out of it again.
    menu.showPopover({ source: opener });
    this.#place();
    menu.querySelector('input')?.focus({ preventScroll: true });
    this.#askForCost().catch(() => undefined);
  }

  /** Draws what counts now; closes where the person is gone. */
  update(): void {
    if (this.#abort.signal.aborted) return;
    const { person, text, setVolume, setMuted, root } = this.#options;
    const now = person();
    if (!now || !this.opener.isConnected) {
      this.close();
      return;
    }
    this.#index = openers(root).indexOf(this.opener);
    this.#menu.ariaLabel = this.opener.ariaLabel;
    render(
      personMenuTemplate({
        name: displayName(now.name, now.identity),
        volume: now.volume,
        muted: now.mutedForMe,
        text: text(),
        cost: now.mutedForMe ? 'none' : this.#cost(now.volume),
        setVolume,
        setMuted,
      }),
      this.#menu,
    );
    this.#place();
  }

  /** Closes it; the focus goes to its button, or where that is gone to the next person. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    const { root } = this.#options;
    const hadFocus = this.#menu.contains(root.activeElement);
    this.#menu.hidePopover();
    this.#end();
    if (!hadFocus || root.activeElement) return;
    const others = openers(root);
    const next = others[Math.min(this.#index, others.length - 1)];
    if (next) next.focus({ preventScroll: true });
    else focusNext(root);
  }

  #end(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.opener.toggleAttribute('data-open', false);
    (this.opener as HTMLButtonElement).popoverTargetElement = null;
    this.#menu.remove();
    this.#options.closed();
  }

  #listen(): void {
    const { signal } = this.#abort;
    this.#menu.addEventListener(
      'toggle',
      ({ newState }) => {
        if (newState !== 'closed') return;
        this.#end();
        // Not every way of closing gives the focus back: on the body it would be lost.
        if (document.activeElement === document.body) this.opener.focus({ preventScroll: true });
      },
      { signal },
    );
    this.#menu.addEventListener(
      'focusout',
      ({ relatedTarget }) => {
        // While it closes, the browser itself moves the focus.
        if (!this.#menu.matches(':popover-open')) return;
        if (relatedTarget === this.opener || !(relatedTarget instanceof Node)) return;
        if (!this.#menu.contains(relatedTarget)) this.close();
      },
      { signal },
    );
    const place = () => {
      this.#place();
    };
    window.addEventListener('resize', place, { signal });
    window.addEventListener('scroll', place, { signal, capture: true, passive: true });
  }

  #place(): void {
    const { width, height } = this.#menu.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const tile = this.opener.closest('.tile') ?? this.opener;
    const { x, y } = placeMenu({
      tile: tile.getBoundingClientRect(),
      opener: this.opener.getBoundingClientRect(),
      menu: { width, height },
      viewport: { width: clientWidth, height: clientHeight },
      rightToLeft: getComputedStyle(this.#menu).direction === 'rtl',
    });
    this.#menu.style.setProperty('--_x', `${x}px`);
    this.#menu.style.setProperty('--_y', `${y}px`);
  }

  #cost(volume: number): 'none' | 'boost' | 'gain' {
    if (!this.#elementVolumeCounts) return 'gain';
    return volume > 1 ? 'boost' : 'none';
  }

  async #askForCost(): Promise<void> {
    const { elementVolumeCounts } = await import('../../audio/element-volume.ts');
    this.#elementVolumeCounts = elementVolumeCounts();
    if (!this.#elementVolumeCounts) this.update();
  }
}

const openers = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.options')];
