import { beforeEach, expect, it } from 'vitest';
import { claimMessages, settleMessage } from '../../../../server/store/outbox.ts';
import type { Store } from '../../../../server/store/store.ts';
import { clock, tester } from '../../support/bank.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

onBothDatabases('the outbox', (stores) => {
  let now: number;
  let store: Store;
  const moving = { clock: { now: () => new Date(now) } };
  beforeEach(async () => {
    now = clock.now().getTime();
    store = await stores.open(moving);
    await store.write(tester, 'send', async (tx) => {
      for (let i = 0; i < 20; i += 1) await tx.send({ type: 'notice', key: `n${i}`, payload: { i } });
      await tx.send({ type: 'notice', key: 'later', payload: null, dueAt: new Date(now + 60_000) });
      await tx.send({ type: 'webhook', key: 'w', payload: null });
      await tx.audit({ subject: 'test' });
    });
  });

  const claim = (of: Store, holder: string, most = 100) =>
    claimMessages(of, { type: 'notice', holder, most, leaseSeconds: 30 });

  it('gives each message to one of those who claim at once', async () => {
    const nodes = [store, await stores.open(moving)];
    const claims = await Promise.all(Array.from({ length: 8 }, (_, i) => claim(nodes[i % 2] as Store, `h${i}`, 3)));
    const keys = claims.flat().map(({ key }) => key);
    expect(keys).toHaveLength(20);
    expect(new Set(keys).size).toBe(20);
    expect(keys).not.toContain('later');
  });

  it('gives a message again when its lease is over, and lets only its claimer say what became of it', async () => {
    const [first] = await claim(store, 'a', 1);
    expect(await claim(store, 'b', 100)).toHaveLength(19);
    expect(await claim(store, 'b')).toEqual([]);
    now += 31_000;
    const again = await claim(store, 'c');
    expect(again.find(({ key }) => key === first?.key)).toMatchObject({ attempts: 2 });
    const settlement = { number: first?.number ?? 0, state: 'delivered', due_at: '', fault: null } as const;
    expect(await settleMessage(store, { ...settlement, holder: 'a' })).toBe(false);
    expect(await settleMessage(store, { ...settlement, holder: 'c' })).toBe(true);
    now += 31_000;
    const left = (await claim(store, 'd')).map(({ key }) => key);
    expect([left.length, left.includes('later'), left.includes(first?.key ?? '')]).toEqual([20, true, false]);
  });

  it('has what waits behind a message that failed wait as long, unless it is to wait longer', async () => {
    const instant = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
    await written(store, async (tx) => {
      for (const key of ['a1', 'a2', 'a3', 'b1'])
        await tx.send({ type: 'told', key, payload: null, stream: key.slice(0, 1) });
      await tx.send({ type: 'told', key: 'a4', payload: null, stream: 'a', dueAt: new Date(instant(120)) });
    });
    const claimTold = async () => {
      const claimed = await claimMessages(store, { type: 'told', holder: 'h', most: 10, leaseSeconds: 30 });
      return claimed.toSorted((one, other) => one.number - other.number);
    };
    const [a1, b1] = await claimTold();
    const settled = async (number: number | undefined, state: 'waiting' | 'delivered') =>
      await settleMessage(store, { number: number ?? 0, holder: 'h', state, due_at: instant(60), fault: null });
    await settled(a1?.number, 'waiting');
    const rows = await store.database
      .selectFrom('outbox')
      .select(['key', 'due_at'])
      .where('type', '=', 'told')
      .orderBy('number')
      .execute();
    expect(rows.map(({ key, due_at }) => [key, due_at])).toEqual([
      ['a1', instant(60)],
      ['a2', instant(60)],
      ['a3', instant(60)],
      ['b1', instant(0)],
      ['a4', instant(120)],
    ]);
    await settled(b1?.number, 'delivered');
    now += 3_600_000;
    const order: string[] = [];
    for (let claimed = await claimTold(); claimed.length > 0; claimed = await claimTold()) {
      order.push(claimed.map(({ key }) => key).join(' '));
      for (const { number } of claimed) await settled(number, 'delivered');
    }
    expect(order).toEqual(['a1', 'a2', 'a3']);
  });
});
