// Puts the page together: person, channels, theme and the voice room; knows the element by its public contract alone.
import { findOtherTabs } from './other-tabs.js';
import { fetchVoiceToken, rememberedSession, signIn } from './start-session.js';
import { startThemeSwitch } from './theme-switch.js';

const find = (selector) => document.querySelector(selector);
const links = [...document.querySelectorAll('[data-channel]')];
const room = document.createElement('voice-room');

function showPerson({ name }) {
  const words = name.split(/\s+/u).slice(0, 2);
  find('.name').textContent = name;
  find('.face').textContent = words.map((word) => [...word][0].toLocaleUpperCase()).join('');
}

function showTrouble(title, reason, advice) {
  find('.trouble h2').textContent = title;
  find('.trouble .reason').textContent = reason;
  find('.trouble .advice').textContent = advice;
  find('.trouble').hidden = false;
  find('.place').hidden = true;
  find('.retry').onclick = () => location.reload();
}

/** The address remembers the channel; the element moves the call when its `channel-id` changes. */
function showChannel() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const active = links.find((link) => link.dataset.channel === wanted) ?? links[0];
  for (const link of links) link.ariaCurrent = link === active ? 'page' : null;
  active.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const name = active.textContent.trim();
  document.title = `${name} · Harbor`;
  room.setAttribute('channel-name', name);
  room.setAttribute('channel-id', active.dataset.channel);
}

/** This tab's person: the remembered one, unless the tab is new or a copy of one that is still open. */
async function findPerson() {
  const remembered = rememberedSession();
  const others = await findOtherTabs(() => rememberedSession()?.session);
  const isCopy = remembered && others.includes(remembered.session);
  const { person } = remembered && !isCopy ? remembered : await signIn();
  return { person, isSecondTab: others.length > 0 };
}

async function loadElement(scriptUrl) {
  try {
    // eslint-disable-next-line no-unsanitized/method -- the page's own server names it, and the policy allows no other origin
    await import(scriptUrl);
  } catch (error) {
    console.error(error);
    const reason = `The page asked for ${scriptUrl} and got no script that runs.`;
    showTrouble(
      'The voice room could not be loaded',
      reason,
      'Start everything with npm start, then try again.',
    );
  }
}

/** For developers: loads the page again when a source changed, and when the demo is back after a restart. */
function reloadWhenTold() {
  const source = new EventSource('/demo/reload');
  source.onmessage = () => location.reload();
  source.onopen = () => {
    source.onopen = () => location.reload();
  };
}

async function start() {
  startThemeSwitch((theme) => room.setAttribute('theme', theme));
  showChannel();
  window.onhashchange = showChannel;

  const [config, { person, isSecondTab }] = await Promise.all([
    fetch('/demo/config.json').then((answer) => answer.json()),
    findPerson(),
  ]);
  showPerson(person);
  if (config.reload) reloadWhenTold();
  if (config.tokenUrl) room.setAttribute('token-url', config.tokenUrl);
  room.getAuthToken = () => fetchVoiceToken(showPerson);
  room.toggleAttribute('start-muted', isSecondTab);
  find('.notice').hidden = !isSecondTab;
  find('.dismiss').onclick = () => (find('.notice').hidden = true);
  find('.place').append(room);
  await loadElement(config.scriptUrl);
}

start().catch((error) => {
  console.error(error);
  const advice = 'Is the demo still running? Start it with npm start, then try again.';
  showTrouble('The demo does not answer', error.message, advice);
});
