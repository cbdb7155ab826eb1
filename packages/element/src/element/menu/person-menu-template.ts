// What stands in a person's menu: their name, their volume, and a mute for oneself; plain values in, wishes out.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { icons } from '../icons.ts';
import type { Text } from '../texts.ts';

/** One drawing of the menu. */
export interface PersonMenuView {
  readonly name: string;
  /** 0 to 2. */
  readonly volume: number;
  readonly muted: boolean;
  readonly text: Text;
  /** What this volume costs on this device. */
  readonly cost: 'none' | 'boost' | 'gain';
  readonly setVolume: (volume: number) => void;
  readonly setMuted: (muted: boolean) => void;
}

/** Everything inside the menu. */
export function personMenuTemplate(view: PersonMenuView): TemplateResult {
  const { name, volume, muted, text, cost, setVolume, setMuted } = view;
  const percent = text('menu.percent', volume * 100);
  const asSent = text('menu.percent', 100);
  const reset = () => {
    setVolume(1);
  };
  return html`
    <div class="menu-name"><bdi dir="auto">${name}</bdi></div>
    <div class="menu-volume" ?data-muted=${muted}>
      <div class="menu-line">
        <span aria-hidden="true">${text('menu.volume')}</span>
        <bdi class="menu-percent" aria-hidden="true">${percent}</bdi>
        <input
          type="range"
          aria-label=${text('menu.volume')}
          min="0"
          max="200"
          step="5"
          aria-valuetext=${percent}
          .value=${live(String(Math.round(volume * 100)))}
          @input=${({ target }: Event) => {
            setVolume((target as HTMLInputElement).valueAsNumber / 100);
          }}
          @dblclick=${reset}
        />
      </div>
      <button class="menu-reset" type="button" aria-label=${text('menu.reset', asSent)} @click=${reset}>
        <bdi>${asSent}</bdi>
      </button>
    </div>
    ${cost === 'none' ? nothing : html`<p class="menu-note">${text(cost === 'boost' ? 'menu.boost-note' : 'menu.gain-note')}</p>`}
    <button
      class="menu-item"
      type="button"
      aria-pressed=${String(muted)}
      @click=${() => {
        setMuted(!muted);
      }}
    >
      ${icons.mutedForMe}
      <span>${text('menu.mute')}</span>
      <span class="menu-switch"></span>
    </button>
  `;
}
