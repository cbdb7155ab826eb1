// What a place to get the LiveKit binary from looks like; it knows none of them.

/** One place in the order of looking. */
export interface BinarySource {
  /** What people read, for example `the project's own cache`. */
  readonly name: string;
  /**
   * Returns the path of a binary, made or downloaded if need be.
   *
   * @throws BinaryRefusal where there is none to be had here
   */
  find(tell: Tell): Promise<string>;
}

/** Takes a sentence about what is going on; each replaces the one before. */
export type Tell = (what: string) => void;

/** Why a source has no binary. */
export class BinaryRefusal extends Error {
  override readonly name = 'BinaryRefusal';
  /** What the person could do to make this source answer, if anything. */
  readonly remedy: string | undefined;
  /** Whether nothing is wrong: there is simply nothing here, which needs no word while other sources are left. */
  readonly expected: boolean;

  constructor(message: string, { remedy, expected = false }: { remedy?: string; expected?: boolean } = {}) {
    super(message);
    this.remedy = remedy;
    this.expected = expected;
  }
}
