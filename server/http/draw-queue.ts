/**
 * What takes long and uses much memory, one after the other, each for all who ask for the same. A draw is waited for by whoever asked
 * and is still there: where nobody is any more, one that waits is dropped, and one that runs is stopped by its signal. What was drawn is
 * kept for a while; what failed is drawn anew the next time.
 */
export interface DrawQueue<Drawn> {
  /** `gone` says that whoever asks has left. Rejects with what `full` makes where too many wait already. */
  ask(key: string, draw: (signal: AbortSignal) => Promise<Drawn>, gone: AbortSignal): Promise<Drawn>;
}

interface Entry<Drawn> {
  readonly drawn: Promise<Drawn>;
  readonly stop: AbortController;
  waiting: number;
  isDone: boolean;
}

export function drawQueue<Drawn>({
  mostKept,
  mostWaiting,
  full,
}: {
  readonly mostKept: number;
  readonly mostWaiting: number;
  readonly full: () => Error;
}): DrawQueue<Drawn> {
  const kept = new Map<string, Entry<Drawn>>();
  let turn: Promise<unknown> = Promise.resolve();
  const forget = (key: string, entry: Entry<Drawn>) => {
    if (kept.get(key) === entry) kept.delete(key);
  };

  function begun(key: string, draw: (signal: AbortSignal) => Promise<Drawn>): Entry<Drawn> {
    if ([...kept.values()].filter(({ isDone }) => !isDone).length >= mostWaiting) throw full();
    const stop = new AbortController();
    const drawn = turn.then(async () => {
      stop.signal.throwIfAborted();
      return await draw(stop.signal);
    });
    turn = drawn.catch(() => {});
    const entry: Entry<Drawn> = { drawn, stop, waiting: 0, isDone: false };
    drawn.then(
      () => {
        entry.isDone = true;
      },
      () => forget(key, entry),
    );
    return entry;
  }

  return {
    async ask(key, draw, gone) {
      const entry = kept.get(key) ?? begun(key, draw);
      kept.delete(key);
      kept.set(key, entry);
      const [oldest] = [...kept].find(([, { isDone }]) => isDone) ?? [];
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      entry.waiting += 1;
      const leave = () => {
        entry.waiting -= 1;
        if (entry.waiting > 0 || entry.isDone) return;
        forget(key, entry);
        entry.stop.abort();
      };
      if (gone.aborted) leave();
      else gone.addEventListener('abort', leave, { once: true });
      try {
        return await entry.drawn;
      } finally {
        gone.removeEventListener('abort', leave);
      }
    },
  };
}
