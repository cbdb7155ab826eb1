// The command voice-room-server doctor: reads what it is given, has it examined, and prints the report.
import { readFileSync } from 'node:fs';
import { examine } from '../doctor/examine.ts';
import { reportJson, reportText } from '../doctor/report-text.ts';
import { UsageError, readDoctorArguments } from './doctor-arguments.ts';
import { readPastedToken } from './read-pasted-token.ts';
import { showProgress } from './show-progress.ts';

/** What `voice-room-server doctor --help` prints. */
export const DOCTOR_HELP = `voice-room-server doctor: tries every setting against the live parts and says what to fix.

Usage: voice-room-server doctor [options] [< token]

It reads the same settings as the server. On standard input it takes a JWT of the host app.
  --token -            wait for that token; on a terminal, ask for it
  --channel ID         say whether the token opens this channel, and why
  --origin ORIGIN      say whether pages of https://app.example.com may ask
  --url URL            also try the running server at its public address
  --json               print the findings as JSON

Exit status: 0 without faults, 1 with, 2 where the arguments are wrong.
`;

/** Returns the exit status. */
export async function doctor(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(DOCTOR_HELP);
    return 0;
  }
  try {
    const { token, channel, origin, url, json } = readDoctorArguments(args);
    const pasted = await readPastedToken(process.stdin, process.stderr, token === 'read');
    const progress = showProgress(process.stderr);
    const report = await examine({
      environment: process.env,
      readFile: (path) => readFileSync(path, 'utf8'),
      token: pasted,
      channel,
      origin,
      url,
      onProgress: progress.waitsFor,
    }).finally(() => progress.end());
    const isColoured = process.stdout.isTTY && !process.env['NO_COLOR'];
    process.stdout.write(json ? reportJson(report) : reportText(report, isColoured));
    return report.count.fault === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`voice-room-server doctor: ${error.message}\n`);
    return 2;
  }
}
