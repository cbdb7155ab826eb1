// The middle of the room: the people, or what stands there while there are none.

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Participant, VoiceSnapshot } from '../model/snapshot.ts';
import { panelTemplate } from './panel-template.ts';
import { tileTemplate } from './tile-template.ts';
import type { View } from './view.ts';

/** Everybody in the room in the order of joining, oneself last. */
export function everybody({ participants, self }: VoiceSnapshot): readonly Participant[] {
  return self ? [...participants, self] : participants;
}

/** The stage. */
export function stageTemplate(view: View): TemplateResult {
  const { snapshot, text, openMenu } = view;
  const people = everybody(snapshot);
  const { self, phase } = snapshot;
  if (people.length === 0) return html`<div class="stage" data-shows="panel">${panelTemplate(view)}</div>`;
  return html`
    <div class="stage" data-shows="people" ?data-stale=${phase.name === 'reconnecting'}>
      <div class="box">
        <ul class="grid" part="grid" aria-label=${text('peopleInRoom')}>
          ${repeat(
            people,
            ({ identity }) => identity,
            (person) =>
              guard([person, person === self, text], () =>
                tileTemplate(person, text, person === self ? null : openMenu),
              ),
          )}
        </ul>
      </div>
      ${people.length === 1 && self ? emptyTemplate(view) : nothing}
    </div>
  `;
}

const emptyTemplate = ({ text }: View): TemplateResult => html`
  <div class="empty">
    <slot name="empty">
      <strong>${text('empty')}</strong>
      <span>${text('emptyNote')}</span>
    </slot>
  </div>
`;
