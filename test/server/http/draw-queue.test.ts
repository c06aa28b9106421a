import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { drawQueue } from '../../../server/http/draw-queue.ts';

const STAYS = new AbortController().signal;

/** A queue whose draws end when they are told to. */
function drawing() {
  const queue = drawQueue<string>({ mostKept: 2, mostWaiting: 3, full: () => new Error('full') });
  const begun = new Map<string, { end: (with_: string) => void; signal: AbortSignal }>();
  const times = new Map<string, number>();
  const ask = (key: string, gone: AbortSignal = STAYS) =>
    queue.ask(
      key,
      async (signal) => {
        times.set(key, (times.get(key) ?? 0) + 1);
        return await new Promise<string>((resolve, reject) => {
          begun.set(key, { end: resolve, signal });
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        });
      },
      gone,
    );
  const started = async (key: string) => {
    for (let i = 0; i < 100 && !begun.has(key); i++) await setImmediate();
    const found = begun.get(key);
    if (found === undefined) throw new Error(`${key} was not begun`);
    return found;
  };
  return { ask, started, begun, times };
}

describe('draws one after the other', () => {
  it('are made once for all who ask for the same, and kept', async () => {
    const { ask, started, times } = drawing();
    const both = Promise.all([ask('a'), ask('a')]);
    (await started('a')).end('A');
    expect(await both).toEqual(['A', 'A']);
    expect(await ask('a')).toBe('A');
    expect(times.get('a')).toBe(1);
  });

  it('that wait and that nobody waits for any more are never begun, and leave room for others', async () => {
    const { ask, started, begun } = drawing();
    const [left, other] = [new AbortController(), new AbortController()];
    const first = ask('a');
    const dropped = Promise.allSettled([ask('b', left.signal), ask('b', other.signal)]);
    const third = ask('c');
    await expect(ask('d')).rejects.toThrow('full');
    left.abort();
    // Another one still waits for it.
    await expect(ask('d')).rejects.toThrow('full');
    other.abort();
    const fourth = ask('d');
    (await started('a')).end('A');
    (await started('c')).end('C');
    (await started('d')).end('D');
    expect(await Promise.all([first, third, fourth])).toEqual(['A', 'C', 'D']);
    expect((await dropped).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun.has('b')).toBe(false);
  });

  it('that run and that nobody waits for any more are stopped, and made anew for who asks next', async () => {
    const { ask, started, begun, times } = drawing();
    const left = new AbortController();
    const refused = expect(ask('a', left.signal)).rejects.toThrow('stopped');
    const { signal } = await started('a');
    const stopped = once(signal, 'abort');
    left.abort();
    await stopped;
    await refused;
    begun.clear();
    const again = ask('a');
    (await started('a')).end('A');
    expect(await again).toBe('A');
    expect(times.get('a')).toBe(2);
  });

  it('that failed are made anew, and those kept longest are let go', async () => {
    const { ask, started, begun, times } = drawing();
    for (const key of ['a', 'b', 'c', 'a']) {
      begun.delete(key);
      const asked = ask(key);
      (await started(key)).end(key);
      expect(await asked).toBe(key);
    }
    expect(times.get('a')).toBe(2);
    const gone = new AbortController();
    gone.abort();
    await expect(ask('x', gone.signal)).rejects.toThrow();
  });
});
