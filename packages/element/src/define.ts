// Registers `<voice-room>`; the only module of this package that does something by being imported.

import { VoiceRoom } from './element/voice-room.ts';

// A page may load the script twice, or two versions of it: the first one stays.
if (!customElements.get('voice-room')) customElements.define('voice-room', VoiceRoom);

export * from './index.ts';
