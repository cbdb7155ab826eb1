// The form of a path into the claims; it does not know what is found there.
import { z } from 'zod';
import type { ClaimPath } from './config.ts';

const MAX_NAMES = 8;
const MAX_NAME_LENGTH = 256;
/** Members that every object inherits: no honest claim has such a name, and a lookup of one could leave the claims. */
const INHERITED = ['__proto__', 'constructor', 'prototype'];
/** What users of Supabase and of Clerk write themselves. */
const USER_EDITABLE = ['user_metadata', 'unsafe_metadata'];

const NAME =
  'is not the name of a claim (1 to 256 characters). Set the name as the token has it, dots and slashes included.';
const PATH =
  'is not a claim. Set its name ("voice", "https://app.example.com/roles"), or a path of at most 8 names (["realm_access", "roles"]).';

const name = z
  .string(NAME)
  .min(1, NAME)
  .max(MAX_NAME_LENGTH, NAME)
  .refine(
    (text) => !INHERITED.includes(text),
    'is a name that every object inherits, so it cannot be a claim. Set the name of a claim.',
  );
const names = z.array(name, PATH).min(1, PATH).max(MAX_NAMES, PATH);

/** One name, which is never split at its dots, or a list of names that lead from object to object. */
export const claimPath = z
  .union([name, names], { error: PATH })
  .transform((path): ClaimPath => (typeof path === 'string' ? [path] : path))
  .meta({
    id: 'ClaimPath',
    description:
      'Where a claim is: its name, dots and slashes included, or a list of names that lead to a nested one.',
  });

/** A path for what decides something: not into metadata that users write themselves. */
export const trustedClaimPath = claimPath.refine(
  (path) => !path.some((step) => USER_EDITABLE.includes(step)),
  'leads into metadata that users write themselves, so each could give themselves what it decides. Set a claim that only the host app writes, for example in app_metadata.',
);

const NAMES_OR_PATHS =
  'is not a claim. Set its name, a path (["profile", "name"]), or a list of paths ([["profile", "name"], ["name"]]), of which the first with a value counts.';

/** One path, or a list of paths: a list whose entries are lists is one of paths, so no form has two meanings. */
export const claimPaths = z
  .union(
    [name, names, z.array(names, NAMES_OR_PATHS).min(1, NAMES_OR_PATHS).max(MAX_NAMES, NAMES_OR_PATHS)],
    {
      error: NAMES_OR_PATHS,
    },
  )
  .transform((given): readonly ClaimPath[] => {
    if (typeof given === 'string') return [[given]];
    return isPath(given) ? [given] : given;
  })
  .meta({
    id: 'ClaimPaths',
    description:
      'A claim name, a path, or a list of paths such as [["user_metadata", "full_name"], ["name"]]; the first that leads to a value counts.',
  });

function isPath(list: readonly string[] | readonly (readonly string[])[]): list is readonly string[] {
  return typeof list[0] === 'string';
}
