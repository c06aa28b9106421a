import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { streamTurns } from '../../../../server/operations/definitions/stream-turns.ts';

describe('found 38: the turns of streams', () => {
  it.each([1, 3, 200])(
    'of %d streams one works in a turn of the event loop, each as often as the others',
    async (streams) => {
      const turns = streamTurns(() => false);
      const worked = Array.from({ length: streams }, () => 0);
      let sinceLast = 0;
      let most = 0;
      let isOver = false;
      const stream = async (index: number): Promise<void> => {
        while (!isOver) {
          await turns.next();
          worked[index] = (worked[index] ?? 0) + 1;
          sinceLast += 1;
        }
      };
      const working = Promise.all(worked.map((_, index) => stream(index)));
      for (let looked = 0; looked < streams * 20; looked += 1) {
        await turn();
        most = Math.max(most, sinceLast);
        sinceLast = 0;
      }
      isOver = true;
      await working;
      expect(most).toBe(1);
      expect(Math.min(...worked)).toBeGreaterThan(10);
      expect(Math.max(...worked) - Math.min(...worked)).toBeLessThanOrEqual(1);
    },
  );

  it('nobody works while all are held, and everybody after', async () => {
    let isHeld = true;
    const turns = streamTurns(() => isHeld);
    const done: number[] = [];
    const working = [1, 2, 3].map(async (one) => {
      await turns.next();
      done.push(one);
    });
    for (let looked = 0; looked < 50; looked += 1) await turn();
    expect(done).toEqual([]);
    isHeld = false;
    await Promise.all(working);
    expect(done).toEqual([1, 2, 3]);
  });
});
