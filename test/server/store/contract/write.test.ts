import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { serverProblem } from '../../../../server/problems.ts';
import { keepTurn } from '../../../../server/store/assignments.ts';
import { personWithin } from '../../../../server/store/people.ts';
import { statement } from '../../../../server/store/statement.ts';
import { OperationRefused, OperationStalled, type Store, type Transaction } from '../../../../server/store/store.ts';
import { clock, tester } from '../../support/bank.ts';
import { seedPeople } from '../../support/people.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

const keep = statement((database, given: { readonly hash: string; readonly json: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: given.json, written: 0 }),
);
const find = statement((database, given: { readonly hash: string }) =>
  database.selectFrom('document').selectAll().where('hash', '=', given.hash),
);
const rewrite = statement((database, given: { readonly hash: string; readonly json: string }) =>
  database.updateTable('document').set({ json: given.json }).where('hash', '=', given.hash),
);

onBothDatabases('writing', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
  });

  const hashes = async () =>
    (await store.database.selectFrom('document').select('hash').orderBy('hash').execute()).map(({ hash }) => hash);
  const entries = async () =>
    await store.database.selectFrom('audit_entry').selectAll().orderBy('writer').orderBy('number').execute();
  const keeping = (hash: string) => async (tx: Transaction) => {
    await tx.all(keep, { hash, json: '{}' });
    await tx.audit({ subject: `document/${hash}`, body: { hash } });
    return hash;
  };

  it('keeps what an operation did, with its entry and its message, and answers what it answers', async () => {
    const answer = await store.write(tester, 'keep', async (tx) => {
      await tx.send({ type: 'notice', key: 'n1', payload: { to: '行长' } });
      await tx.send({ type: 'notice', key: 'n1', payload: { to: 'twice' } });
      return await keeping('h1')(tx);
    });
    expect([answer, await hashes()]).toEqual(['h1', ['h1']]);
    expect(await entries()).toMatchObject([
      {
        at: clock.now().toISOString(),
        actor_kind: 'person',
        actor: 'p1',
        actor_name: 'Tester',
        operation: 'keep',
        outcome: 'done',
        subject: 'document/h1',
        body: '{"hash":"h1"}',
      },
    ]);
    const messages = await store.database.selectFrom('outbox').selectAll().execute();
    expect(messages).toMatchObject([{ type: 'notice', key: 'n1', payload: '{"to":"行长"}', state: 'waiting' }]);
  });

  it('keeps nothing of an operation that throws, and all of those beside it', async () => {
    const failing = async (tx: Transaction) => {
      await keeping('lost')(tx);
      await tx.send({ type: 'notice', key: 'lost', payload: null });
      throw new Error('no');
    };
    const done = await Promise.allSettled([
      store.write(tester, 'keep', keeping('h1')),
      store.write(tester, 'fail', failing),
      store.write(tester, 'keep', keeping('h2')),
    ]);
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await hashes()).toEqual(['h1', 'h2']);
    expect((await entries()).map(({ subject }) => subject).toSorted()).toEqual(['document/h1', 'document/h2']);
    expect(await store.database.selectFrom('outbox').selectAll().execute()).toEqual([]);
  });

  it('keeps of an operation that refuses that it was refused, and nothing else', async () => {
    const problem = serverProblem('definition-not-found', { pointer: '' }, { ref: 'criteria/x', hint: '' });
    const refusing = async (tx: Transaction) => {
      await keeping('lost')(tx);
      throw new OperationRefused('document/lost', [problem]);
    };
    await expect(store.write(tester, 'keep', refusing)).rejects.toThrow(OperationRefused);
    await store.write(tester, 'keep', keeping('h1'));
    expect(await hashes()).toEqual(['h1']);
    expect((await entries()).map(({ outcome, subject, body }) => [outcome, subject, body])).toEqual([
      ['refused', 'document/lost', '{"problems":[{"code":"definition-not-found","pointer":""}]}'],
      ['done', 'document/h1', '{"hash":"h1"}'],
    ]);
  });

  it('refuses an operation that changes rows and says nothing of it', async () => {
    await expect(store.write(tester, 'silent', (tx) => tx.all(keep, { hash: 'h1', json: '{}' }))).rejects.toThrow(
      'silent changed 1 rows and wrote no audit entry',
    );
    await expect(
      store.write(tester, 'silent', ({ database }) =>
        database.insertInto('document').values({ hash: 'h1', json: '{}', written: 0 }).execute(),
      ),
    ).rejects.toThrow('wrote no audit entry');
    expect(await store.write(tester, 'look', (tx) => tx.first(find, { hash: 'h1' }))).toBeUndefined();
    expect(await hashes()).toEqual([]);
  });

  it('lets an operation see what it has done, and nobody else before it is kept', async () => {
    const looking = written(store, async (tx) => {
      await tx.all(keep, { hash: 'h0', json: '{}' });
      return await hashes();
    });
    // A file answers at once, with what is committed; a database elsewhere would hold the operation up.
    if (stores.dialect === 'sqlite') expect(await looking).toEqual([]);
    else await expect(looking).rejects.toThrow(OperationStalled);
    const inside = await written(store, async (tx) => {
      await tx.all(keep, { hash: 'h1', json: '{"a":1}' });
      const built = await tx.database.selectFrom('document').select('json').where('hash', '=', 'h1').executeTakeFirst();
      return [built?.json, (await tx.first(find, { hash: 'h1' }))?.json];
    });
    expect(inside).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('fails whole where what it tells changes nothing that it has to, and keeps rows in the order in which they were told', async () => {
    const telling = (hash: string) => async (tx: Transaction) => {
      for (const each of ['t1', 't2', 't3']) await tx.tell(keep, { hash: `${hash}-${each}`, json: '{}' });
      for (const key of ['m1', 'm2', 'm3']) await tx.send({ type: 'notice', key: `${hash}/${key}`, payload: null });
      await tx.tell(rewrite, { hash, json: '[]' }, `${hash} is not there`);
      await tx.audit({ subject: `document/${hash}` });
    };
    await expect(store.write(tester, 'tell', telling('h1'))).rejects.toThrow('h1 is not there');
    expect([await hashes(), await entries()]).toEqual([[], []]);
    await store.write(tester, 'keep', keeping('h1'));
    await store.write(tester, 'tell', telling('h1'));
    const rewritten = await store.write(tester, 'look', (tx) => tx.first(find, { hash: 'h1' }));
    expect([rewritten?.json, await hashes()]).toEqual(['[]', ['h1', 'h1-t1', 'h1-t2', 'h1-t3']]);
    const messages = await store.database.selectFrom('outbox').select('key').orderBy('number').execute();
    expect(messages.map(({ key }) => key)).toEqual(['h1/m1', 'h1/m2', 'h1/m3']);
  });

  it('fails with what failed first, though it is told and what is asked behind it is asked at once', async () => {
    const both = async (tx: Transaction) => {
      const told = tx.tell(keep, { hash: 'h1', json: '{}' });
      await Promise.all([told, tx.first(find, { hash: 'h1' })]);
    };
    await store.write(tester, 'keep', keeping('h1'));
    await expect(store.write(tester, 'keep again', both)).rejects.toThrow(/unique/i);
  });

  it('keeps however many rows it is told, and of what is told twice the last', async () => {
    const keys = Array.from({ length: 6000 }, (_, i) => `k${i}`);
    await written(store, async (tx) => {
      for (const at of ['2026-11-01', '2026-11-02'])
        await tx.tell(keepTurn, { queue: 'queue/first', person: 'p1', at });
      for (const key of keys) await tx.send({ type: 'notice', key, payload: null });
    });
    const turns = await store.database.selectFrom('assignment_turn').select('at').execute();
    const messages = await store.database.selectFrom('outbox').select('key').orderBy('number').execute();
    expect([turns, messages.map(({ key }) => key)]).toEqual([[{ at: '2026-11-02' }], keys]);
  });

  // Only there are operations told apart by what they read.
  if (stores.dialect === 'postgresql')
    it('reads who somebody is by indexes, and compiles no question', async () => {
      await seedPeople(store, [{ id: 'amy', node: 'east', roles: ['agent'] }]);
      const asked = async ({ database }: Transaction, text: string) =>
        (await database.executeQuery(CompiledQuery.raw(text))).rows;
      const scans = `select relname, seq_scan::int from pg_stat_xact_user_tables
        where relname in ('person', 'organisation_node', 'role_grant') order by relname`;
      await written(store, async (tx) => {
        const before = await asked(tx, scans);
        expect((await personWithin(tx, 'amy'))?.rights).toMatchObject([{ role: 'agent' }]);
        expect(await asked(tx, scans)).toEqual(before);
        expect(await asked(tx, 'show jit')).toEqual([{ jit: 'off' }]);
      });
    });

  it('knows what operations beside it read, until its table changes, and nothing of what was taken back', async () => {
    const seen: string[] = [];
    const looking = async (tx: Transaction) => {
      const known = await tx.known('h1', ['document'], async () => (await tx.first(find, { hash: 'h1' }))?.json ?? '');
      seen.push(known);
    };
    const failing = async (tx: Transaction) => {
      await tx.tell(rewrite, { hash: 'h1', json: '["lost"]' });
      await looking(tx);
      throw new Error('no');
    };
    const rewriting = async (tx: Transaction) => {
      await tx.database.updateTable('document').set({ json: '["kept"]' }).where('hash', '=', 'h1').execute();
      await tx.audit({ subject: 'document/h1' });
    };
    await store.write(tester, 'keep', keeping('h1'));
    const after = async (works: readonly ((tx: Transaction) => Promise<void>)[]) => {
      // On a file those that come together are written together, in this order.
      if (stores.dialect === 'sqlite')
        return await Promise.allSettled(works.map(async (work) => store.write(tester, 'look', work)));
      for (const work of works) await store.write(tester, 'look', work).catch(() => {});
      return undefined;
    };
    await after([looking, looking, failing, looking, rewriting, looking, looking]);
    expect(seen).toEqual(['{}', '{}', '["lost"]', '{}', '["kept"]', '["kept"]']);
  });

  it('L71: refuses an operation that waits for something else, and lets nobody join it', async () => {
    const late: unknown[] = [];
    const waiting = async (tx: Transaction) => {
      await keeping('lost')(tx);
      await wait(30);
      await tx.all(keep, { hash: 'late', json: '{}' }).catch((error: unknown) => late.push(error));
    };
    const done = await Promise.allSettled([
      store.write(tester, 'patient', waiting),
      store.write(tester, 'keep', keeping('h1')),
      store.write(tester, 'patient', waiting),
      store.write(tester, 'keep', keeping('h2')),
    ]);
    expect(done.map((one) => (one.status === 'rejected' ? String(one.reason) : one.value))).toEqual([
      expect.stringMatching(/^Error: patient waits for something other/),
      'h1',
      expect.stringMatching(/^Error: patient waits for something other/),
      'h2',
    ]);
    while (late.length < 2) await wait(10);
    expect(late.every((error) => error instanceof OperationStalled)).toBe(true);
    expect(await hashes()).toEqual(['h1', 'h2']);
  });

  it('cannot be done by those who read', async () => {
    const row = { hash: 'h', json: '{}', written: 0 };
    await expect(store.database.insertInto('document').values(row).execute()).rejects.toThrow(/read.?only/i);
    await expect(store.read((database) => database.insertInto('document').values(row).execute())).rejects.toThrow(
      /read.?only/i,
    );
  });

  it('is not seen by a question that began before', async () => {
    const counts = await store.read(async (database) => {
      const count = async () => (await database.selectFrom('document').selectAll().execute()).length;
      const before = await count();
      await store.write(tester, 'keep', keeping('h1'));
      return [before, await count()];
    });
    expect([counts, await hashes()]).toEqual([[0, 0], ['h1']]);
  });

  it('L73, L75: is as if operations came one after another, on two nodes as on one; what is run again answers what is kept', async () => {
    const nodes = [store, await stores.open()];
    // Each reads all and writes one more: one that did not see another's would give a number twice.
    let runs = 0;
    const counting = async (tx: Transaction) => {
      runs += 1;
      if (stores.dialect === 'postgresql') await isSerializable(tx);
      const rows = await tx.database.selectFrom('document').select('hash').execute();
      return await keeping(String(rows.length).padStart(3, '0'))(tx);
    };
    const given = await Promise.all(
      Array.from({ length: 24 }, (_, i) => (nodes[i % 2] as Store).write(tester, 'count', counting)),
    );
    const expected = Array.from({ length: 24 }, (_, i) => String(i).padStart(3, '0'));
    expect([given.toSorted(), await hashes()]).toEqual([expected, expected]);
    // On PostgreSQL some could not be put in an order, and were run again.
    expect(runs > given.length).toBe(stores.dialect === 'postgresql');
  });

  it('L06: decides once where two decide at the same time', async () => {
    const nodes = [store, await stores.open()] as const;
    const problem = serverProblem('definition-not-found', { pointer: '' }, { ref: 'x', hint: '' });
    for (let round = 0; round < 20; round += 1) {
      const decide = (outcome: string) => async (tx: Transaction) => {
        const subject = `release/${round}`;
        const found = await tx.database.selectFrom('document').select('json').where('hash', '=', subject).execute();
        // Both have read before either writes, where they can.
        if (stores.dialect === 'postgresql')
          await tx.database.selectNoFrom((each) => each.fn('pg_sleep', [each.val(0.02)]).as('slept')).execute();
        if (found.length > 0) throw new OperationRefused(subject, [problem]);
        await tx.all(keep, { hash: subject, json: JSON.stringify(outcome) });
        await tx.audit({ subject });
      };
      const done = await Promise.allSettled([
        nodes[0].write(tester, 'approve', decide('approved')),
        nodes[1].write(tester, 'return', decide('returned')),
      ]);
      expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
    const outcomes = (await entries()).map(({ subject, outcome }) => `${subject} ${outcome}`).toSorted();
    expect(outcomes).toEqual(
      Array.from({ length: 20 }, (_, i) => [`release/${i} done`, `release/${i} refused`])
        .flat()
        .toSorted(),
    );
  });

  it('finishes what it was given before it is closed', async () => {
    const other = await stores.open();
    const writing = Array.from({ length: 30 }, (_, i) => other.write(tester, 'keep', keeping(`h${i}`)));
    await Promise.all([...writing, Promise.resolve()]);
    await other.close();
    expect(await hashes()).toHaveLength(30);
  });
});

async function isSerializable({ database }: Transaction): Promise<void> {
  const { rows } = await database.executeQuery(CompiledQuery.raw('show transaction_isolation'));
  expect(rows).toEqual([{ transaction_isolation: 'serializable' }]);
}
