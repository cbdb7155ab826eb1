// The button of a tile that opens the person's menu: there on hover, with the focus and on touch, and never in the way of a name.

import { css } from 'lit';

/** Loaded with the tiles; the menu itself has a sheet of its own. */
export const optionsStyles = css`
  .options {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    z-index: 1;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    color: var(--_text);
    background: var(--_raised);
    border: 0;
    border-radius: 999px;
    box-shadow: 0 0 0 1px var(--_line);
    opacity: 0;
    cursor: pointer;
    transition: opacity 150ms ease-out;
    -webkit-tap-highlight-color: transparent;
  }

  .options::before {
    content: '';
    position: absolute;
    inset: -8px;
  }

  .options .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .tile:hover .options,
  .options:focus-visible,
  .options[data-open] {
    opacity: 1;
  }

  .options:hover {
    background: color-mix(in oklab, var(--_text) 10%, var(--_raised));
  }

  .options:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  @media (hover: none) {
    .options {
      opacity: 1;
      background: none;
      box-shadow: none;
      color: var(--_dim);
    }
  }

  @container voice-room (inline-size < 420px) {
    .options {
      position: relative;
      inset: auto;
      order: 1;
      flex: none;
      background: none;
      box-shadow: none;
    }

    .tile[data-self] .caption {
      margin-inline-end: 38px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .options {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .options {
      border: 1px solid ButtonText;
    }
  }
`;
