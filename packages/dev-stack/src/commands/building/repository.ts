// Where the repository is on this disk; knows nothing of what is done with it.
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's top folder, without a closing slash. */
export const repositoryRoot = fileURLToPath(new URL('../../../../../', import.meta.url)).replace(/\/$/, '');
