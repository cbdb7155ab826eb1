// Which key presses a room may act on: where they came from and who has them already; it does not know what keys do.

import type { Shortcuts } from './settings.ts';

/** Whether a press counts in this scope; never in a text field, and never one that an input method has taken. */
export function isHeard(host: HTMLElement, scope: Shortcuts, event: KeyboardEvent): boolean {
  // 229 is what a key is called that an input method has taken (UI Events, section 7.3.1); browsers differ on `isComposing`.
  if (scope === 'off' || event.isComposing || event.keyCode === 229 || isTextField(event)) return false;
  return scope === 'page' || event.composedPath().includes(host);
}

/** Kinds of `<input>` in which keys write nothing. */
const NO_TEXT = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

/** Whether what the event is about takes text. */
export function isTextField(event: Event): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}
