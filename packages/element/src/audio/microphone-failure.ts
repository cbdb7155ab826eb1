// Finds the cause behind a refused microphone; it asks the browser everything that it can tell, and shows nothing.

import { voiceError, VoiceFailure, type VoiceError } from '../model/error.ts';
import { policyFault, policySuspicion, sandboxFault } from './page-policy.ts';

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
      `Serve the page by https instead of ${location.origin}, or from localhost while developing.`,
    );
  }
  const fault = policyFault(window);
  if (fault !== null) {
    return voiceError(
      'microphone-blocked-by-page',
      'the page’s Permissions-Policy does not allow the microphone here',
      fault,
    );
  }
  return null;
}

async function cause(thrown: unknown): Promise<VoiceError> {
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') return withoutMicrophones();
  const name = thrown instanceof Error ? thrown.name : '';
  const detail = thrown instanceof Error ? thrown.message : 'unknown reason';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError': {
      const fault = sandboxFault(window);
      if (fault !== null) return voiceError('microphone-blocked-by-page', detail, fault);
      return blockedBySystem(detail) || (await grantedByPerson())
        ? voiceError('microphone-blocked-by-system', detail, await appHint())
        : voiceError('microphone-denied', detail, (await appHint()) ?? policySuspicion(window));
    }
    case 'NotFoundError':
    case 'OverconstrainedError':
      return voiceError('microphone-missing', detail, await appHint());
    case 'NotReadableError':
    case 'AbortError':
      return voiceError('microphone-busy', detail);
    default:
      return voiceError('microphone-interrupted', detail);
  }
}

async function withoutMicrophones(): Promise<VoiceError> {
  const hint = await appHint();
  return hint === undefined
    ? voiceError('microphone-missing', 'this browser gives pages no microphone')
    : voiceError('in-app-browser', 'the app around this page gives it no microphone', hint);
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

/** An app whose own browser this is, named; what works in it is never refused, so this is asked for after a failure only. */
async function appHint(): Promise<string | undefined> {
  try {
    const { hostingApp, hostingAppHint } = await import('../model/in-app-browser.ts');
    const app = hostingApp(navigator);
    return app === null ? undefined : hostingAppHint(app);
  } catch {
    // A hint that could not be loaded must not hide the failure.
    return undefined;
  }
}
