// How a value is named that stands elsewhere than in the file; it does not know how it is read.
import { z } from 'zod';

const variable = z
  .string('is not the name of a variable. Set one, for example ACME_SECRET.')
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'is not the name of a variable. Set one, for example ACME_SECRET.')
  .meta({ description: 'Name of an environment variable.' });
const path = z
  .string('is not the path of a file. Set one, for example /run/secrets/acme.')
  .min(1, 'is not the path of a file. Set one, for example /run/secrets/acme.')
  .meta({ description: "Path of a file; a relative one begins at the configuration file's folder." });

const fromVariable = z.strictObject({ env: variable });
const fromFile = z.strictObject({ file: path });

/** A value in a variable or a file. */
export const sourceSchema = z.union([fromVariable, fromFile], {
  error: 'is neither {"env": "NAME"} nor {"file": "path"}. Set one of the two.',
});
/** The same as a type. */
export type Source = z.output<typeof sourceSchema>;

const LITERAL =
  'stands in the file itself, where everybody with a copy of it could read it. Set {"env": "NAME"} or {"file": "path"} instead.';

/** A secret, which is never written into the file itself. */
export const secretSchema = z
  .union([fromVariable, fromFile], {
    error: ({ input }) =>
      typeof input === 'string'
        ? LITERAL
        : 'is neither {"env": "NAME"} nor {"file": "path"}. Set one of the two.',
  })
  .meta({ id: 'Secret', description: 'A secret, in an environment variable or in a file of its own.' });
