// What the person chose about being heard and hearing, after Discord's rules; pure, it knows no room.

/** The choice, independent of any call. */
export interface Intent {
  readonly muted: boolean;
  readonly deafened: boolean;
  /** What `muted` goes back to when the person undeafens. */
  readonly mutedBeforeDeafen: boolean;
}

/** The choice at the start of a call. */
export function startingIntent(startMuted: boolean, startDeafened: boolean): Intent {
  return { muted: startMuted || startDeafened, deafened: startDeafened, mutedBeforeDeafen: startMuted };
}

/** Muting is remembered through a deafening; unmuting while deafened undeafens. */
export function withMuted(intent: Intent, muted: boolean): Intent {
  if (!muted) return { muted: false, deafened: false, mutedBeforeDeafen: false };
  return { ...intent, muted: true, mutedBeforeDeafen: true };
}

/** Deafening also mutes; undeafening restores the mute state from before. */
export function withDeafened(intent: Intent, deafened: boolean): Intent {
  if (deafened === intent.deafened) return intent;
  if (deafened) return { muted: true, deafened: true, mutedBeforeDeafen: intent.muted };
  return { muted: intent.mutedBeforeDeafen, deafened: false, mutedBeforeDeafen: intent.mutedBeforeDeafen };
}
