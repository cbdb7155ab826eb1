// The values that the room is drawn with: the host's own custom property first, else ours for light and dark.

import { css } from 'lit';

/** Private names (`--_x`) are what the other sheets use; contrast of every pair is tested. */
export const tokenStyles = css`
  :host {
    color-scheme: light dark;
    --_background: var(--voice-room-background, light-dark(oklch(97.5% 0.004 265), oklch(21% 0.014 265)));
    --_surface: var(--voice-room-surface, light-dark(oklch(100% 0 265), oklch(26% 0.014 265)));
    --_raised: var(--voice-room-raised, light-dark(oklch(100% 0 265), oklch(31% 0.014 265)));
    --_text: var(--voice-room-text, light-dark(oklch(24% 0.014 265), oklch(96% 0.004 265)));
    --_dim: var(--voice-room-dim, light-dark(oklch(49% 0.014 265), oklch(74% 0.014 265)));
    --_line: var(--voice-room-line, light-dark(oklch(24% 0.014 265 / 10%), oklch(100% 0 0 / 8%)));
    --_speaking: var(--voice-room-speaking, light-dark(oklch(61% 0.19 150), oklch(80% 0.19 150)));
    --_danger: var(--voice-room-danger, light-dark(oklch(55% 0.22 25), oklch(66% 0.2 25)));
    --_warning: var(--voice-room-warning, light-dark(oklch(60% 0.13 70), oklch(82% 0.15 85)));
    --_accent: var(--voice-room-accent, light-dark(oklch(52% 0.2 277), oklch(70% 0.16 277)));
    --_radius: var(--voice-room-radius, 20px);
    --_tile-radius: max(0px, var(--_radius) - 4px);
    --_gap: var(--voice-room-gap, 12px);
    --_font: var(--voice-room-font, inherit);

    /* What is written on a filled colour: black or white, whichever the colour's own lightness asks for. */
    --_on-accent: oklch(from var(--_accent) clamp(0, (0.6 - l) * 1000, 1) 0 h);
    --_on-danger: oklch(from var(--_danger) clamp(0, (0.7 - l) * 1000, 1) 0 h);
    --_warning-tint: light-dark(oklch(from var(--_warning) 95% 0.03 h), oklch(from var(--_warning) 30% 0.035 h));
    --_hover: color-mix(in oklab, var(--_text) 9%, transparent);
    --_shadow: 0 1px 2px light-dark(rgb(20 24 40 / 6%), rgb(0 0 0 / 24%)),
      0 8px 24px light-dark(rgb(20 24 40 / 10%), rgb(0 0 0 / 32%));
  }

  @media (prefers-contrast: more) {
    :host {
      --_dim: var(--voice-room-dim, var(--_text));
      --_line: var(--voice-room-line, color-mix(in oklab, var(--_text) 60%, transparent));
    }
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
