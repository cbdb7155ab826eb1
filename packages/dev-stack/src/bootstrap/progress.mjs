// A line at the terminal that shows that something long is still going on; it knows nothing of what that is.

/** How often the line is renewed where there is a terminal, and where there is only a log, in milliseconds. */
const PERIOD = { terminal: 1000, log: 5000 };

/**
 * Shows a label with the seconds since it began. What takes less than a second says nothing in a log.
 *
 * @param {string} label what is going on
 * @param {{ stream?: NodeJS.WriteStream }} [options] `stream` is where the line goes, standard output by default
 * @returns {import('./progress.mjs').Progress}
 */
export function startProgress(label, { stream = process.stdout } = {}) {
  const terminal = stream.isTTY === true;
  const began = performance.now();
  const seconds = () => Math.floor((performance.now() - began) / 1000);
  let text = label;
  let shown = false;

  const show = () => {
    shown = true;
    if (terminal) stream.write(`\r\x1b[2K${text} … ${seconds()} s`);
    else stream.write(`${text} … ${seconds()} s\n`);
  };
  // The first word comes after a second everywhere: nobody should wait five for it.
  let timer = setTimeout(() => {
    show();
    timer = setInterval(show, terminal ? PERIOD.terminal : PERIOD.log);
    timer.unref();
  }, PERIOD.terminal);
  timer.unref();

  let ended = false;
  const finish = (what, ending) => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    if (shown) stream.write(`${terminal ? '\r\x1b[2K' : ''}${what}: ${ending} ${seconds()} s\n`);
  };
  return {
    update(next) {
      text = next;
    },
    // The whole is done, whatever its last part was; but it failed in a part.
    done: () => finish(label, 'done in'),
    fail: () => finish(text, 'failed after'),
  };
}
