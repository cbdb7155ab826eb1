// The chunk of the push key, loaded where a mode asks for one; it only puts the parts together.

export { DEFAULT_PUSH_KEY, readKeyBinding } from './key-binding.ts';
export { PushButton } from './push-button.ts';
export { hearPushKeys } from './push-keys.ts';
export { pushTemplate } from './push-template.ts';
