/**
 * The turns of streams: one slice of one stream in a turn of the event loop, however many streams there are, so that whoever asks for
 * a single decision waits for no more than that. Streams are served one after the other in the order in which they ask.
 */
export interface StreamTurns {
  /** Resolves when the asker may work for `SLICE_MS`. */
  next(): Promise<void>;
}

/** How long a stream may work in one turn. */
export const SLICE_MS = 2;

/** How long all streams wait before they are looked at again while they are held. */
const HELD_MS = 2;

/** `isHeld` says that no stream may go on now. */
export function streamTurns(isHeld: () => boolean): StreamTurns {
  const asking: (() => void)[] = [];
  let isServing = false;
  const serve = () => {
    if (isHeld()) {
      setTimeout(serve, HELD_MS);
      return;
    }
    asking.shift()?.();
    isServing = asking.length > 0;
    if (isServing) setImmediate(serve);
  };
  return {
    next() {
      return new Promise((resolve) => {
        asking.push(resolve);
        if (isServing) return;
        isServing = true;
        setImmediate(serve);
      });
    },
  };
}
