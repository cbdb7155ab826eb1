// The frame of the room: box, header, stage; tiles, panels and controls have sheets of their own.

import { css } from 'lit';

/** Host, base, header, stage. */
export const baseStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    container: voice-room / inline-size;
    contain-intrinsic-inline-size: 640px;
    min-block-size: 0;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 15px;
    line-height: 1.4;
    -webkit-text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  .base {
    flex: 1 1 auto;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: clip;
    outline: none;
    background: var(--_background);
    border-radius: var(--_radius);
    box-shadow: inset 0 0 0 1px var(--_line);
    isolation: isolate;
  }

  .header {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 52px;
    padding: 8px 20px;
    border-block-end: 1px solid var(--_line);
  }

  .title {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
  }

  .channel {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }

  .count,
  .status {
    flex: none;
    color: var(--_dim);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .status {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    border: 2px solid var(--_dim);
  }

  .status[data-tone='good'] .dot {
    background: var(--_dim);
  }

  .status[data-tone='wait'] .dot {
    background: var(--_warning);
    border-color: var(--_warning);
  }

  .status[data-tone='bad'] .dot {
    background: var(--_danger);
    border-color: var(--_danger);
  }

  .icon {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .title .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_dim);
  }

  :host(:dir(rtl)) .title .icon {
    scale: -1 1;
  }

  .stage {
    flex: 1 1 clamp(200px, 46cqi, 440px);
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  slot[name='footer']::slotted(*) {
    flex: none;
  }

  .aloud {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container voice-room (inline-size < 420px) {
    .header {
      padding-inline: 14px;
      min-block-size: 48px;
      gap: 10px;
    }

    .stage {
      flex-basis: auto;
    }
  }

  @container voice-room (inline-size < 340px) {
    .status[data-tone='good'] .status-text {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (forced-colors: active) {
    .base {
      border: 1px solid;
    }

    .dot {
      forced-color-adjust: none;
      border-color: CanvasText;
    }
  }
`;
