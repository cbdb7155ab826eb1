// Makes plain data immutable all the way down; it does not know what the data means.

/** Freezes `value` and everything reachable from it through own properties, and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
