// The looks of a person's menu, in the room's own colours.

import { css } from 'lit';

/** Added to the room's sheets when a menu is opened first. */
export const personMenuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    left: var(--_x, 0);
    top: var(--_y, 0);
    inline-size: min(264px, 100vi - 16px);
    max-block-size: calc(100vb - 16px);
    margin: 0;
    padding: 8px;
    color: var(--_text);
    background: var(--_raised);
    border: 0;
    border-radius: 16px;
    box-shadow: 0 0 0 1px var(--_line), var(--_shadow);
    font-family: var(--_font);
    font-size: 15px;
    line-height: 1.4;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .menu:popover-open {
    animation: menu-in 150ms ease-out;
  }

  .menu-name {
    padding: 6px 12px 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }

  .menu-volume {
    padding: 8px 12px 10px;
  }

  .menu-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    color: var(--_dim);
    font-size: 13px;
  }

  .menu-percent {
    font-variant-numeric: tabular-nums;
  }

  .menu-line input {
    flex: 1 0 100%;
    block-size: 32px;
    margin: 4px 0 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }

  .menu-volume[data-muted] input {
    opacity: 0.5;
  }

  .menu input:focus-visible,
  .menu button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
    border-radius: 10px;
  }

  /* The mark at 100 %, and the way back to it. */
  .menu-reset {
    position: relative;
    display: block;
    min-block-size: 28px;
    margin: -4px auto 0;
    padding: 8px 10px 2px;
    color: var(--_dim);
    background: none;
    border: 0;
    border-radius: 8px;
    font: inherit;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }

  .menu-reset::before {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: calc(50% - 1px);
    inline-size: 2px;
    block-size: 6px;
    background: var(--_dim);
    border-radius: 1px;
  }

  .menu-reset:hover {
    color: var(--_text);
  }

  .menu-note {
    margin: 0;
    padding: 0 12px 10px;
    color: var(--_dim);
    font-size: 13px;
    text-wrap: pretty;
  }

  .menu-item {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    color: inherit;
    background: none;
    border: 0;
    border-radius: 10px;
    font: inherit;
    text-align: start;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  .menu-item:hover {
    background: var(--_hover);
  }

  .menu-item > :nth-child(2) {
    flex: 1;
  }

  .menu-item[aria-pressed='true'] .icon {
    color: var(--_danger);
  }

  .menu-switch {
    flex: none;
    position: relative;
    inline-size: 34px;
    block-size: 20px;
    border-radius: 999px;
    box-shadow: inset 0 0 0 2px var(--_dim);
  }

  .menu-switch::before {
    content: '';
    position: absolute;
    inset-block: 5px;
    inset-inline-start: 5px;
    inline-size: 10px;
    border-radius: 50%;
    background: var(--_dim);
    transition: transform 150ms ease-out;
  }

  [aria-pressed='true'] > .menu-switch {
    background: var(--_danger);
    box-shadow: none;
  }

  [aria-pressed='true'] > .menu-switch::before {
    background: var(--_on-danger);
    transform: translateX(14px);
  }

  [aria-pressed='true'] > .menu-switch:dir(rtl)::before {
    transform: translateX(-14px);
  }

  @keyframes menu-in {
    from {
      opacity: 0;
      transform: translateY(-4px);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .menu:popover-open {
      animation: none;
    }

    .menu-switch::before {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .menu,
    .menu-switch {
      border: 1px solid CanvasText;
    }

    .menu-reset::before,
    .menu-switch::before {
      background: CanvasText;
      forced-color-adjust: none;
    }

    [aria-pressed='true'] > .menu-switch {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
