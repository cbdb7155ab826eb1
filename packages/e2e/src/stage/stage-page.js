// A host page in its plainest form: what its address says becomes attributes of one voice room.

const query = new URLSearchParams(location.search);
const room = document.createElement('voice-room');
const events = [];
/** The page listens as long as it is there. */
const ears = new AbortController();

for (const type of [
  'voice-phase-change',
  'voice-participant-join',
  'voice-participant-leave',
  'voice-speaking-change',
  'voice-mute-change',
  'voice-deafen-change',
  'voice-error',
]) {
  document.addEventListener(
    type,
    (event) => {
      const { phase, participant, speaking, error } = event;
      const name = phase?.name ?? participant?.identity ?? error?.code;
      events.push({ type, name, ...(speaking === undefined ? {} : { speaking }), code: error?.code });
    },
    { signal: ears.signal },
  );
}

for (const [name, value] of query) {
  if (name.startsWith('attr.')) room.setAttribute(name.slice('attr.'.length), value);
}
const channel = query.get('channel');
if (channel !== null) room.setAttribute('channel-id', channel);
if (query.get('token') !== 'none') {
  room.getAuthToken = async () => {
    if (query.has('token')) return query.get('token');
    const who = new URLSearchParams([...query].filter(([name]) => name.startsWith('who.')));
    return (await fetch(`/host-token?${who}`)).text();
  };
}
window.room = room;
window.events = events;
if (query.get('mount') !== 'later') document.body.append(room);

const script = document.createElement('script');
script.type = 'module';
script.src = `${query.get('script-origin') ?? ''}/voice-room.js`;
document.head.append(script);
