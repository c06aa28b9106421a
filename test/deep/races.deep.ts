import { describe, expect, it } from 'vitest';
import { fireDueTimers } from '../../server/operations/requests/fire-timers.ts';
import type { RequestHost } from '../../server/operations/requests/register.ts';
import { openStore } from '../../server/store/open-store.ts';
import { StoreError } from '../../server/store/store-error.ts';
import { OperationRefused, type Store } from '../../server/store/store.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { chainFaults } from '../server/support/chain-faults.ts';
import { type Desk, HOUR, openDesk } from '../server/support/requests.ts';
import { onBothDatabases, TEST_KEY } from '../server/support/stores.ts';

const MANY = Number(process.env['TIMERS'] ?? 10_000);

onBothDatabases(`${MANY} timers`, (stores) => {
  it('are fired once each by two nodes that race for them', async () => {
    const desk = await openDesk(stores);
    for (let i = 0; i < MANY; i += 1) await desk.register({ customer: `C-${i}` });
    desk.later(2 * HOUR);
    const other = await desk.node();
    const racing = async (host: RequestHost, holder: string): Promise<void> => {
      while ((await fireDueTimers(host, { holder })) > 0);
    };
    await Promise.all([racing(desk, 'a'), racing(other, 'b'), racing(desk, 'c'), racing(other, 'd')]);
    const { database } = desk.store;
    const fired = await database.selectFrom('request_event').select('request').where('kind', '=', 'timer').execute();
    expect([fired.length, new Set(fired.map(({ request }) => request)).size]).toEqual([MANY, MANY]);
    const told = await database.selectFrom('outbox').select('payload').execute();
    const escalated = told.filter(({ payload }) => payload.includes('"type":"request.escalated"'));
    expect(escalated).toHaveLength(MANY);
  });
});

describe('requests that are stepped while their PostgreSQL is killed and started again', { timeout: 240_000 }, () => {
  it('stand where they were answered to stand, none by half', async () => {
    const server = await startPostgres(true);
    const address = { kind: 'postgresql', url: await server.database() } as const;
    const open = async (options: object = {}): Promise<Store> =>
      await openStore(address, { ...options, secretKey: () => TEST_KEY });
    const desk = await openDesk({ dialect: 'postgresql', address, open });
    try {
      const ids: string[] = [];
      for (let i = 0; i < 8; i += 1) ids.push((await desk.register({ customer: `C-${i}` })).id);
      const answered = new Map<string, number>();
      const counts = { done: 0, unreachable: 0 };
      let isOver = false;
      const lane = async (id: string): Promise<void> => {
        for (let n = 0; !isOver; n += 1) {
          try {
            answered.set(id, (await desk.send(id, n % 2 === 0 ? 'claim' : 'release')).revision);
            counts.done += 1;
          } catch (error) {
            // Of a step whose answer was lost the next one says whether it was taken.
            if (error instanceof StoreError) counts.unreachable += 1;
            else if (!(error instanceof OperationRefused)) throw error;
          }
        }
      };
      const lanes = ids.map(lane);
      for (const round of [1, 2, 3]) {
        await expect.poll(() => counts.done, { timeout: 60_000 }).toBeGreaterThan(round * 40);
        await server.kill();
        const before = counts.unreachable;
        await expect.poll(() => counts.unreachable, { timeout: 60_000 }).toBeGreaterThan(before);
        await server.start();
        const done = counts.done;
        await expect.poll(() => counts.done, { timeout: 60_000 }).toBeGreaterThan(done + 20);
      }
      isOver = true;
      await Promise.all(lanes);
      for (const id of ids) await expectWhole(desk, id, answered.get(id) ?? 0);
      await desk.store.seal();
      expect(await chainFaults(desk.store.database)).toEqual([]);
    } finally {
      await desk.store.close();
      await server.remove();
    }
  });
});

/** A request stands at its last answer or behind it, and all that each step writes is there once. */
async function expectWhole({ store: { database } }: Desk, id: string, answered: number): Promise<void> {
  const row = await database.selectFrom('service_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row.revision).toBeGreaterThanOrEqual(answered);
  const events = await database.selectFrom('request_event').selectAll().where('request', '=', id).execute();
  const numbers = Array.from({ length: row.revision }, (_, n) => n + 1);
  expect(events.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual(numbers);
  const told = await database.selectFrom('outbox').select('key').where('key', 'like', `${id}/%`).execute();
  expect(new Set(told.map(({ key }) => key.split('/')[1])).size).toBe(row.revision);
  const audit = database.selectFrom('audit_entry').select('body').where('subject', '=', `request/${row.number}`);
  const revisions = (await audit.where('outcome', '=', 'done').execute()).map(
    ({ body }) => (JSON.parse(body) as { readonly revision: number }).revision,
  );
  expect(revisions.toSorted((one, other) => one - other)).toEqual(numbers);
}
