// The person's own controls: microphone, hearing, leaving. Names stay the same; state is told by shape, colour and `aria-pressed`.

import { html, nothing, type TemplateResult } from 'lit';

import { icons } from './icons.ts';
import type { View } from './view.ts';

/** One round button. */
interface Control {
  readonly part: string;
  /** The constant name. */
  readonly name: string;
  /** What pressing does now, or why it does nothing. */
  readonly tip: string;
  readonly icon: TemplateResult;
  readonly pressed?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly press: () => void;
}

/** The bar of controls, there from the start of a join to the end of the call. */
export function controlsTemplate(view: View): TemplateResult | typeof nothing {
  const { name } = view.snapshot.phase;
  if (name === 'idle' || name === 'ended' || name === 'failed') return nothing;
  return html`
    <div class="controls" part="controls" role="group" aria-label=${view.text('controls')}>
      ${view.pushButton?.(view)} ${controlTemplate(microphoneControl(view))} ${controlTemplate(deafenControl(view))}
      <slot name="controls"></slot>
      ${controlTemplate(settingsControl(view))} ${controlTemplate(leaveControl(view))}
    </div>
  `;
}

function microphoneControl({ snapshot: { self }, text, ask }: View): Control {
  const off = self?.microphone !== 'on';
  const busy = self?.microphone === 'turning-on' || self?.microphone === 'turning-off';
  const allowed = self !== null && self.microphone !== 'not-permitted';
  const tip = !self
    ? text('whenConnected')
    : !allowed
      ? text('notPermitted')
      : self.microphone === 'turning-on'
        ? text('turningOn')
        : text(off ? 'unmute' : 'mute');
  return {
    part: 'mute-button',
    name: text('mute'),
    tip,
    icon: off && self ? icons.microphoneOff : icons.microphone,
    pressed: off && self !== null,
    busy,
    disabled: !allowed,
    press: () => {
      ask('voice-mute-request');
    },
  };
}

function deafenControl({ snapshot: { self }, text, ask }: View): Control {
  const deafened = self?.deafened === true;
  return {
    part: 'deafen-button',
    name: text('deafen'),
    tip: self ? text(deafened ? 'undeafen' : 'deafen') : text('whenConnected'),
    icon: deafened ? icons.headphonesOff : icons.headphones,
    pressed: deafened,
    disabled: self === null,
    press: () => {
      ask('voice-deafen-request');
    },
  };
}

function settingsControl({ text, ask }: View): Control {
  return {
    part: 'settings-button',
    name: text('settings'),
    tip: text('settings'),
    icon: icons.settings,
    press: () => {
      ask('voice-settings-request');
    },
  };
}

function leaveControl({ snapshot, text, ask }: View): Control {
  const joining = snapshot.self === null;
  return {
    part: 'leave-button',
    name: text('leave'),
    tip: text(joining ? 'cancel' : 'leave'),
    icon: icons.leave,
    danger: true,
    press: () => {
      ask('voice-leave-request');
    },
  };
}

const controlTemplate = ({
  part,
  name,
  tip,
  icon,
  pressed,
  busy,
  disabled,
  danger,
  press,
}: Control): TemplateResult => html`
  <button
    class="control"
    part=${part}
    type="button"
    aria-label=${name}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    aria-disabled=${disabled ? 'true' : nothing}
    ?data-busy=${busy}
    ?data-danger=${danger}
    @click=${() => {
      if (!disabled) press();
    }}
  >
    ${icon}
    <span class="tip" aria-hidden="true">${tip}</span>
  </button>
`;
