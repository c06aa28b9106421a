import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PreparedQueue } from '../../../../server/operations/requests/prepared-queues.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { type Desk, openDesk, queueOf } from '../../support/requests.ts';

let folder: string;
let desk: Desk;
beforeEach(async () => {
  folder = temporaryFolder();
  const address = sqliteIn(folder);
  desk = await openDesk({ dialect: 'sqlite', address, open: async (options) => await openStore(address, options) });
});
afterEach(async () => {
  await desk.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const pinOf = ({ id, closure }: PreparedQueue) => ({ queue: id, queue_closure: closure });
const inForce = (): PreparedQueue => {
  const queue = desk.queues.inForce('queue/first');
  if (queue === undefined) throw new Error('queue/first is not in force');
  return queue;
};

it('keeps the sets of definitions whose queues were asked for last, and few of them; the others it makes again', async () => {
  const made = [inForce()];
  for (let n = 1; n < 12; n += 1) {
    await desk.publish([queueOf('first', { title: { 'zh-CN': `第${n}版`, en: `No. ${n}` } })]);
    made.push(inForce());
  }
  expect(new Set(made.map(({ closure }) => closure)).size).toBe(12);
  const asked = async (n: number) => await desk.queues.pinned(pinOf(made[n] as PreparedQueue));
  // That which was asked for longest ago goes first, whenever it was made.
  for (const n of [4, 6]) expect(await asked(n)).toBe(made[n]);
  for (const n of [3, 2]) expect(await asked(n)).toMatchObject({ closure: made[n]?.closure });
  const kept = [];
  for (const n of [11, 2, 3, 6, 4, 10, 9, 8, 7, 5, 1, 0]) if ((await asked(n)) === made[n]) kept.push(n);
  expect(kept).toEqual([11, 6, 4, 10, 9, 8]);
});
