// Registers `<voice-room>`; the only module of this package that does something by being imported.

import { VoiceRoom } from './element/voice-room.ts';
import { servedFrom } from './token/token-url.ts';

/**
 * The voice-room server writes `yes` over `no` in the build that it serves itself: the sign that its token endpoint lies beside the
 * script. It stands in the build exactly once, as one literal.
 */
servedFrom(import.meta.url, 'voice-room:self-served:no');

// A page may load the script twice, or two versions of it: the first one stays.
if (!customElements.get('voice-room')) customElements.define('voice-room', VoiceRoom);

export * from './index.ts';
