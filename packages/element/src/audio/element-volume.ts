// Finds out whether the volume of a media element counts in this browser; it plays nothing.

/** False on iOS and iPadOS, where elements ignore it: `volume` reads as 1 whatever was set. */
export function elementVolumeCounts(): boolean {
  const element = document.createElement('audio');
  element.volume = 0.5;
  return element.volume === 0.5;
}
