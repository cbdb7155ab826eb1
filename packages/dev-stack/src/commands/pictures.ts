// The command `npm run pictures`: takes the README's pictures anew; what is in them is not its affair.
import { ensureBrowsers } from '../testing/ensure-browsers.ts';
import { build } from './build.ts';
import { BuildError } from './building/build-part.ts';

const script = new URL('../../../e2e/src/pictures/take-pictures.ts', import.meta.url);

try {
  await ensureBrowsers(['chromium'], (line) => console.log(line));
  await build({ onProgress: (line) => console.log(line) });
  await import(script.href);
} catch (error) {
  if (error instanceof BuildError) console.error(`${error.output}\n\n${error.message}`);
  else if (error instanceof Error && error.name === 'BrowserMissingError') console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
