// Finds out which other tabs of the demo are open; knows nothing of calls.

/** How long the others have to answer, in milliseconds. */
const patience = 150;

/**
 * Asks the other tabs, and answers them from now on. Resolves to the sessions of the tabs that answered; its own is
 * among them where this tab was made by duplicating one of them. `session` tells this tab's session at any time.
 */
export async function findOtherTabs(session) {
  const sessions = [];
  let channel;
  const open = () => {
    channel = new BroadcastChannel('harbor-tabs');
    channel.onmessage = ({ data }) => {
      if (data.type === 'here') sessions.push(data.session);
      else channel.postMessage({ type: 'here', session: session() });
    };
  };
  open();
  // An open channel would keep the page out of the back-forward cache.
  window.onpagehide = () => channel.close();
  window.onpageshow = (event) => {
    if (event.persisted) open();
  };
  channel.postMessage({ type: 'hello' });
  await new Promise((resolve) => setTimeout(resolve, patience));
  return [...sessions];
}
