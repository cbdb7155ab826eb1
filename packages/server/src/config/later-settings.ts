// The settings of the contract that a later version obeys; it does not know their values.

/** What goes on as if the setting were not there, as the end of a sentence. Each is on the safe side. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  GUEST_CHANNELS: 'guests are refused everywhere',
};

/** Tells of the settings in `names` that have no effect yet, a sentence each. */
export function warningsOf(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => Object.hasOwn(WITHOUT_EFFECT, name))
    .map((name) => `${name} has no effect in this version: ${WITHOUT_EFFECT[name]}.`);
}

/** Whether an entry of GUEST_CHANNELS can mean a channel: text without control characters, `*` only at its end. */
export function isChannelPattern(entry: string): boolean {
  return /^[^*\p{Cc}]*\*?$/u.test(entry) && entry.isWellFormed() && entry.normalize('NFC') === entry;
}
