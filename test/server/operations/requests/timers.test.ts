import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { claimTimers } from '../../../../server/store/request-timers.ts';
import type { Transaction } from '../../../../server/store/store.ts';
import { codesOf, type Desk, HOUR, inquiryWorkflow, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

/** Of an entry of a timeline. */
const COLUMNS = [
  'request',
  'number',
  'at',
  'occurred_at',
  'actor_kind',
  'actor',
  'actor_name',
  'kind',
  'event',
  'from_state',
  'to_state',
  'data',
  'effects',
  'problems',
] as const;

/** So many timers are raced for. */
const MANY = 200;

onBothDatabases('timers of requests', (stores) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(stores);
  });
  const fire = async (holder = 'h') => await fireDueTimers(desk, { holder });
  const timeline = async (id: string) =>
    (
      await desk.store.database
        .selectFrom('request_event')
        .select(['kind', 'event', 'occurred_at'])
        .where('request', '=', id)
        .where('kind', '=', 'timer')
        .orderBy('number')
        .execute()
    ).map(({ event, occurred_at }) => `${event} ${occurred_at}`);
  const rowOf = async (id: string) =>
    await desk.store.database.selectFrom('service_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const told = async (id: string) =>
    (
      await desk.store.database
        .selectFrom('outbox')
        .select(['key', 'payload'])
        .where('type', '=', 'cloud-event')
        .where('key', 'like', `${id}/%`)
        .orderBy('number')
        .execute()
    ).map(({ payload }) => (JSON.parse(payload) as { type: string }).type);

  it('escalate a request for good: opened again it begins its ladder anew, and was escalated all the same', async () => {
    const { id } = await desk.register();
    desk.later(2 * HOUR);
    expect(await fire()).toBe(1);
    await desk.send(id, 'claim');
    await desk.send(id, 'note', 'amy', { data: { reply: 'Done.' } });
    await desk.send(id, 'answer');
    await desk.send(id, 'reopen', 'lea');
    const { escalated, life } = await rowOf(id);
    expect((JSON.parse(life) as { snapshot: { escalated: number[] } }).snapshot.escalated).toEqual([]);
    expect(escalated).toBe(1);
  });

  it('fire when they are due and not before, once, with what they do; one that is over does nothing', async () => {
    const { id } = await desk.register();
    const claimed = await desk.register({ customer: 'C-2' });
    await desk.send(claimed.id, 'claim');
    desk.later(2 * HOUR - 1);
    expect([await fire(), await timeline(id)]).toEqual([0, []]);
    desk.later(1);
    expect(await fire()).toBe(1);
    expect(await fire()).toBe(0);
    expect(await timeline(id)).toEqual(['unclaimed 2026-11-23T03:00:00.000Z']);
    expect(await timeline(claimed.id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ owner: 'lea', escalated: 1, revision: 2 });
    expect(await told(id)).toEqual(['request.created', 'request.escalated', 'request.assigned']);
    await desk.send(claimed.id, 'note', 'amy', { data: { reply: 'Done.' } });
    await desk.send(claimed.id, 'answer');
    desk.later(24 * HOUR);
    await fire();
    expect(await rowOf(claimed.id)).toMatchObject({ is_open: 0, state: '["closed"]' });
  });

  it('fire once each whatever the clock does: an hour on, an hour back, 400 days on; and after 25, 30 and 365 days', async () => {
    const { id } = await desk.register();
    desk.later(HOUR);
    await fire();
    desk.later(-HOUR);
    expect([await fire(), await timeline(id)]).toEqual([0, []]);
    // What is done while the clock stands back is done where time has come to.
    expect((await desk.send(id, 'claim')).revision).toBe(2);
    expect((await desk.send(id, 'release')).revision).toBe(3);
    desk.later(400 * 24 * HOUR);
    await fire();
    desk.later(-HOUR);
    await fire();
    desk.later(2 * HOUR);
    await fire();
    expect((await timeline(id)).length).toBe(1);
    for (const days of [25, 30, 365]) {
      await desk.publish([inquiryWorkflow({ unclaimed: { budget: { elapsed: `P${days}D` } } })]);
      const long = await desk.register({ customer: `C-${days}` });
      desk.later(days * 24 * HOUR - 1);
      await fire();
      expect([days, await timeline(long.id)]).toEqual([days, []]);
      desk.later(1);
      await fire();
      await fire();
      expect([days, (await timeline(long.id)).length]).toEqual([days, 1]);
    }
  });

  it('let the rungs of a ladder fire: what changes a request in order, once, however long nobody looked', async () => {
    const raise = (by: number) => [{ type: 'raise-priority', params: { by } }];
    const ladder = [
      { clock: 'resolve', at: '50%', actions: raise(1) },
      {
        clock: 'resolve',
        at: '100%',
        actions: [...raise(2), { type: 'escalate', params: { level: 1, toQueue: 'queue/second' } }],
      },
    ];
    await desk.publish([queueOf('first', { ladder })]);
    const { id } = await desk.register();
    await desk.send(id, 'claim');
    desk.later(36 * HOUR - 1);
    await fire();
    expect((await rowOf(id)).priority).toBe(5);
    desk.later(1);
    await fire();
    expect(await rowOf(id)).toMatchObject({ priority: 6, queue: 'queue/first', owner: 'amy' });
    const late = await desk.register({ customer: 'C-2' });
    await desk.send(late.id, 'claim');
    desk.later(100 * HOUR);
    await fire();
    await fire();
    for (const one of [id, late.id])
      expect(await rowOf(one)).toMatchObject({ priority: 8, queue: 'queue/second', owner: null, escalated: 1 });
    expect(await timeline(id)).toEqual([
      'resolve 50% 2026-11-24T13:00:00.000Z',
      'resolve 100% 2026-11-26T01:00:00.000Z',
    ]);
    expect((await timeline(late.id)).length).toBe(1);
  });

  it('let those of its next queue work on a request that they have moved, though they did not see it where it was', async () => {
    const ladder = [
      { clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 1, toQueue: 'queue/second' } }] },
    ];
    const members = [
      { role: 'team-lead', organisation: 'bank' },
      { role: 'agent', organisation: 'west' },
    ];
    await desk.publish([queueOf('first', { ladder, members, access: { read: ['team-lead'] } })]);
    const { id } = await desk.register();
    expect(await codesOf(desk.send(id, 'claim', 'bea'))).toBe('person-not-found');
    desk.later(72 * HOUR);
    while ((await fire()) > 0);
    expect(await rowOf(id)).toMatchObject({ queue: 'queue/second', owner: null });
    expect(await codesOf(desk.send(id, 'claim', 'bea'))).toBe('done');
    expect(await rowOf(id)).toMatchObject({ owner: 'bea' });
  });

  it('are fired by one of those who race for them, and by another where their claimer is gone or cannot', async () => {
    const ids: string[] = [];
    for (let i = 0; i < MANY; i += 1) ids.push((await desk.register({ customer: `C-${i}` })).id);
    desk.later(2 * HOUR);
    const now = desk.now.toISOString();
    const until = new Date(desk.now.getTime() + 30_000).toISOString();
    // A node that dies holding its leases.
    const held = await written(
      desk.store,
      async (tx) => await tx.all(claimTimers, { holder: 'dead', most: 5, now, until }),
    );
    expect(held).toHaveLength(5);
    const other = await desk.node();
    const racing = async (host: typeof other, holder: string): Promise<void> => {
      while ((await fireDueTimers(host, { holder, most: 4 })) > 0);
    };
    await Promise.all([racing(desk, 'a'), racing(other, 'b'), racing(desk, 'c'), racing(other, 'd')]);
    const fired = async () => (await Promise.all(ids.map(async (id) => (await timeline(id)).length))).filter(Boolean);
    expect(await fired()).toEqual(Array.from({ length: MANY - 5 }, () => 1));
    desk.later(30_001);
    await racing(desk, 'a');
    expect(await fired()).toEqual(Array.from({ length: MANY }, () => 1));
    // One whose definitions are not kept is left alone, longer each time, and says why.
    const { id } = await desk.register({ customer: 'C-99' });
    await written(desk.store, async ({ database }) => {
      await database.updateTable('service_request').set({ queue_closure: 'gone' }).where('id', '=', id).execute();
    });
    desk.later(2 * HOUR);
    expect([await fire(), await fire()]).toEqual([1, 0]);
    const timer = await desk.store.database.selectFrom('request_timer').selectAll().where('request', '=', id).execute();
    expect(timer).toMatchObject([{ holder: null, attempts: 1 }]);
    expect(timer[0]?.fault).toContain('request-definition-not-kept');
  });

  const FAULTS: readonly (readonly [string, (tx: Transaction, id: string) => Promise<unknown>])[] = [
    [
      'a life that is none',
      async ({ database }, id) =>
        await database.updateTable('service_request').set({ life: '{' }).where('id', '=', id).execute(),
    ],
    [
      'a row that is there already',
      async ({ database }, id) =>
        await database
          .insertInto('request_event')
          .columns(COLUMNS)
          .expression((of) =>
            of
              .selectFrom('request_event')
              .select(COLUMNS.map((name) => (name === 'number' ? sql<number>`2`.as('number') : name)))
              .where('request', '=', id),
          )
          .execute(),
    ],
  ];
  it.each(FAULTS)('fire whatever becomes of one that has %s, which is left alone and told once', async (_, spoil) => {
    const [first, ...others] = [await desk.register(), await desk.register({ customer: 'C-2' })];
    for (let i = 3; i < 20; i += 1) {
      desk.later(1);
      others.push(await desk.register({ customer: `C-${i}` }));
    }
    await written(desk.store, async (tx) => await spoil(tx, first.id));
    desk.later(2 * HOUR);
    const faults: string[] = [];
    const look = async () => await fireDueTimers(desk, { holder: 'h', tell: (fault) => faults.push(fault) });
    await look();
    for (const { id } of others) expect((await timeline(id)).length).toBe(1);
    for (let n = 0; n < 3; n += 1) {
      desk.later(HOUR);
      await look();
    }
    const rows = desk.store.database.selectFrom('request_timer').selectAll().where('request', '=', first.id);
    expect(await rows.execute()).toMatchObject([{ holder: null, attempts: 4 }]);
    expect((await rows.executeTakeFirst())?.fault).toContain('request-timer-fault');
    expect(faults).toEqual([expect.stringContaining(first.id)]);
  });
});
