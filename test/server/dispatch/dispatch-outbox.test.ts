import { beforeEach, expect, it } from 'vitest';
import type { Delivery, Outcome } from '../../../server/dispatch/delivery.ts';
import { dispatchDue, dispatchOutbox } from '../../../server/dispatch/dispatch-outbox.ts';
import { fanOut } from '../../../server/dispatch/fan-out.ts';
import { deliverAgain, listDeliveries } from '../../../server/operations/deliveries/deliveries.ts';
import type { Store } from '../../../server/store/store.ts';
import { clock, tester } from '../support/bank.ts';
import { as, seedPeople, STAFF } from '../support/people.ts';
import { codeOf } from '../support/releases.ts';
import { onBothDatabases } from '../support/stores.ts';

const RIGHTS = [{ role: 'system-administrator', scope: 'bank' }] as const;
const running = new AbortController().signal;
const endpoint = (id: string, types: readonly string[]) => ({ id, url: 'http://x.example/', secrets: [], types });

onBothDatabases('what is delivered from the outbox', (stores) => {
  let now: Date;
  let store: Store;
  /** The keys that reached their receiver, in their order. */
  let arrived: string[];
  let outcome: Outcome;
  beforeEach(async () => {
    now = clock.now();
    arrived = [];
    outcome = { kind: 'delivered' };
    store = await stores.open({ clock: { now: () => now } });
    await seedPeople(store, STAFF);
  });
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const arriving: Delivery = async ({ type, key }) => {
    arrived.push(`${type.replace('webhook/', '')}/${key}`);
    return outcome;
  };
  const send = async (...ids: readonly string[]) =>
    await store.write(tester, 'test', async (tx) => {
      for (const id of ids) {
        const event = { id, type: 'release.live', time: now.toISOString() };
        await tx.send({ type: 'cloud-event', key: id, payload: event });
      }
      await tx.audit({ subject: 'test' });
    });
  const endpoints = [
    endpoint('crm', ['release.*']),
    endpoint('dw', ['release.live']),
    endpoint('points', ['points.*']),
  ];
  const parts = (of: Store = store) => ({ store: of, now: () => now });
  const deliveries = (of: Store = store, to: Delivery = arriving) => ({
    'cloud-event': fanOut(of, endpoints),
    ...Object.fromEntries(endpoints.map(({ id }) => [`webhook/${id}`, to])),
  });
  const dispatch = async (of: Store = store, holder = 'a') => {
    let count = 0;
    for (const [type, deliver] of Object.entries(deliveries(of)))
      for (let found = -1; found !== 0; count += found)
        found = await dispatchDue(parts(of), type, deliver, { holder, signal: running });
    return count;
  };
  const listed = async () =>
    (await listDeliveries(store, RIGHTS, { state: undefined, before: undefined, limit: 50 })).items;

  it('goes to each endpoint that wants it, once, and to no other', async () => {
    await send('e1', 'e2');
    expect(await dispatch()).toBe(6);
    expect(arrived.toSorted()).toEqual(['crm/e1', 'crm/e2', 'dw/e1', 'dw/e2']);
    await send('e1');
    expect(await dispatch()).toBe(0);
    expect((await listed()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array.from({ length: 4 }, () => ['delivered', 1]),
    );
  });

  it('is tried again after a while that grows, not before the receiver asked, and is dead after three days', async () => {
    await send('e1');
    outcome = { kind: 'again', fault: 'answered 500' };
    await dispatch();
    const waits: number[] = [];
    for (;;) {
      const [first] = await listed();
      if (first?.state !== 'waiting') break;
      const wait = (Date.parse(first.dueAt) - now.getTime()) / 1000;
      waits.push(wait);
      later(wait - 1);
      expect(await dispatch()).toBe(0);
      later(1);
      expect(await dispatch()).toBe(2);
    }
    expect(waits).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 86_400]);
    expect((await listed()).map(({ state, attempts, fault }) => [state, attempts, fault])).toEqual(
      Array.from({ length: 2 }, () => ['dead', 13, 'answered 500']),
    );
    await send('e2');
    outcome = { kind: 'again', fault: 'answered 429', notBefore: new Date(now.getTime() + 90_000) };
    await dispatch();
    expect((await listed())[0]?.dueAt).toBe(new Date(now.getTime() + 90_000).toISOString());
    outcome = { kind: 'again', fault: 'answered 429', notBefore: new Date(now.getTime() + 9e9) };
    later(90);
    await dispatch();
    expect((await listed())[0]?.dueAt).toBe(new Date(now.getTime() + 86_400_000).toISOString());
  });

  it('comes in its order of one request: what is after one that fails waits for it, and others pass', async () => {
    const events = [
      ['a1', 'A'],
      ['a2', 'A'],
      ['b1', 'B'],
    ] as const;
    await store.write(tester, 'test', async (tx) => {
      for (const [id, subject] of events) {
        const payload = { id, type: 'points.earned', time: now.toISOString(), subject };
        await tx.send({ type: 'cloud-event', key: id, payload, stream: subject });
      }
      await tx.audit({ subject: 'test' });
    });
    const failing: Delivery = async (message, signal) => {
      const notBefore = new Date(now.getTime() + 3_600_000);
      const done = await arriving(message, signal);
      return message.key === 'a1' ? { kind: 'again', fault: 'answered 500', notBefore } : done;
    };
    const run = async (to: Delivery) => {
      for (const [type, deliver] of Object.entries(deliveries(store, to)))
        while ((await dispatchDue(parts(), type, deliver, { holder: 'a', signal: running })) > 0);
      return arrived.splice(0);
    };
    expect((await run(failing)).toSorted()).toEqual(['points/a1', 'points/b1']);
    later(1800);
    expect(await run(failing)).toEqual([]);
    later(1800);
    expect(await run(failing)).toEqual(['points/a1']);
    // Tried at once, and what was waiting for it as soon as it has gone.
    const [a1] = (await listed()).toReversed();
    await deliverAgain(store, as('sys'), a1?.number ?? 0);
    expect(await run(arriving)).toEqual(['points/a1', 'points/a2']);
    // What somebody sends again by hand is out of the line: nothing waits for it, and it waits for nothing.
    const [, a2] = (await listed()).toReversed();
    await deliverAgain(store, as('sys'), a2?.number ?? 0);
    const lines = await store.database.selectFrom('outbox').select('line').where('line', 'is not', null).execute();
    expect([await run(arriving), lines]).toEqual([[`points/${a2?.event.id}`], []]);
  });

  it('is sent again by a system administrator alone, dead or delivered, under the same key', async () => {
    await send('e1');
    outcome = { kind: 'dead', fault: 'answered 410' };
    await dispatch();
    const [dead] = await listed();
    const number = dead?.number ?? 0;
    for (const [who, code] of [
      ['lee', 'right-missing'],
      ['sec', 'right-missing'],
      ['audit', 'right-missing'],
    ] as const)
      expect([who, await codeOf(deliverAgain(store, as(who), number))]).toEqual([who, code]);
    expect(await codeOf(deliverAgain(store, as('sys'), 999))).toBe('person-not-found');
    outcome = { kind: 'delivered' };
    const before = arrived.length;
    for (let round = 0; round < 2; round += 1) {
      await deliverAgain(store, as('sys'), number);
      expect(await dispatch()).toBe(1);
    }
    expect(arrived.slice(before)).toEqual(Array.from({ length: 2 }, () => `${dead?.endpoint}/e1`));
    const told = await store.database
      .selectFrom('audit_entry')
      .select('outcome')
      .where('operation', '=', 'deliver-again')
      .execute();
    expect(told.map((one) => one.outcome).toSorted()).toEqual([
      'done',
      'done',
      'refused',
      'refused',
      'refused',
      'refused',
    ]);
  });

  it('is another node’s when the one that had it died, and nobody else’s before', async () => {
    await send('e1');
    await dispatchDue(parts(), 'cloud-event', fanOut(store, endpoints), { holder: 'a', signal: running });
    const dying = new AbortController();
    const hanging: Delivery = (_message, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'again', fault: 'ended' })));
    const attempts = ['webhook/crm', 'webhook/dw'].map((type) =>
      dispatchDue(parts(), type, hanging, { holder: 'a', signal: dying.signal }),
    );
    const claimed = async () =>
      (await store.database.selectFrom('outbox').select('holder').where('type', 'like', 'webhook/%').execute()).map(
        ({ holder }) => holder,
      );
    await expect.poll(claimed).toEqual(['a', 'a']);
    const other = await stores.open({ clock: { now: () => now } });
    expect(await dispatch(other, 'b')).toBe(0);
    dying.abort();
    await Promise.all(attempts);
    // It was stopped, not refused: the message waits as it was, with the lease of whoever had it.
    expect((await listed()).map(({ state, fault }) => [state, fault])).toEqual(
      Array.from({ length: 2 }, () => ['waiting', null]),
    );
    later(61);
    expect(await dispatch(other, 'b')).toBe(2);
    expect(arrived.toSorted()).toEqual(['crm/e1', 'dw/e1']);
  });

  it('reaches every other endpoint while one hangs', async () => {
    await send(...Array.from({ length: 100 }, (_, i) => `e${i}`));
    const stopping = new AbortController();
    const hanging: Delivery = (_message, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'again', fault: 'ended' })));
    const loop = dispatchOutbox(parts(), { ...deliveries(), 'webhook/crm': hanging }, stopping.signal, () => {});
    await expect.poll(() => arrived.length, { timeout: 60_000 }).toBe(100);
    stopping.abort();
    await loop;
    expect(arrived.every((one) => one.startsWith('dw/'))).toBe(true);
  });

  it('is each delivered by one of several nodes that are at it, until they stop; a fault of one holds up no other', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `e${i}`);
    await send(...ids);
    const nodes = [store, await stores.open({ clock: { now: () => now } })];
    const stopping = new AbortController();
    const faulty: Delivery = async (message, signal) => {
      if (message.type === 'webhook/crm' && message.key === 'e7') throw new Error('a fault');
      return await arriving(message, signal);
    };
    const faults: Error[] = [];
    const loops = nodes.map((node) =>
      dispatchOutbox(parts(node), deliveries(node, faulty), stopping.signal, (fault) => faults.push(fault)),
    );
    await expect.poll(() => arrived.length, { timeout: 60_000 }).toBe(199);
    await expect
      .poll(
        async () => (await listDeliveries(store, RIGHTS, { state: 'delivered', before: undefined, limit: 1 })).total,
      )
      .toBe(199);
    stopping.abort();
    await Promise.all(loops);
    expect([new Set(arrived).size, faults]).toEqual([199, []]);
    const { items } = await listDeliveries(store, RIGHTS, { state: 'waiting', before: undefined, limit: 5 });
    expect(items).toMatchObject([{ endpoint: 'crm', event: { id: 'e7' }, fault: 'a fault', attempts: 1 }]);
  });
});
