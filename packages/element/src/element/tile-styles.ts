// The people: a grid of tiles, or a list of rows where it is narrow. Speaking moves opacity and transform of a leaf, nothing else.

import { css } from 'lit';

/** Grid, tiles, faces, marks. */
export const tileStyles = css`
  .box {
    flex: 1 1 0;
    display: grid;
    align-content: safe center;
    justify-content: center;
    min-block-size: 0;
    padding: 16px 20px;
    overflow: hidden;
  }

  .box[data-scrolls] {
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-gutter: stable both-edges;
    mask-image: linear-gradient(to top, transparent, black 24px);
  }

  .grid {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_gap);
    inline-size: var(--_row, 100%);
    margin: 0;
    padding: 0;
    /* Not "none": Safari would no longer call it a list. */
    list-style-type: '';
  }

  .tile {
    --_face: var(--voice-room-avatar-size, calc(var(--_tile-height, 132px) * 0.46));
    position: relative;
    flex: none;
    display: flex;
    flex-direction: column;
    inline-size: var(--_tile-width, 192px);
    block-size: var(--_tile-height, 132px);
    padding-block-start: 4px;
    background: var(--_surface);
    border-radius: var(--_tile-radius);
    box-shadow: inset 0 0 0 1px var(--_line);
    contain: layout style;
    animation: arrive 180ms ease-out;
  }

  .tile::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--_speaking);
    border-radius: inherit;
    opacity: 0;
    pointer-events: none;
  }

  .tile[data-speaking]::after {
    opacity: 1;
  }

  .face {
    position: relative;
    flex: 1 1 auto;
    display: grid;
    place-items: center;
    min-block-size: 0;
  }

  .avatar,
  .halo {
    grid-area: 1 / 1;
    inline-size: var(--_face);
    block-size: var(--_face);
    border-radius: 50%;
  }

  .avatar {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    color: oklch(24% 0.03 265);
    background: oklch(84% 0.1 var(--_hue, 265));
    font-size: calc(var(--_face) * 0.36);
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }

  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
  }

  .avatar img[data-loaded] {
    opacity: 1;
  }

  .halo {
    --_reach: calc(0.06 + var(--_level, 0.4) * 0.14);
    border: max(2px, calc(var(--_face) * 0.035)) solid var(--_speaking);
    opacity: 0;
  }

  .tile[data-speaking] .halo {
    opacity: calc(0.3 + var(--_level, 0.4) * 0.5);
    transform: scale(calc(1 + var(--_reach)));
    will-change: transform, opacity;
  }

  .caption {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 30px;
    padding: 0 12px 6px;
    font-size: 13px;
  }

  .who {
    flex: 1 1 auto;
    display: flex;
    align-items: baseline;
    gap: 6px;
    min-inline-size: 0;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 500;
  }

  .you {
    flex: none;
    color: var(--_dim);
    font-size: 12px;
  }

  .marks {
    flex: none;
    display: flex;
    gap: 6px;
    color: var(--_dim);
  }

  .marks .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .tile[data-lost] .face,
  .stage[data-stale] .face {
    opacity: 0.5;
  }

  .empty {
    flex: none;
    display: flex;
    flex-direction: column;
    align-items: center;
    padding: 0 20px 12px;
    text-align: center;
    font-size: 13px;
    color: var(--_dim);
  }

  .empty strong {
    color: var(--_text);
    font-size: 15px;
    font-weight: 600;
  }

  /* No hue near 150: green means that somebody talks, and nothing else. */
  .tile[data-colour='0'] { --_hue: 310; }
  .tile[data-colour='1'] { --_hue: 28; }
  .tile[data-colour='2'] { --_hue: 278; }
  .tile[data-colour='3'] { --_hue: 210; }
  .tile[data-colour='4'] { --_hue: 340; }
  .tile[data-colour='5'] { --_hue: 95; }
  .tile[data-colour='6'] { --_hue: 60; }
  .tile[data-colour='7'] { --_hue: 245; }

  @container voice-room (inline-size < 420px) {
    .box,
    .box[data-scrolls] {
      flex-basis: auto;
      display: block;
      align-content: normal;
      padding: 8px;
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-gutter: auto;
      mask-image: none;
    }

    .grid {
      display: block;
      inline-size: auto;
    }

    .tile {
      --_face: 28px;
      flex-direction: row;
      align-items: center;
      gap: 10px;
      inline-size: auto;
      block-size: auto;
      min-block-size: 40px;
      padding: 4px 6px;
      background: none;
      box-shadow: none;
      border-radius: 10px;
    }

    .tile::after {
      content: none;
    }

    .tile[data-speaking] .avatar {
      box-shadow: 0 0 0 2px var(--_background), 0 0 0 4px var(--_speaking);
      overflow: visible;
    }

    .avatar img {
      border-radius: 50%;
    }

    .halo {
      display: none;
    }

    .face {
      flex: none;
    }

    .caption {
      flex: 1 1 auto;
      min-inline-size: 0;
      padding: 0;
      font-size: 15px;
    }

    .name {
      font-weight: 400;
    }
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: scale(0.94);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .tile {
      animation: none;
    }

    .tile[data-speaking] .halo {
      opacity: 0.6;
      transform: scale(1.1);
    }
  }

  @media (forced-colors: active) {
    .tile {
      border: 1px solid;
    }

    .tile[data-speaking] {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }

    .avatar {
      border: 1px solid;
    }
  }
`;
