// Finds values inside verified claims; it does not know what any claim means.

/** The claims of a token as they were parsed. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim that the token itself carries: never one inherited from the prototype of objects. */
export function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** Follows a path of member names through nested objects, never through lists; undefined where it does not lead anywhere. */
export function claimAt(claims: Claims, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = own(value as Claims, name);
  }
  return value;
}
