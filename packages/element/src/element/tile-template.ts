// One person: face, name, marks. It is drawn again only when the person is another object.

import { html, nothing, type TemplateResult } from 'lit';

import type { Participant } from '../model/snapshot.ts';
import { avatarColour } from './avatar.ts';
import { displayName, initials } from './display-name.ts';
import { icons } from './icons.ts';
import type { Text } from './texts.ts';

/** A tile of the grid. */
export function tileTemplate(participant: Participant, isSelf: boolean, text: Text): TemplateResult {
  const { identity, speaking, muted, deafened, connection } = participant;
  const name = displayName(participant.name, identity);
  const weak = connection === 'poor' || connection === 'lost';
  const states = [
    speaking && text('isSpeaking'),
    muted && text('isMuted'),
    deafened && text('isDeafened'),
    connection === 'poor' && text('poorConnection'),
    connection === 'lost' && text('lostConnection'),
  ].filter((state) => state !== false);
  return html`
    <li
      class="tile"
      part="tile"
      data-colour=${avatarColour(identity)}
      ?data-self=${isSelf}
      ?data-speaking=${speaking}
      ?data-lost=${connection === 'lost'}
    >
      <span class="face">
        <span class="halo"></span>
        ${avatarTemplate(name, participant)}
      </span>
      <span class="caption">
        <span class="who">
          <bdi class="name" part="name" dir="auto">${name}</bdi>
          ${isSelf ? html`<span class="you">${text('self')}</span>` : nothing}
        </span>
        <span class="aloud">${states.map((state) => `, ${state}`).join('')}</span>
        ${
          weak || muted || deafened
            ? html`<span class="marks" aria-hidden="true">
                ${connection === 'lost' ? icons.lost : weak ? icons.weak : nothing} ${muted ? icons.microphoneOff : nothing}
                ${deafened ? icons.headphonesOff : nothing}
              </span>`
            : nothing
        }
      </span>
    </li>
  `;
}

function avatarTemplate(name: string, { avatarUrl }: Participant): TemplateResult {
  return html`
    <span class="avatar" part="avatar" aria-hidden="true">
      <span class="initials" dir="auto">${initials(name)}</span>
      ${
        avatarUrl === undefined
          ? nothing
          : html`<img
              alt=""
              src=${avatarUrl}
              decoding="async"
              referrerpolicy="no-referrer"
              draggable="false"
              @load=${loaded}
              @error=${failed}
            />`
      }
    </span>
  `;
}

/** A picture covers the initials only once it is there, so one that fails leaves them standing. */
const loaded = ({ currentTarget }: Event): void => {
  if (currentTarget instanceof Element) currentTarget.toggleAttribute('data-loaded', true);
};
const failed = ({ currentTarget }: Event): void => {
  if (currentTarget instanceof Element) currentTarget.toggleAttribute('data-loaded', false);
};
