// The button that stands for the push key, for fingers, mice and those who cannot hold a key; what holding does is decided elsewhere.

import { html, nothing, type TemplateResult } from 'lit';

import { icons } from './icons.ts';
import type { PushButton } from './push-button.ts';
import type { View } from './view.ts';

const noMenu = (event: Event): void => {
  // A long press on a phone opens a menu, which takes the finger away.
  event.preventDefault();
};

/** Nothing with an open microphone, and while one has no say in it. */
export function pushTemplate(
  { snapshot: { self, phase }, text }: View,
  button: PushButton,
): TemplateResult | typeof nothing {
  if (!self || self.inputMode === 'voice' || self.microphone === 'not-permitted') return nothing;
  const talks = self.inputMode === 'push-to-talk';
  const held = self.pushKeyHeld;
  const idle = phase.name !== 'connected' || self.muted;
  return html`
    <button
      class="control push"
      part="push-button"
      type="button"
      aria-label=${text(talks ? 'pushToTalk' : 'pushToMute')}
      aria-pressed=${held ? 'true' : 'false'}
      aria-disabled=${idle ? 'true' : nothing}
      data-mode=${self.inputMode}
      @pointerdown=${button.down}
      @pointerup=${button.up}
      @pointercancel=${button.cancel}
      @lostpointercapture=${button.cancel}
      @click=${button.click}
      @contextmenu=${noMenu}
    >
      ${held === talks ? icons.microphone : icons.microphoneOff}
      <span class="word" aria-hidden="true">${text(talks ? 'holdToTalk' : 'holdToMute')}</span>
      <span class="tip" aria-hidden="true">${text('pushTip')}</span>
    </button>
  `;
}
