import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import { StoreError } from '../../../server/store/store-error.ts';
import { statement } from '../../../server/store/statement.ts';
import type { Store } from '../../../server/store/store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { tester } from '../support/bank.ts';
import { chainFaults } from '../support/chain-faults.ts';

const keep = statement((database, given: { readonly hash: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: '{}', written: 0 }),
);

/** Writes one row of each kind: `done`, or the code that says why not. */
async function write(store: Store, hash: string): Promise<string> {
  try {
    await store.write(tester, 'keep', async (tx) => {
      await tx.all(keep, { hash });
      await tx.send({ type: 'notice', key: hash, payload: null });
      await tx.audit({ subject: hash });
    });
    return 'done';
  } catch (error) {
    if (error instanceof StoreError) return error.problem.code;
    throw error;
  }
}

/** What stands, which has to be the same by each of the three tables, in one chain. */
async function standing(store: Store): Promise<readonly string[]> {
  await store.seal();
  const all = async (query: { execute(): Promise<readonly { readonly one: string }[]> }) =>
    (await query.execute()).map(({ one }) => one).toSorted();
  const documents = await all(store.database.selectFrom('document').select('hash as one'));
  const messages = await all(store.database.selectFrom('outbox').select('key as one'));
  const subjects = await all(store.database.selectFrom('audit_entry').select('subject as one'));
  expect([messages, subjects, await chainFaults(store.database)]).toEqual([documents, documents, []]);
  return documents;
}

describe('a store whose PostgreSQL', { timeout: 120_000 }, () => {
  let server: PostgresServer;
  let url: string;
  let store: Store;
  beforeEach(async () => {
    server = await startPostgres();
    url = await server.database();
    store = await openStore({ kind: 'postgresql', url });
  });
  afterEach(async () => {
    await store.close();
    await server.remove();
  });

  async function told(...texts: readonly string[]): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const text of texts) await client.query(text);
    await client.end();
  }

  it('is killed and started again under load keeps all that it answered, and what it refused is not there', async () => {
    const outcomes = new Map<string, string>();
    let isOver = false;
    const lanes = Array.from({ length: 12 }, async (_, lane) => {
      for (let i = 0; !isOver; i += 1) outcomes.set(`${lane}-${i}`, await write(store, `${lane}-${i}`));
    });
    const of = (code: string) => [...outcomes].filter(([, one]) => one === code).map(([hash]) => hash);
    for (const round of [1, 2]) {
      await expect.poll(() => of('done').length).toBeGreaterThan(round * 50);
      await server.kill();
      await expect.poll(() => of('store-unreachable').length).toBeGreaterThan(round);
      await server.start();
      const before = of('done').length;
      await expect.poll(() => of('done').length, { timeout: 60_000 }).toBeGreaterThan(before + 50);
    }
    isOver = true;
    await Promise.all(lanes);
    // Of an operation whose answer was lost, and that could not be looked up, either may be so.
    const unknown = new Set(of('store-answer-lost'));
    expect((await standing(store)).filter((hash) => !unknown.has(hash))).toEqual(of('done').toSorted());
  });

  it('may only be read refuses to write, answers questions, and writes when it may again', async () => {
    expect(await write(store, 'before')).toBe('done');
    await told('alter system set default_transaction_read_only = on', 'select pg_reload_conf()');
    await expect.poll(() => write(store, 'refused')).toBe('store-read-only');
    const found = await store.database.selectFrom('document').select('hash').execute();
    expect(found.map(({ hash }) => hash)).toEqual(expect.arrayContaining(['before']));
    await told(
      'set default_transaction_read_only = off',
      'alter system reset default_transaction_read_only',
      'select pg_reload_conf()',
    );
    await expect.poll(() => write(store, 'after')).toBe('done');
    expect(await standing(store)).toEqual(expect.arrayContaining(['after', 'before']));
  });

  it.each([
    ['when a message is written', 'trigger full_disk before insert on outbox'],
    ['when an audit entry is written', 'trigger full_disk before insert on audit_entry'],
    ['at the commit', 'constraint trigger full_disk after insert on outbox deferrable initially deferred'],
  ])('says %s that its disk is full keeps nothing of it, and the next when there is room', async (_, trigger) => {
    const table = trigger.includes('audit_entry') ? 'audit_entry' : 'outbox';
    await told(
      `create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
      `create ${trigger} for each row execute function full_disk()`,
    );
    const codes = await Promise.all(Array.from({ length: 10 }, (_each, i) => write(store, `full-${i}`)));
    expect(codes).toEqual(Array(10).fill('store-disk-full'));
    await told(`drop trigger full_disk on ${table}`);
    expect(await write(store, 'room')).toBe('done');
    expect(await standing(store)).toEqual(['room']);
  });
});
