// Every sentence of the settings in English, by key, in the chunk of the settings; other languages have the same keys.

/** The texts of the settings. */
export interface SettingsTranslation {
  readonly 'settings.close': string;
  readonly 'settings.input': string;
  readonly 'settings.voice': string;
  readonly 'settings.voice-note': string;
  readonly 'settings.push-to-talk-note': string;
  readonly 'settings.push-to-mute-note': string;
  readonly 'settings.key': string;
  readonly 'settings.key-change': string;
  readonly 'settings.key-record': string;
  readonly 'settings.key-refused': string;
  readonly 'settings.release': string;
  readonly 'settings.milliseconds': (milliseconds: number) => string;
  readonly 'settings.sensitivity': string;
  readonly 'settings.sensitivity-off': string;
  readonly 'settings.sensitivity-automatic': string;
  readonly 'settings.sensitivity-threshold': string;
  readonly 'settings.sensitivity-note': string;
  readonly 'settings.threshold': string;
  readonly 'settings.decibels': (decibels: number) => string;
  readonly 'settings.no-microphone': string;
  readonly 'settings.hearing': string;
  readonly 'settings.output': string;
  readonly 'settings.output-note': (louder: string, softer: string) => string;
}

const number = new Intl.NumberFormat('en');

/** English. */
export const enSettings: SettingsTranslation = {
  'settings.close': 'Close',
  'settings.input': 'How you are heard',
  'settings.voice': 'Open microphone',
  'settings.voice-note': 'Always, while you are not muted.',
  'settings.push-to-talk-note': 'Only while you hold a key or the button.',
  'settings.push-to-mute-note': 'Always, except while you hold a key or the button.',
  'settings.key': 'Key',
  'settings.key-change': 'Change',
  'settings.key-record': 'Press a key, with Control, Alt or Shift if you like',
  'settings.key-refused': 'That key is needed elsewhere. Press another one.',
  'settings.release': 'Keep the key down after you let go',
  'settings.milliseconds': (milliseconds) => `${number.format(milliseconds)} ms`,
  'settings.sensitivity': 'Input sensitivity',
  'settings.sensitivity-off': 'Send everything',
  'settings.sensitivity-automatic': 'Automatic',
  'settings.sensitivity-threshold': 'From this loudness on',
  'settings.sensitivity-note': 'What is quieter than the mark is not sent. Nobody sees you as muted for it.',
  'settings.threshold': 'Loudness from which you are sent',
  'settings.decibels': (decibels) => `${number.format(Math.round(decibels))} dB`,
  'settings.no-microphone': 'You see how loud you are here once your microphone is on.',
  'settings.hearing': 'What you hear',
  'settings.output': 'Volume of all voices',
  'settings.output-note': (louder, softer) => `${louder} and ${softer} change it too.`,
};
