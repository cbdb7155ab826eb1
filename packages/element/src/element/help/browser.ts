// Names browser and system from what they say of themselves, so that steps can be told; nothing is allowed or refused by it.

/** Browsers whose settings differ for a person. */
export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'other';
/** Systems whose settings differ for a person. */
export type SystemName = 'windows' | 'mac' | 'ios' | 'android' | 'other';

/** What a browser says of itself; a `Navigator` fits. */
export interface BrowserSigns {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** User-Agent Client Hints, where there are any: they are believed first. */
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string }[];
    readonly platform: string;
  };
}

/** A browser on a system. */
export interface KnownBrowser {
  readonly browser: BrowserName;
  readonly system: SystemName;
}

type Row<Name> = readonly [RegExp, Name];

const BRANDS: readonly Row<BrowserName>[] = [
  [/Edge/, 'edge'],
  [/Chrom/, 'chrome'],
];
/** In this order: most browsers also carry the names of those below them. */
const AGENTS: readonly Row<BrowserName>[] = [
  [/\bEdg(A|iOS)?\//, 'edge'],
  [/\b(Firefox|FxiOS)\//, 'firefox'],
  [/\b(Chrome|CriOS)\//, 'chrome'],
  [/\bVersion\/.*\bSafari\//, 'safari'],
];
const SYSTEMS: readonly Row<SystemName>[] = [
  [/Android/, 'android'],
  [/iPhone|iPad|iPod|^iOS$/, 'ios'],
  [/Windows/, 'windows'],
  [/Macintosh|^macOS$/, 'mac'],
];

/** Browser and system of now. */
export function browserOf({ userAgent, maxTouchPoints, userAgentData }: BrowserSigns): KnownBrowser {
  const brands = userAgentData?.brands.map(({ brand }) => brand).join() ?? '';
  const browser = find(BRANDS, brands) ?? find(AGENTS, userAgent) ?? 'other';
  const system = find(SYSTEMS, userAgentData?.platform ?? '') ?? find(SYSTEMS, userAgent) ?? 'other';
  // An iPad calls itself a Macintosh, and no Macintosh has a screen for fingers.
  return { browser, system: system === 'mac' && maxTouchPoints > 1 ? 'ios' : system };
}

const find = <Name>(rows: readonly Row<Name>[], said: string): Name | undefined =>
  rows.find(([sign]) => sign.test(said))?.[1];
