import { rmSync } from 'node:fs';
import { SqliteDatabase } from '../../../server/sqlite-driver.ts';
import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type StoreAddress, sqliteIn } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { groupWriter } from '../../../server/store/sqlite/group-writer.ts';
import { statement } from '../../../server/store/statement.ts';
import { StoreError } from '../../../server/store/store-error.ts';
import type { Transaction } from '../../../server/store/store.ts';
import { clock, temporaryFolder, tester } from '../support/bank.ts';

const keep = statement((database, given: { readonly hash: string; readonly json: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: given.json, written: 0 }),
);

let folder: string;
let address: Extract<StoreAddress, { kind: 'sqlite' }>;
beforeEach(async () => {
  folder = temporaryFolder();
  address = sqliteIn(folder);
  await (await openStore(address, { clock })).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('L69: where the disk is full in the third of ten operations, none of the ten is kept, all hear of it, and the next are kept', async () => {
  const writer = groupWriter(address.path, clock);
  // An operation that fills the file up to the most it may have, and one that goes on as if nothing had happened.
  const fill = async (tx: Transaction) => {
    const { rows } = await tx.database.executeQuery(CompiledQuery.raw('pragma page_count'));
    const [{ page_count: pages } = { page_count: 0 }] = rows as { readonly page_count: number }[];
    await tx.database.executeQuery(CompiledQuery.raw(`pragma max_page_count = ${pages + 2}`));
    await tx.all(keep, { hash: 'large', json: 'x'.repeat(100_000) }).catch(() => {});
    await tx.audit({ subject: 'large' });
  };
  const keeping = (i: number) => async (tx: Transaction) => {
    await tx.all(keep, { hash: `h${i}`, json: '{}' });
    await tx.audit({ subject: `h${i}` });
  };
  // What is asked the first time takes its time, and a group takes in no more than it has time for.
  await writer.write(tester, 'keep', keeping(0));
  const done = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => writer.write(tester, 'keep', i === 2 ? fill : keeping(i + 1))),
  );
  expect(
    done.map((one) => (one.status === 'rejected' && one.reason instanceof StoreError ? one.reason.problem.code : one)),
  ).toEqual(Array(10).fill('store-disk-full'));
  const [first] = done;
  expect(first?.status === 'rejected' && String((first.reason as Error).cause)).toContain('database or disk is full');
  await writer.write(tester, 'keep', keeping(11));
  await writer.close();
  const file = new SqliteDatabase(address.path, { readonly: true });
  expect(file.prepare('select hash from document').pluck().all()).toEqual(['h0', 'h11']);
  expect(file.prepare('select subject from audit_entry').pluck().all()).toEqual(['h0', 'h11']);
  file.close();
});
