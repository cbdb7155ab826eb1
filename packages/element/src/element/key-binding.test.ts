// Which keys can be bound, and which presses are the bound one.

import { expect } from 'chai';

import {
  bindingOf,
  DEFAULT_PUSH_KEY,
  isPress,
  modifierOf,
  readKeyBinding,
  writeKeyBinding,
} from './key-binding.ts';

const press = (code: string, modifiers: Partial<KeyboardEventInit> = {}, key = ''): KeyboardEvent =>
  new KeyboardEvent('keydown', { code, key, ...modifiers });

describe('a key binding', () => {
  it('is read with its modifiers in any order, and written in one', () => {
    for (const [text, written] of [
      ['KeyX', 'KeyX'],
      ['Alt+KeyX', 'Alt+KeyX'],
      ['Shift + Control + F5', 'Control+Shift+F5'],
      ['Meta+Digit1', 'Meta+Digit1'],
      ['Control+Enter', 'Control+Enter'],
    ] as const) {
      const binding = readKeyBinding(text);
      expect(binding && writeKeyBinding(binding), text).to.equal(written);
    }
    expect(readKeyBinding(DEFAULT_PUSH_KEY)).to.not.equal(null);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      '+',
      'Alt',
      'Alt+',
      'Alt+Alt+KeyX',
      'Hyper+KeyX',
      'x',
      'Alt+x',
      'AltLeft+KeyX',
      'Control+Shift',
      'Space',
      'Alt+Space',
      'Tab',
      'Escape',
      'Enter',
      'Shift+Tab',
      'KeyX+Alt',
      'constructor',
      '__proto__',
    ]) {
      expect(readKeyBinding(text), text).to.equal(null);
    }
  });

  it('is made by a press, once more than modifiers are down', () => {
    expect(bindingOf(press('AltLeft', { altKey: true }, 'Alt'))).to.equal(null);
    const binding = bindingOf(press('KeyM', { altKey: true, shiftKey: true }, 'M'));
    expect(binding && writeKeyBinding(binding)).to.equal('Alt+Shift+KeyM');
    expect(bindingOf(press('Space', { ctrlKey: true }, ' '))).to.equal(null);
    expect(bindingOf(press('Tab', {}, 'Tab'))).to.equal(null);
    expect(bindingOf(press('', {}, 'Unidentified'))).to.equal(null);
  });

  it('is pressed by its key with all of its modifiers and no other', () => {
    const binding = readKeyBinding('Alt+KeyX');
    if (!binding) throw new Error('not read');
    expect(isPress(binding, press('KeyX', { altKey: true }))).to.equal(true);
    expect(isPress(binding, press('KeyX'))).to.equal(false);
    expect(isPress(binding, press('KeyX', { altKey: true, shiftKey: true }))).to.equal(false);
    expect(isPress(binding, press('KeyY', { altKey: true }))).to.equal(false);
  });

  it('knows modifiers by name and by place', () => {
    expect(modifierOf(press('ShiftRight', {}, 'Shift'))).to.equal('Shift');
    expect(modifierOf(press('AltRight', {}, 'AltGraph'))).to.equal('Alt');
    expect(modifierOf(press('KeyX', {}, 'x'))).to.equal(null);
  });
});
