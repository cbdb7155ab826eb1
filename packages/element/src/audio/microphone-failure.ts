// Finds the cause behind a refused microphone; it asks the browser everything that it can tell, and shows nothing.

import { voiceError, VoiceFailure, type VoiceError } from '../model/error.ts';

/** What `getUserMedia` rejected with, as a `VoiceFailure` with one of the microphone codes. */
export async function microphoneFailure(thrown: unknown): Promise<VoiceFailure> {
  return new VoiceFailure(await cause(thrown), { cause: thrown });
}

/** Why the microphone cannot even be asked for, or null. */
export function microphoneObstacle(): VoiceError | null {
  if (!window.isSecureContext) {
    return voiceError(
      'insecure-context',
      'browsers give a microphone to https pages only',
      'Serve the page by https, or from localhost while developing.',
    );
  }
  if (blockedByPage()) {
    return voiceError(
      'microphone-blocked-by-page',
      'the page’s Permissions-Policy does not allow the microphone here',
      'Send "Permissions-Policy: microphone=(self)"; in an iframe also set allow="microphone; autoplay".',
    );
  }
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') {
    return voiceError('microphone-missing', 'this browser gives pages no microphone');
  }
  return null;
}

async function cause(thrown: unknown): Promise<VoiceError> {
  const name = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? thrown.message : 'unknown reason';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return blockedBySystem(detail) || (await grantedByPerson())
        ? voiceError('microphone-blocked-by-system', detail)
        : voiceError('microphone-denied', detail);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return voiceError('microphone-missing', detail);
    case 'NotReadableError':
    case 'AbortError':
      return voiceError('microphone-busy', detail);
    default:
      return voiceError('microphone-interrupted', detail);
  }
}

/** Chromium says "Permission denied by system" where the operating system, not the person, said no. */
const blockedBySystem = (detail: string): boolean => /system/i.test(detail);

/** The page may, the person said yes, and still it was refused: then the operating system did it. */
async function grantedByPerson(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: 'microphone' });
    return status.state === 'granted';
  } catch {
    return false;
  }
}

interface FeaturePolicyDocument {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

function blockedByPage(): boolean {
  const { permissionsPolicy, featurePolicy } = document as FeaturePolicyDocument;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature('microphone') === false;
}
