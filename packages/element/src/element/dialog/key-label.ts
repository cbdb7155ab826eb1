// Writes a key binding as people read it on their keyboard; it does not know what the key does.

import { readKeyBinding } from '../key-binding.ts';

/** `KeyboardLayoutMap` of the Keyboard Map API, which Chromium has: what is printed on a key. */
type LayoutMap = Pick<ReadonlyMap<string, string>, 'get'>;

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

const APPLE: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' };
const OTHERS: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: 'Win' };

/** `Alt + X` for `Alt+KeyX`; without a layout the name of the place, which is that of the American layout. */
export function keyLabel(text: string, layout: LayoutMap | null): string {
  const binding = readKeyBinding(text);
  if (!binding) return text;
  const names = isApple() ? APPLE : OTHERS;
  const key = layout?.get(binding.code)?.toUpperCase() ?? nameOf(binding.code);
  return [...binding.modifiers.map((name) => names[name] ?? name), key].join(' + ');
}

/** What is printed on the keys of this keyboard, or null where the browser does not say. */
export async function keyboardLayout(): Promise<LayoutMap | null> {
  const { keyboard } = navigator as { keyboard?: { getLayoutMap(): Promise<LayoutMap> } };
  try {
    return (await keyboard?.getLayoutMap()) ?? null;
  } catch {
    // A page in a frame may be forbidden to ask.
    return null;
  }
}

function nameOf(code: string): string {
  const plain = code.replace(/^(Key|Digit)(?=.$)/, '');
  return plain.replace(/(?<=[a-z])(?=[A-Z0-9])/g, ' ');
}
