// The bots' own process: their native library cannot take anything else down with it; it knows only its order.
import { dispose } from '@livekit/rtc-node';
import { setTimeout as delay } from 'node:timers/promises';
import type { BotsOrder, BotsReport } from './bot-messages.ts';
import { mintBotToken } from './bot-token.ts';
import { startBot } from './bot.ts';
import { CAST, readLines } from './cast.ts';

/** The silence between two lines, in milliseconds: long enough for the ring of one to go out. */
const GAP = 700;

const report = (message: BotsReport): void => void process.send?.(message);
const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());
process.once('disconnect', () => ending.abort());

const order = await new Promise<BotsOrder>((resolve) => {
  process.once('message', (message) => resolve(message as BotsOrder));
  report({ type: 'awake' });
});

const bots = await Promise.all(
  CAST.slice(0, order.count).map(async (role) => {
    const lines = await readLines(role);
    const mint = (): Promise<string> =>
      mintBotToken({
        ...order,
        identity: role.identity,
        name: role.name,
        avatarUrl: order.avatarBase === undefined ? undefined : `${order.avatarBase}/${role.avatar}`,
        mayPublish: true,
      });
    return { role, lines, bot: startBot(order.url, mint, lines[0]?.sampleRate ?? 16_000) };
  }),
);
void Promise.all(bots.map(({ bot }) => bot.joined)).then(() => report({ type: 'ready' }));

for (let turn = 0; !ending.signal.aborted; turn += 1) {
  const speaker = bots[turn % bots.length];
  const line = speaker?.lines[Math.floor(turn / bots.length) % speaker.lines.length];
  if (speaker?.bot.present && line) {
    report({ type: 'turn', identity: speaker.role.identity });
    await speaker.bot.say(line, ending.signal);
  }
  await delay(GAP, undefined, { signal: ending.signal }).catch(() => {});
}

await Promise.all(bots.map(({ bot }) => bot.leave()));
await dispose();
process.exit(0);
