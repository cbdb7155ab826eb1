// The looks of the settings, in the room's own colours.

import { css } from 'lit';

/** Added to the room's sheets when the settings are opened first. */
export const settingsStyles = css`
  .settings {
    inline-size: min(480px, 100vi - 32px);
    max-block-size: min(640px, 100vb - 32px);
    padding: 0;
    color: var(--_text);
    background: var(--_raised);
    border: 0;
    border-radius: 20px;
    box-shadow: 0 0 0 1px var(--_line), var(--_shadow);
    font-family: var(--_font);
    font-size: 15px;
    line-height: 1.4;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .settings[open] {
    animation: rise 180ms ease-out;
  }

  .settings::backdrop {
    background: rgb(10 12 20 / 50%);
  }

  .settings-head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 12px 12px 12px 20px;
    padding-inline: 20px 12px;
    background: var(--_raised);
    border-block-end: 1px solid var(--_line);
  }

  .settings h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }

  .settings .control:hover {
    background: var(--_hover);
  }

  .settings-body {
    display: flex;
    flex-direction: column;
    gap: 24px;
    padding: 20px;
  }

  .settings fieldset {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .settings legend {
    padding: 0 0 8px;
    font-size: 13px;
    font-weight: 600;
    color: var(--_dim);
  }

  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 12px;
    align-items: start;
    min-block-size: 44px;
    padding: 10px 14px;
    background: var(--_surface);
    border-radius: 12px;
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: pointer;
  }

  .choice:hover {
    background: color-mix(in oklab, var(--_text) 5%, var(--_surface));
  }

  .choice:has(:checked) {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }

  .choice:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .choice input {
    margin: 3px 0 0;
    accent-color: var(--_accent);
    outline: none;
  }

  .choice small,
  .settings .note {
    color: var(--_dim);
    font-size: 13px;
  }

  .choice small {
    grid-column: 2;
  }

  .settings .note {
    margin: 0;
    text-wrap: pretty;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    min-block-size: 44px;
  }

  .row .value {
    color: var(--_dim);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }

  .row input[type='range'] {
    flex: 1 1 100%;
  }

  .settings input[type='range'] {
    inline-size: 100%;
    block-size: 28px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .key {
    display: flex;
    align-items: center;
    gap: 12px;
  }

  .key kbd {
    padding: 4px 10px;
    background: var(--_surface);
    border-radius: 8px;
    box-shadow: inset 0 0 0 1px var(--_line);
    font: inherit;
    font-weight: 600;
  }

  .settings .action {
    min-block-size: 36px;
    padding: 4px 14px;
    font-size: 13px;
  }

  .meter {
    position: relative;
    block-size: 28px;
  }

  .meter-track {
    position: absolute;
    inset: 10px 0;
    overflow: clip;
    background: color-mix(in oklab, var(--_text) 14%, transparent);
    border-radius: 999px;
  }

  .meter-level {
    block-size: 100%;
    background: var(--_dim);
    transform: scaleX(var(--_input, 0));
    transform-origin: 0 50%;
  }

  .meter-level:dir(rtl) {
    transform-origin: 100% 50%;
  }

  .meter[data-sent] .meter-level {
    background: var(--_speaking);
  }

  .meter-mark {
    position: absolute;
    inset-block: 4px;
    inset-inline-start: calc(var(--_mark, 0) * 100%);
    inline-size: 2px;
    background: var(--_text);
    border-radius: 1px;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .settings[open] {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .settings,
    .choice,
    .key kbd {
      border: 1px solid CanvasText;
    }

    .meter-track {
      border: 1px solid CanvasText;
    }

    .meter-level,
    .meter-mark {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
