import { beforeEach, expect, it } from 'vitest';
import { type Anchor, anchorNow } from '../../../../server/operations/audit/anchors.ts';
import { verifyAudit } from '../../../../server/operations/audit/verify-audit.ts';
import { sealed } from '../../../../server/store/audit.ts';
import { withLock } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import type { AuditEntryTable } from '../../../../server/store/audit-tables.ts';
import type { Database } from '../../../../server/store/tables.ts';
import { clock, tester } from '../../support/bank.ts';
import { onBothDatabases } from '../../support/stores.ts';

const ENTRIES = 20;

onBothDatabases('verifying the audit', (stores) => {
  let store: Store;
  let anchor: Anchor;
  beforeEach(async () => {
    store = await stores.open();
    for (let i = 1; i <= ENTRIES; i += 1)
      await store.write(tester, 'say', (tx) => tx.audit({ subject: `s/${i}`, body: { 金额: i } }));
    await store.seal();
    const found = await anchorNow(store, clock);
    if (found === undefined) throw new Error('no anchor');
    anchor = found;
  });

  /** Changes the tables as their owner can, past the store. */
  const falsify = (work: (database: Database) => Promise<unknown>) => withLock(stores.address, 'schema', {}, work);
  const faults = async (anchors: readonly Anchor[] = []) =>
    (await verifyAudit(store, anchors, clock.now())).faults.map(({ kind, position }) => `${position} ${kind}`);

  it('finds nothing where nothing was changed, and says how far it was held against an anchor', async () => {
    expect(await verifyAudit(store, [], clock.now())).toMatchObject({ entries: ENTRIES, faults: [], anchored: null });
    expect(await verifyAudit(store, [anchor], clock.now())).toMatchObject({ faults: [], anchored: ENTRIES });
  });

  it('L64: finds a change in each column of each entry', async () => {
    const rows = await store.database.selectFrom('audit_entry').selectAll().orderBy('position').execute();
    const columns = Object.keys(rows[0] ?? {}) as (keyof AuditEntryTable)[];
    let tried = 0;
    for (const row of rows.slice(3, 18))
      for (const column of columns) {
        const { [column]: value } = row;
        const other = typeof value === 'number' ? value + 1000 : `${String(value).slice(0, -1)}~`;
        const at = { writer: row.writer, number: row.number };
        const set = (to: unknown, where: { readonly writer: number; readonly number: number }) =>
          falsify((database) =>
            database
              .updateTable('audit_entry')
              .set({ [column]: to })
              .where('writer', '=', where.writer)
              .where('number', '=', where.number)
              .execute(),
          );
        await set(other, at);
        const found = await faults();
        expect(
          found.some((one) => one.startsWith(`${column === 'position' ? other : row.position} `)),
          column,
        ).toBe(true);
        await set(value, {
          ...at,
          [column]: column === 'writer' || column === 'number' ? other : at[column as 'writer'],
        });
        tried += 1;
      }
    expect(tried).toBeGreaterThanOrEqual(200);
    expect(await faults()).toEqual([]);
  }, 120_000);

  it('finds an entry that was taken out, and one that was put in', async () => {
    await falsify((database) => database.deleteFrom('audit_entry').where('subject', '=', 's/7').execute());
    expect(await faults()).toEqual(['8 missing', 'null uncounted']);
  });

  it('L63: finds what was taken from the end, or written anew with the right digests, by an anchor', async () => {
    await falsify((database) => rewriteFrom(database, 11));
    expect(await faults()).toEqual([]);
    expect(await faults([anchor])).toEqual([`${ENTRIES} rewritten`]);
    await falsify((database) => database.deleteFrom('audit_entry').where('position', '>', 15).execute());
    expect(await faults([anchor])).toContain(`${ENTRIES} cut-off`);
  });

  it('L63: finds an entry that was taken away before it was sealed', async () => {
    if (stores.dialect === 'sqlite') {
      const { unsealed } = await verifyAudit(store, [], clock.now());
      expect(unsealed).toBe(0);
      return;
    }
    for (const subject of ['u/1', 'u/2']) await store.write(tester, 'say', (tx) => tx.audit({ subject }));
    await falsify((database) => database.deleteFrom('audit_entry').where('subject', '=', 'u/1').execute());
    expect(await faults()).toEqual(['null uncounted']);
    await store.seal();
    expect(await faults()).toEqual(['null uncounted']);
  });

  it('tells an entry that nobody seals', async () => {
    const later = new Date(clock.now().getTime() + 120_000);
    const row = await store.database
      .selectFrom('audit_entry')
      .selectAll()
      .where('position', '=', 3)
      .executeTakeFirstOrThrow();
    const unsealed = { ...row, writer: 900, number: 1, algorithm: null, position: null, previous: null, digest: null };
    await falsify((database) => database.insertInto('audit_entry').values(unsealed).execute());
    expect((await verifyAudit(store, [], later)).faults).toMatchObject([{ kind: 'late', writer: 900 }]);
  });
});

/** Changes entries from a position on, and gives them all digests that fit. */
async function rewriteFrom(database: Database, position: number): Promise<void> {
  const rows = await database
    .selectFrom('audit_entry')
    .selectAll()
    .where('position', '>=', position - 1)
    .orderBy('position')
    .execute();
  let end = { position: position - 1, digest: rows[0]?.digest ?? '' };
  for (const row of rows.slice(1)) {
    const changed = { ...row, body: '{"金额":0}' };
    const seal = sealed(changed, row.algorithm ?? '', end);
    await database
      .updateTable('audit_entry')
      .set({ body: changed.body, ...seal })
      .where('position', '=', row.position)
      .execute();
    end = seal;
  }
}
