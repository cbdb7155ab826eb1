// Finds out which page or frame keeps the microphone away, and what exactly its owner has to change; it asks nobody for a microphone.

/** The attribute that hands the microphone to a page in a frame. */
const ALLOW = 'allow="microphone; autoplay"';

/** Why the policy of the page, or of the pages around it, keeps the microphone away; null where it does not, or cannot be read. */
export function policyFault(page: Window): string | null {
  if (!isBlocked(page)) return null;
  // Frames of one's own origin can be asked themselves: the outermost that is blocked is the one to change.
  let here = page;
  for (let around = pageAround(here); around && isBlocked(around); around = pageAround(here)) here = around;
  const { origin } = here;
  if (!isFramed(here)) {
    return `Send the header ${header(origin)} with ${here === page ? 'the page itself' : 'the page around the frame'}.`;
  }
  if (!pageAround(here)) return sandboxFault(here) ?? frameCure(here);
  return `The frame’s own page is blocked, not the page around it. Send the header ${header(origin)} with the page in the frame, and put ${ALLOW} on its <iframe>.`;
}

/** Why a page without an origin is refused: no policy tells, for what is missing is whom to allow. */
export function sandboxFault(page: Window): string | null {
  if (!isFramed(page) || page.origin !== 'null') return null;
  return `The frame’s sandbox takes the page’s origin away. Put allow-same-origin into the sandbox attribute of the <iframe>, and ${ALLOW} beside it.`;
}

/**
 * What may be wrong where a browser refuses without telling its policy, and the page is in a frame of another origin: there a
 * missing attribute reads as the person's own denial.
 */
export function policySuspicion(page: Window): string | undefined {
  if (policyOf(page) || !isFramed(page) || pageAround(page)) return undefined;
  return `If nobody was asked: ${frameCure(page)}`;
}

function frameCure(page: Window): string {
  const around = originAround(page);
  const place = around === null ? 'in the page around it' : `in the page of ${around}`;
  return `Put ${ALLOW} on the <iframe> ${place}. If that page sends a Permissions-Policy, it has to name this origin: ${header(page.origin, 'self')}.`;
}

/** The header for `origin`'s own page, or with `self` for a page that shows `origin` in a frame. */
const header = (origin: string, around?: 'self'): string =>
  around === undefined
    ? `"Permissions-Policy: microphone=(self)" (that is ${origin})`
    : `Permissions-Policy: microphone=(self "${origin}")`;

interface PolicyDocument {
  readonly permissionsPolicy?: Policy;
  readonly featurePolicy?: Policy;
}
interface Policy {
  allowsFeature(feature: string): boolean;
}

/** Chromium's reading of the policy; other browsers have none. */
function policyOf(page: Window): Policy | undefined {
  const { permissionsPolicy, featurePolicy } = page.document as PolicyDocument;
  return permissionsPolicy ?? featurePolicy;
}

const isBlocked = (page: Window): boolean => policyOf(page)?.allowsFeature('microphone') === false;

const isFramed = (page: Window): boolean => page.parent !== page;

/** The page around a frame, where it is of the same origin and can be looked at. */
function pageAround(page: Window): Window | null {
  if (!isFramed(page)) return null;
  try {
    // Reading it throws where the origins differ.
    return page.parent.origin === page.origin && page.parent.document ? page.parent : null;
  } catch {
    return null;
  }
}

/** Whose page is around: some browsers list it, others tell it only as where the frame was loaded from. */
function originAround(page: Window): string | null {
  const { ancestorOrigins } = page.location as Partial<Pick<Location, 'ancestorOrigins'>>;
  const listed = ancestorOrigins?.[0];
  if (listed !== undefined && listed !== 'null') return listed;
  const { referrer } = page.document;
  const origin = URL.canParse(referrer) ? new URL(referrer).origin : page.origin;
  return origin === page.origin || origin === 'null' ? null : origin;
}
