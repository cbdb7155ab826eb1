// One person: face, name, marks. It is drawn again only when the person is another object.

import { html, nothing, type TemplateResult } from 'lit';

import type { Participant } from '../model/snapshot.ts';
import { avatarColour } from './avatar.ts';
import { displayName, initials } from './display-name.ts';
import { icons } from './icons.ts';
import type { Text } from './texts.ts';
import type { OpenMenu } from './view.ts';

/** A tile of the grid; without a menu it is oneself. */
export function tileTemplate(
  participant: Participant,
  text: Text,
  openMenu: OpenMenu | null,
): TemplateResult {
  const { identity, speaking, muted, deafened, mutedForMe, connection } = participant;
  const isSelf = openMenu === null;
  const name = displayName(participant.name, identity);
  const weak = connection === 'poor' || connection === 'lost';
  const states = [
    speaking && text('isSpeaking'),
    muted && text('isMuted'),
    deafened && text('isDeafened'),
    mutedForMe && text('isMutedForMe'),
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
      @contextmenu=${
        openMenu &&
        ((event: Event) => {
          openFromTile(openMenu, identity, event);
        })
      }
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
          weak || muted || deafened || mutedForMe
            ? html`<span class="marks" aria-hidden="true">
                ${connection === 'lost' ? icons.lost : weak ? icons.weak : nothing} ${muted ? icons.microphoneOff : nothing}
                ${deafened ? icons.headphonesOff : nothing} ${mutedForMe ? icons.mutedForMe : nothing}
              </span>`
            : nothing
        }
      </span>
      ${openMenu ? optionsTemplate(identity, text('optionsFor', isolated(name)), openMenu) : nothing}
    </li>
  `;
}

/** It has a popover: `aria-expanded` is the browser's own affair while that is open. */
const optionsTemplate = (identity: string, name: string, openMenu: OpenMenu): TemplateResult => html`
  <button
    class="options"
    part="options-button"
    type="button"
    aria-label=${name}
    aria-haspopup="dialog"
    @click=${(event: Event) => {
      openMenu(identity, event.currentTarget as HTMLElement, event);
    }}
  >
    ${icons.options}
  </button>
`;

/** The context menu of a tile, by pointer or by key, is that of its person. */
function openFromTile(openMenu: OpenMenu, identity: string, event: Event): void {
  const opener = (event.currentTarget as Element).querySelector<HTMLElement>('.options');
  if (opener) openMenu(identity, opener, event);
}

/** First strong isolate and its end (UAX 9): a name of the other direction does not turn the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

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
