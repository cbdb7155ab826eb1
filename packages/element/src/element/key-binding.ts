// A key with its modifiers as people bind it, as text and as an event; it does not know what the key does.

/** The modifiers in the order in which they are written, by their names in UI Events. */
const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;

type Modifier = (typeof MODIFIERS)[number];

/** One key by its place on the keyboard (`KeyboardEvent.code`), and the modifiers that must be down with it and no others. */
export interface KeyBinding {
  readonly code: string;
  readonly modifiers: readonly Modifier[];
}

/** As much of a `KeyboardEvent` as is read. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * The push key while nobody has chosen one: reachable with one hand, and free in the browsers and screen readers that were
 * looked at. Never the space bar, which presses buttons and scrolls.
 */
export const DEFAULT_PUSH_KEY = 'Alt+KeyX';

/** Keys that a page needs for itself or that move the focus; with Control, Alt or Meta they can still be bound. */
const NEVER_ALONE = new Set(['Space', 'Enter', 'NumpadEnter', 'Tab', 'Escape', 'Backspace', 'Delete']);

/** Reads `Alt+KeyX`. Null for anything that is not a key with modifiers, and for keys that must not be bound. */
export function readKeyBinding(text: string): KeyBinding | null {
  const names = text.split('+').map((name) => name.trim());
  const code = names.pop() ?? '';
  if (!/^[A-Z][A-Za-z0-9]+$/.test(code) || isModifierName(code)) return null;
  if (!names.every(isModifierName) || new Set(names).size !== names.length) return null;
  const binding = { code, modifiers: MODIFIERS.filter((name) => names.includes(name)) };
  return mayBeBound(binding) ? binding : null;
}

/** The text that {@link readKeyBinding} reads. */
export function writeKeyBinding({ code, modifiers }: KeyBinding): string {
  return [...modifiers, code].join('+');
}

/** The binding that a key press makes, or null while only modifiers are down, and for a key that must not be bound. */
export function bindingOf(event: KeyPress): KeyBinding | null {
  if (event.code === '' || modifierOf(event) !== null) return null;
  const binding = { code: event.code, modifiers: MODIFIERS.filter((name) => isDown(event, name)) };
  return mayBeBound(binding) ? binding : null;
}

/** Whether a press is exactly this one: its key, all of its modifiers and no other. */
export function isPress({ code, modifiers }: KeyBinding, event: KeyPress): boolean {
  return event.code === code && MODIFIERS.every((name) => isDown(event, name) === modifiers.includes(name));
}

/** The modifier that an event is about, or null: left and right are one. */
export function modifierOf({ key, code }: Pick<KeyPress, 'key' | 'code'>): Modifier | null {
  // Windows tells AltGr as Control and Alt; other systems as a key of its own.
  if (key === 'AltGraph') return 'Alt';
  return MODIFIERS.find((name) => key === name || code === `${name}Left` || code === `${name}Right`) ?? null;
}

function mayBeBound({ code, modifiers }: KeyBinding): boolean {
  const hasCommand = modifiers.some((name) => name !== 'Shift');
  return code === 'Space' ? false : hasCommand || !NEVER_ALONE.has(code);
}

function isDown(event: KeyPress, name: Modifier): boolean {
  switch (name) {
    case 'Control':
      return event.ctrlKey;
    case 'Alt':
      return event.altKey;
    case 'Shift':
      return event.shiftKey;
    case 'Meta':
      return event.metaKey;
  }
}

const isModifierName = (name: string): name is Modifier => MODIFIERS.some((modifier) => modifier === name);
