// What stands in the middle while there are no people to show, and the buttons with words on them.

import { css } from 'lit';

/** Lobby, waiting, the end, failures. */
export const panelStyles = css`
  .panel {
    flex: 1 1 auto;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding: 32px 24px;
    text-align: center;
  }

  .panel .note {
    max-inline-size: 44ch;
    margin: 0;
    color: var(--_dim);
    font-size: 13px;
    text-wrap: balance;
  }

  .headline {
    max-inline-size: 100%;
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 18px;
    font-weight: 600;
    line-height: 1.3;
    text-wrap: balance;
  }

  .emblem {
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    margin-block-end: 8px;
    color: var(--_dim);
    background: var(--_hover);
    border-radius: 50%;
  }

  .emblem .icon {
    inline-size: 24px;
    block-size: 24px;
  }

  .emblem.bad {
    color: var(--_danger);
    background: color-mix(in oklab, var(--_danger) 14%, transparent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 12px;
    margin-block: 12px 8px;
  }

  .action {
    min-block-size: 44px;
    padding: 8px 22px;
    color: var(--_text);
    background: var(--_raised);
    border: 1px solid var(--_line);
    border-radius: 12px;
    font: inherit;
    font-size: 15px;
    font-weight: 600;
    cursor: pointer;
  }

  .action:hover {
    background: color-mix(in oklab, var(--_text) 7%, var(--_raised));
  }

  .action:active {
    transform: scale(0.98);
  }

  .action.primary {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }

  .action.primary:hover {
    background: color-mix(in oklab, var(--_text) 10%, var(--_accent));
  }

  .action:focus-visible,
  .control:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .waiting {
    gap: 16px;
  }

  .pulse {
    display: flex;
    gap: 8px;
  }

  .pulse i {
    inline-size: 8px;
    block-size: 8px;
    background: var(--_dim);
    border-radius: 50%;
    animation: pulse 1.2s ease-in-out infinite;
  }

  .pulse i:nth-child(2) {
    animation-delay: 0.15s;
  }

  .pulse i:nth-child(3) {
    animation-delay: 0.3s;
  }

  /* A quick join needs no words; one that takes a second says what it waits for. */
  .waiting .note {
    animation: fade 200ms ease-out 900ms backwards;
  }

  @keyframes pulse {
    0%,
    60%,
    100% {
      opacity: 0.25;
    }

    30% {
      opacity: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .pulse i,
    .waiting .note {
      animation: none;
    }
  }
`;
