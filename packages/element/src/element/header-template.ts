// The line at the top: which channel, how many people, and how the call stands, in words.

import { html, nothing, type TemplateResult } from 'lit';

import type { Phase } from '../model/snapshot.ts';
import { displayName } from './display-name.ts';
import { icons } from './icons.ts';
import type { Text } from './texts.ts';
import type { View } from './view.ts';

/** The header. */
export function headerTemplate({ snapshot, text, seconds }: View): TemplateResult {
  const { phase, participants, self } = snapshot;
  const inside = phase.name === 'connected' || phase.name === 'reconnecting';
  const count = participants.length + (self ? 1 : 0);
  return html`
    <div class="header" part="header">
      <slot name="header">
        <span class="title">
          ${icons.channel}
          <bdi class="channel">${channelTitle(snapshot, text)}</bdi>
          ${inside && count > 0 ? html`<bdi class="count">${text('people', count)}</bdi>` : nothing}
        </span>
      </slot>
      <span class="status" part="status" data-tone=${tone(phase)}>
        <span class="dot"></span>
        <span class="status-text">
          ${statusWord(phase, text)}${
            // The counting is for the eye; read aloud each second it would drown the call.
            phase.name === 'reconnecting' && seconds > 0
              ? html`<span aria-hidden="true">${text('status.seconds', seconds)}</span>`
              : nothing
          }
        </span>
      </span>
    </div>
  `;
}

/** What people read as the channel's name. */
export function channelTitle({ channelName }: { readonly channelName: string }, text: Text): string {
  return channelName === '' ? text('unnamedChannel') : displayName(channelName, text('unnamedChannel'));
}

function tone(phase: Phase): 'quiet' | 'good' | 'wait' | 'bad' {
  switch (phase.name) {
    case 'connected':
      return 'good';
    case 'authorizing':
    case 'connecting':
    case 'reconnecting':
      return 'wait';
    case 'failed':
      return 'bad';
    case 'idle':
    case 'ended':
      return 'quiet';
  }
}

/** The word for a phase. */
export function statusWord(phase: Phase, text: Text): string {
  if (phase.name !== 'idle') return text(`status.${phase.name}`);
  return phase.waitingFor ? text(`status.waiting-${phase.waitingFor}`) : text('status.idle');
}
