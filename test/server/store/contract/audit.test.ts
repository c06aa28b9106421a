import { beforeEach, expect, it } from 'vitest';
import { OperationRefused, type Store, type Transaction } from '../../../../server/store/store.ts';
import type { AuditEntryTable } from '../../../../server/store/audit-tables.ts';
import { serverProblem } from '../../../../server/problems.ts';
import { clock, tester } from '../../support/bank.ts';
import { chainFaults } from '../../support/chain-faults.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('the audit', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
  });

  const say = (subject: string) => (tx: Transaction) => tx.audit({ subject });
  const rows = () => store.database.selectFrom('audit_entry').selectAll().orderBy('position').execute();

  it('L59: is one chain without a fork or a gap, however many write at once', async () => {
    const nodes = [store, await stores.open(), await stores.open()];
    const problem = serverProblem('definition-not-found', { pointer: '' }, { ref: 'x', hint: '' });
    const writes = Array.from({ length: 300 }, (_, i) => {
      const node = nodes[i % nodes.length] as Store;
      if (i % 7 === 0) return node.write(tester, 'fail', () => Promise.reject(new Error('no')));
      if (i % 11 === 0)
        return node.write(tester, 'refuse', () => Promise.reject(new OperationRefused(`s/${i}`, [problem])));
      return node.write(tester, 'say', say(`s/${i}`));
    });
    const sealing = Array.from({ length: 20 }, (_, i) => (nodes[i % nodes.length] as Store).seal());
    const done = await Promise.allSettled(writes);
    await Promise.all(sealing);
    for (const node of nodes) await node.seal();
    const kept = done.filter((one) => one.status === 'fulfilled' || one.reason instanceof OperationRefused).length;
    const chain = await rows();
    expect(chain.map(({ position }) => position)).toEqual(Array.from({ length: kept }, (_, i) => i + 1));
    expect(await chainFaults(store.database)).toEqual([]);
  });

  it('goes on with the chain, and the digest, that a store began with', async () => {
    await store.write(tester, 'say', say('a'));
    const later = await stores.open({ clock, auditDigest: 'sm3' });
    await later.write(tester, 'say', say('b'));
    await later.seal();
    await store.seal();
    const chain = await rows();
    expect(chain.map(({ subject, algorithm }) => [subject, algorithm])).toEqual([
      ['a', 'sha256'],
      ['b', 'sha256'],
    ]);
    expect(await chainFaults(store.database)).toEqual([]);
  });

  it('takes no second entry behind the same one', async () => {
    await store.write(tester, 'say', say('a'));
    await store.seal();
    const [first] = await rows();
    const forked = (tx: Transaction) =>
      tx.database
        .insertInto('audit_entry')
        .values({ ...(first as AuditEntryTable), writer: 77, number: 1, position: 2 })
        .execute();
    await expect(store.write(tester, 'fork', forked)).rejects.toThrow(/unique/i);
  });
});

onBothDatabases('an audit by SM3', (stores) => {
  it('is chained by the digest that its first start named', async () => {
    const store = await stores.open({ clock, auditDigest: 'sm3' });
    for (const subject of ['银行', 'b', 'c']) await store.write(tester, 'say', (tx) => tx.audit({ subject }));
    await store.seal();
    const chain = await store.database.selectFrom('audit_entry').selectAll().orderBy('position').execute();
    expect(chain.map(({ algorithm, digest }) => [algorithm, digest?.length])).toEqual(Array(3).fill(['sm3', 64]));
    expect(await chainFaults(store.database)).toEqual([]);
  });
});
