// Puts an address into the clipboard, also where an app keeps the clipboard's own interface away.

/** Resolves to whether it worked; call it from a press of `button`. */
export async function copyLink(link: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    return copySelected(link, button);
  }
}

/** The old way: a field that nobody sees is selected and copied. */
function copySelected(link: string, button: HTMLElement): boolean {
  const field = document.createElement('textarea');
  field.className = 'aloud';
  field.readOnly = true;
  field.value = link;
  button.after(field);
  try {
    field.select();
    // Deprecated, and the only way in browsers inside apps that have no clipboard for pages.
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    button.focus();
  }
}
