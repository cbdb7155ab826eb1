// This tab's sign-in at the host app; knows nothing of voice beyond the token that it fetches.

const key = 'harbor.session';

/** The session that this tab remembers, as `{ session, person }`; null in a new tab. */
export function rememberedSession() {
  return JSON.parse(sessionStorage.getItem(key) ?? 'null');
}

/** Signs in as a new person, remembered for this tab alone. Resolves to `{ session, person }`. */
export async function signIn() {
  const answer = await fetch('/demo/sign-in', { method: 'POST' });
  if (!answer.ok) throw new Error(`The sign-in answered ${answer.status}.`);
  const signedIn = await answer.json();
  sessionStorage.setItem(key, JSON.stringify(signedIn));
  return signedIn;
}

/**
 * The JWT with which this tab's person asks for a voice token. A host app that was started again knows nobody any
 * more: the person is then a new one, and `onNewPerson` hears who.
 */
export async function fetchVoiceToken(onNewPerson) {
  const ask = (session) => fetch('/demo/voice-token', { headers: { 'x-demo-session': session ?? '' } });
  let answer = await ask(rememberedSession()?.session);
  if (answer.status === 401) {
    const { session, person } = await signIn();
    onNewPerson(person);
    answer = await ask(session);
  }
  if (!answer.ok) throw new Error(`The host app answered ${answer.status}.`);
  return answer.text();
}
