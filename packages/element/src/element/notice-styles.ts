// The bars that say what is wrong while the call goes on.

import { css } from 'lit';

/** Bars over the stage. */
export const noticeStyles = css`
  .notices {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding-inline: 20px;
  }

  .notice {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 10px 10px 14px;
    padding-inline: 14px 10px;
    background: var(--_warning-tint);
    border: 1px solid color-mix(in oklab, var(--_warning) 45%, transparent);
    border-radius: 12px;
    font-size: 13px;
    animation: fade 160ms ease-out;
  }

  .notice:first-child {
    margin-block-start: 16px;
  }

  .notice > .icon {
    color: var(--_warning);
  }

  .notice > p,
  .words {
    flex: 1 1 0;
    min-inline-size: 0;
  }

  .notice p {
    margin: 0;
    text-wrap: pretty;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .notice strong {
    font-weight: 600;
  }

  .notice .action {
    flex: none;
    min-block-size: 36px;
    padding: 4px 14px;
    font-size: 13px;
  }

  .notice .fix {
    margin-block: 4px 0;
    padding-inline-start: 0;
    color: var(--_dim);
  }

  ol.fix {
    list-style-position: inside;
  }

  .address {
    inline-size: 100%;
    overflow-wrap: anywhere;
    user-select: all;
  }

  a.action {
    display: grid;
    align-content: center;
    text-decoration: none;
  }

  @keyframes fade {
    from {
      opacity: 0;
    }
  }

  @container voice-room (inline-size < 560px) {
    .notices {
      padding-inline: 12px;
    }

    .notice {
      display: grid;
      grid-template-columns: auto 1fr;
      align-items: start;
      gap: 8px 10px;
      padding: 12px;
    }

    .notice > .action,
    .choices {
      grid-column: 2;
      justify-self: start;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .notice {
      animation: none;
    }
  }
`;
