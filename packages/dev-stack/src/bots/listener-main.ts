// The listener's own process: joins, measures what it hears and reports it; it judges nothing.
import { AudioStream, dispose, Room, RoomEvent, TrackKind, type RemoteTrack } from '@livekit/rtc-node';
import { LOUD, type ListenerOrder, type ListenerReport, type ListenerSend } from './listener-messages.ts';

/** How many frames of 10 ms make one report. */
const WINDOW = 10;

const report = (message: ListenerReport): void => void process.send?.(message);
const room = new Room();

const end = async (): Promise<void> => {
  await room.disconnect().catch(() => {});
  await dispose();
  process.exit(0);
};
process.once('SIGTERM', () => void end());
process.once('disconnect', () => void end());

const order = await new Promise<ListenerOrder>((resolve) => {
  process.once('message', (message) => resolve(message as ListenerOrder));
  report({ type: 'awake' });
});

const reportPeople = (): void => report({ type: 'people', identities: [...room.remoteParticipants.keys()] });
room.on(RoomEvent.ParticipantConnected, reportPeople);
room.on(RoomEvent.ParticipantDisconnected, reportPeople);
room.on(RoomEvent.Reconnected, reportPeople);
room.on(RoomEvent.DataReceived, (payload, participant, _kind, topic) => {
  const text = new TextDecoder().decode(payload);
  report({ type: 'data', from: participant?.identity ?? '', topic: topic ?? '', text, at: Date.now() });
});
room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
  if (track.kind === TrackKind.KIND_AUDIO) void measure(track, participant.identity);
});
process.on('message', (message: ListenerSend) => {
  if (message.type !== 'send') return;
  const { text, topic, to } = message;
  void room.localParticipant?.publishData(new TextEncoder().encode(text), {
    reliable: true,
    topic,
    destination_identities: [...to],
  });
});

try {
  await room.connect(order.url, order.token, { autoSubscribe: true, dynacast: false });
  reportPeople();
  report({ type: 'ready' });
} catch (error) {
  report({ type: 'failed', reason: String(error) });
}

async function measure(track: RemoteTrack, identity: string): Promise<void> {
  let [frames, loudFrames, energy, samples] = [0, 0, 0, 0];
  const stream = new AudioStream(track, { sampleRate: 48_000, numChannels: 1, frameSizeMs: 10 });
  for await (const frame of stream) {
    const sum = frame.data.reduce((total, sample) => total + sample * sample, 0);
    frames += 1;
    energy += sum;
    samples += frame.data.length;
    if (Math.sqrt(sum / frame.data.length) > LOUD) loudFrames += 1;
    if (frames < WINDOW) continue;
    report({ type: 'heard', identity, at: Date.now(), frames, loudFrames, rms: Math.sqrt(energy / samples) });
    [frames, loudFrames, energy, samples] = [0, 0, 0, 0];
  }
}
