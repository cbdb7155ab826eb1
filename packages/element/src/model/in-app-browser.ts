// Tells the browsers inside other apps by how they call themselves; it refuses nothing, for many of them work.

/** What is known of a browser. */
export interface BrowserSigns {
  readonly userAgent: string;
  /** Safari's: true for a page on the home screen, which calls itself as an app's browser does. */
  readonly standalone?: boolean;
}

/** The app that shows the page, by its own name where it has one. */
export type HostingApp =
  'Instagram' | 'Facebook' | 'TikTok' | 'LinkedIn' | 'WeChat' | 'LINE' | 'Snapchat' | 'an app';

/** Named apps first: most of them also carry the general sign. */
const APPS: readonly (readonly [RegExp, HostingApp])[] = [
  [/\bInstagram\b/, 'Instagram'],
  [/\bFB(AN|AV|_IAB)\b/, 'Facebook'],
  [/\b(musical_ly|BytedanceWebview|TikTok)/i, 'TikTok'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bLine\/\d/, 'LINE'],
  [/\bSnapchat\b/, 'Snapchat'],
  // Android's own sign for a page inside an app.
  [/\bAndroid\b.*; wv\)/, 'an app'],
  // Every browser on an iPhone says "Safari"; a page inside an app does not.
  [/\b(iPhone|iPad|iPod)\b(?!.*\bSafari\/).*\bAppleWebKit\//, 'an app'],
];

/** The app around the page, or null in a browser of its own. */
export function hostingApp({ userAgent, standalone }: BrowserSigns): HostingApp | null {
  if (standalone) return null;
  return APPS.find(([sign]) => sign.test(userAgent))?.[1] ?? null;
}

/** What the site's owner reads where a failure happened inside an app. */
export const hostingAppHint = (app: HostingApp): string =>
  `The page is open inside ${app}, which may keep microphone or calls from it. Give people a link that opens in their browser.`;
