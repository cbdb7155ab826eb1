// The version of this package, as its manifest has it; a test keeps the two in step.

/** Semantic version. */
export const VERSION = '0.1.0';
