// The address of the page that a person should open elsewhere, and how an app is asked to hand it on; it navigates nowhere.

/** The page that the person sees: around a frame of another origin only its own word for where it came from is known. */
export function pageLink(page: Window = window): string {
  const own = page.location.href;
  if (page.parent === page) return own;
  try {
    return page.top?.location.href ?? own;
  } catch {
    return isWeb(page.document.referrer) ? page.document.referrer : own;
  }
}

/**
 * The address by which an app on Android hands a page to the person's own browser; null for what is no web page.
 * https://developer.chrome.com/docs/android/intents
 */
export function intentLink(link: string): string | null {
  if (!isWeb(link)) return null;
  const { protocol, href } = new URL(link);
  const scheme = protocol.slice(0, -1);
  // The last "#" begins the intent, so a page's own fragment stays what it is.
  return `intent:${href.slice(protocol.length)}#Intent;scheme=${scheme};action=android.intent.action.VIEW;end`;
}

const isWeb = (link: string): boolean => URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);
