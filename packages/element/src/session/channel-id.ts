// Which channel ids may be asked for; the server decides with the same rule, this one only saves a request and explains.

import { voiceError, type VoiceError } from '../model/error.ts';

const LONGEST = 200;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Why an id cannot be a channel, or null: 1 to 200 bytes of well-formed UTF-8 in NFC, no control characters, no `*`, no white
 * space at the ends, not `.` or `..`. Nothing is ever mended.
 */
export function channelFault(channelId: string): VoiceError | null {
  const fault = (detail: string) =>
    voiceError(
      'invalid-configuration',
      `channel-id ${detail}`,
      'Set channel-id to 1 to 200 bytes of plain text.',
    );
  if (channelId === '') return fault('is missing or empty');
  if (!channelId.isWellFormed()) return fault('is not well-formed Unicode');
  if (new TextEncoder().encode(channelId).byteLength > LONGEST)
    return fault(`is longer than ${LONGEST} bytes`);
  if (CONTROL.test(channelId)) return fault('has control characters');
  if (channelId.includes('*')) return fault('has a *');
  if (channelId.trim() !== channelId) return fault('begins or ends with white space');
  if (channelId === '.' || channelId === '..') return fault('is . or ..');
  if (channelId.normalize('NFC') !== channelId) return fault('is not in Unicode normalization form C');
  return null;
}
