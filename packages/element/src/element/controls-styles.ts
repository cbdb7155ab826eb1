// The floating bar of controls and its tooltips.

import { css } from 'lit';

/** Controls. */
export const controlsStyles = css`
  .controls {
    flex: none;
    align-self: center;
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: calc(100% - 24px);
    margin: 4px 12px calc(16px + env(safe-area-inset-bottom, 0px));
    padding: 7px;
    background: var(--_raised);
    border-radius: 999px;
    box-shadow: 0 0 0 1px var(--_line), var(--_shadow);
  }

  .control {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    color: var(--_text);
    background: none;
    border: 0;
    border-radius: 999px;
    font: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  .control:hover {
    background: var(--_hover);
  }

  .control:active > .icon {
    transform: scale(0.92);
  }

  .control[aria-pressed='true'] {
    color: var(--_danger);
    background: color-mix(in oklab, var(--_danger) 18%, transparent);
  }

  .control[aria-pressed='true']:hover {
    background: color-mix(in oklab, var(--_danger) 26%, transparent);
  }

  .control[data-busy] > .icon {
    animation: busy 1.2s ease-in-out infinite;
  }

  .control[data-danger] {
    inline-size: 56px;
    color: var(--_on-danger);
    background: var(--_danger);
  }

  .control[data-danger]:hover {
    background: color-mix(in oklab, var(--_text) 12%, var(--_danger));
  }

  /* A button to hold: nothing of the page may take the finger away from it. */
  .push {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    inline-size: auto;
    padding-inline: 14px 16px;
    background: var(--_hover);
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }

  .push > .word {
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }

  .push[aria-pressed='true'][data-mode='push-to-talk'] {
    color: var(--_on-accent);
    background: var(--_accent);
  }

  .control[aria-disabled='true'] {
    color: var(--_dim);
    cursor: default;
  }

  .control[aria-disabled='true']:not([aria-pressed='true']) {
    background: none;
  }

  .control[aria-disabled='true'] > .icon {
    opacity: 0.6;
  }

  .tip {
    position: absolute;
    inset-block-end: calc(100% + 13px);
    inset-inline-start: 50%;
    z-index: 1;
    inline-size: max-content;
    max-inline-size: 200px;
    padding: 6px 10px;
    color: var(--_text);
    background: var(--_raised);
    border-radius: 8px;
    box-shadow: 0 0 0 1px var(--_line), var(--_shadow);
    font-size: 13px;
    line-height: 1.3;
    text-align: center;
    text-wrap: balance;
    opacity: 0;
    visibility: hidden;
    translate: -50% 0;
    transition: opacity 120ms ease-out, visibility 0s 120ms;
  }

  :host(:dir(rtl)) .tip {
    translate: 50% 0;
  }

  /* The pointer can cross the gap to the tooltip without losing it. */
  .tip::before {
    content: '';
    position: absolute;
    inset: 100% 0 -15px;
  }

  .control:hover > .tip,
  .control:focus-visible > .tip {
    opacity: 1;
    visibility: visible;
    transition: opacity 120ms ease-out 500ms, visibility 0s 500ms;
  }

  .base[data-tips-hidden] .tip {
    opacity: 0;
    visibility: hidden;
    transition: none;
  }

  @keyframes busy {
    50% {
      opacity: 0.35;
    }
  }

  @container voice-room (inline-size < 420px) {
    .controls {
      align-self: stretch;
      max-inline-size: none;
      margin: 0;
      padding: 8px 10px calc(8px + env(safe-area-inset-bottom, 0px));
      background: none;
      border-block-start: 1px solid var(--_line);
      border-radius: 0;
      box-shadow: none;
      flex-wrap: wrap;
    }

    .push {
      flex: 1 1 100%;
    }

    .control[data-danger] {
      margin-inline-start: auto;
    }

    .control:first-child > .tip {
      inset-inline-start: 0;
      translate: 0 0;
    }

    .control[data-danger] > .tip {
      inset-inline: auto 0;
      translate: 0 0;
    }
  }

  @media (hover: none) {
    .tip {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .control[data-busy] > .icon {
      animation: none;
      opacity: 0.6;
    }

    .tip {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .controls,
    .control,
    .action,
    .notice,
    .tip {
      border: 1px solid;
    }

    .control[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }

    .control[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
