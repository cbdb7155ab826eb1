// What stands in the middle while nobody is shown: the lobby, waiting, the end, a failure; each says what the person can do.

import { html, nothing, type TemplateResult } from 'lit';

import type { VoiceError, VoiceErrorCode } from '../model/error.ts';
import { channelTitle } from './header-template.ts';
import { failureHelp } from './help-controller.ts';
import { icons } from './icons.ts';
import type { Text } from './texts.ts';
import type { View } from './view.ts';

/** The panel for a phase without people. */
export function panelTemplate(view: View): TemplateResult {
  const { text } = view;
  const { phase } = view.snapshot;
  switch (phase.name) {
    case 'idle':
      if (phase.waitingFor === 'auth') return waitTemplate(text('wait.auth'));
      return phase.waitingFor === 'visible' ? waitTemplate(text('wait.visible')) : lobbyTemplate(view);
    case 'authorizing':
      return waitTemplate(text('wait.authorizing'));
    case 'connecting':
    case 'connected':
      return waitTemplate(text('wait.connecting'));
    case 'reconnecting':
      return waitTemplate(text('wait.reconnecting'));
    case 'ended':
      return endedTemplate(view, phase.reason);
    case 'failed':
      return failedTemplate(view, phase.error);
  }
}

const waitTemplate = (sentence: string): TemplateResult => html`
  <div class="panel waiting">
    <span class="pulse" aria-hidden="true"><i></i><i></i><i></i></span>
    <p class="note">${sentence}</p>
  </div>
`;

const lobbyTemplate = ({ snapshot, text, askToJoin, startsMuted }: View): TemplateResult => html`
  <div class="panel lobby">
    <slot name="lobby">
      <span class="emblem" aria-hidden="true">${icons.channel}</span>
      <h2 class="headline"><bdi>${channelTitle(snapshot, text)}</bdi></h2>
    </slot>
    <div class="actions">
      <button
        class="action primary"
        type="button"
        @click=${() => {
          askToJoin(false);
        }}
      >
        ${text('join')}
      </button>
      ${
        startsMuted
          ? nothing
          : html`<button
              class="action"
              type="button"
              @click=${() => {
                askToJoin(true);
              }}
            >
              ${text('joinMuted')}
            </button>`
      }
    </div>
    <p class="note">${startsMuted ? text('lobbyNoteMuted') : text('lobbyNote')}</p>
  </div>
`;

const endedTemplate = (view: View, reason: 'left' | 'channel-closed'): TemplateResult => html`
  <div class="panel">
    <span class="emblem" aria-hidden="true">${icons.leave}</span>
    <h2 class="headline">${view.text(`ended.${reason}`)}</h2>
    <p class="note">${view.text(`ended.${reason}-note`)}</p>
    ${againTemplate(view, view.text('rejoin'))}
  </div>
`;

const failedTemplate = (view: View, error: VoiceError): TemplateResult => {
  const ways = failureHelp()?.waysOut(error, view.text);
  return html`
  <div class="panel failed" role="alert">
    <span class="emblem bad" aria-hidden="true">${icons.warning}</span>
    <h2 class="headline">${view.text(`error.${error.code}`)}</h2>
    <p class="note">
      ${view.text(`remedy.${error.code}`)} ${failureHelp()?.appNote(error, view.text) ?? nothing}
    </p>
    ${canTryAgain(error) ? againTemplate(view, againText(error.code, view.text)) : nothing}
    ${ways ? html`<div class="actions">${ways}</div>` : nothing}
  </div>
`;
};

const againTemplate = ({ askToJoin }: View, label: string): TemplateResult => html`
  <div class="actions">
    <button
      class="action primary"
      type="button"
      @click=${() => {
        askToJoin(false);
      }}
    >
      ${label}
    </button>
  </div>
`;

/** A sign-in that was refused may be mended by the page, so the person can ask once more. */
const canTryAgain = ({ retryable, code }: VoiceError): boolean => retryable || code === 'token-refused';

const againText = (code: VoiceErrorCode, text: Text): string =>
  code === 'joined-elsewhere' ? text('takeOver') : text('retry');
