// Tells open demo pages to load again; off unless a developer's command turns it on, and knows nothing of files.

const reloads = new EventTarget();
let on = false;

/** Whether pages should listen. */
export function reloadsAreOn(): boolean {
  return on;
}

/** Lets demo hosts of this process offer `/demo/reload` from now on. */
export function turnReloadsOn(): void {
  on = true;
}

/** Makes every open page load again. */
export function reloadPages(): void {
  reloads.dispatchEvent(new Event('reload'));
}

/** Calls `listener` on each reload until `signal` says stop. */
export function onReload(listener: () => void, signal: AbortSignal): void {
  reloads.addEventListener('reload', listener, { signal });
}
