import { rmSync } from 'node:fs';
import { type OpenSqlite, SqliteDatabase } from '../../../server/sqlite-driver.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteIn } from '../../../server/store/address.ts';
import { logBounds, readLog } from '../../../server/store/decision-log.ts';
import { firstNumberAt } from '../../../server/store/decision-number.ts';
import { readMembers } from '../../../server/store/definitions.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { migrations } from '../../../server/store/migrations/index.ts';
import { openStore, withLock } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { StoreError } from '../../../server/store/store-error.ts';
import { collected } from '../../support/collected.ts';
import { clock, temporaryFolder } from '../support/bank.ts';

describe('a store in a file', () => {
  let folder: string;
  let raw: OpenSqlite;
  let store: Store | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
    raw = new SqliteDatabase(sqliteIn(folder).path);
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    raw.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async () => (store = await openStore(sqliteIn(folder), { clock }));
  const migrated = (most: number) =>
    withLock(sqliteIn(folder), 'schema', {}, (database) =>
      migrate(database, 'sqlite', clock, { migrations: migrations.slice(0, most) }),
    );

  it('found 43: finds decisions by reference and from an instant on, and what is due of a type, without a scan', async () => {
    await opened();
    const plan = (query: string): string =>
      (raw.prepare(`explain query plan ${query}`).all() as { readonly detail: string }[])
        .map(({ detail }) => detail)
        .join('; ');
    const page = 'order by number limit 1000';
    expect(plan(`select * from logged_decision where definition = 1 and number >= 5 ${page}`)).toBe(
      'SEARCH logged_decision USING INDEX logged_decision_definition (definition=? AND rowid>?)',
    );
    expect(plan(`select * from logged_decision where number >= 5 ${page}`)).toBe(
      'SEARCH logged_decision USING INTEGER PRIMARY KEY (rowid>?)',
    );
    const due = "select number from outbox where state = 'waiting' and type = 'a' and due_at <= 'b'";
    expect(plan(`${due} and (lease_until is null or lease_until < 'b') order by due_at limit 5`)).toBe(
      'SEARCH outbox USING INDEX outbox_type (type=? AND state=? AND due_at<?)',
    );
  });

  it('found 43: takes over what an older program logged', async () => {
    await migrated(2);
    const insert = raw.prepare('insert into decision_log values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const definition = (hash: string) => ({ id: 'criteria/a', version: 1, hash, closure: 'c' });
    const result = { value: 1.5, reasons: [], text: '中\n文' };
    const times = ['2026-11-22T04:00:00.000Z', '2026-11-22T04:00:00.000Z', '2026-11-22T04:00:00.007Z'];
    times.forEach((at, i) => {
      const text = JSON.stringify({ ...result, definition: definition(`h${i % 2}`), trace: [] });
      insert.run(i + 1, at, 'criteria/a', i === 2 ? null : 1, 'c', 0, 'en', null, `{\n"facts":{"n":${i}}}`, text);
    });
    const store = await opened();
    const at = Date.parse('2026-11-22T04:00:00.000Z');
    const rest = {
      ref: 'criteria/a',
      closure: 'c',
      cuts: 0,
      language: 'en',
      asOf: null,
      result: JSON.stringify(result),
    };
    expect((await collected(readLog(store.database))).flat()).toEqual([
      { ...rest, number: firstNumberAt(at), at, version: 1, hash: 'h0', request: '{\n"facts":{"n":0}}' },
      { ...rest, number: firstNumberAt(at) + 1, at, version: 1, hash: 'h1', request: '{\n"facts":{"n":1}}' },
      { ...rest, number: firstNumberAt(at + 7), at: at + 7, version: null, hash: 'h0', request: '{\n"facts":{"n":2}}' },
    ]);
    expect(await logBounds(store.database)).toEqual({ first: firstNumberAt(at), last: firstNumberAt(at + 7) });
  });

  it('tells how far it is with moving what an older program logged, and numbers it as in one go', async () => {
    await migrated(2);
    const insert = raw.prepare('insert into decision_log values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const result = JSON.stringify({ value: 1, definition: { id: 'criteria/a', version: 1, hash: 'h', closure: 'c' } });
    const start = Date.parse('2026-11-22T04:00:00.000Z');
    // 700 in each millisecond, so that statements meet within one; a gap of numbers; a clock that was set back.
    const times = Array.from({ length: 25_000 }, (_, i) => start + (i < 24_000 ? Math.floor(i / 700) : -5));
    raw.transaction(() => {
      times.forEach((at, i) => {
        const number = i + (i < 12_000 ? 1 : 5001);
        insert.run(number, new Date(at).toISOString(), 'criteria/a', 1, 'c', 0, 'en', null, `${i}`, result);
      });
    })();
    const shares: number[] = [];
    const told = (share: number) => void shares.push(share);
    store = await openStore(sqliteIn(folder), { clock, told });
    expect(shares).toEqual([0, 10_000 / 30_000, 20_000 / 30_000, 1]);
    const seen = new Map<number, number>();
    const expected = times.map((at, i) => {
      const own = seen.get(at) ?? 0;
      seen.set(at, own + 1);
      return [firstNumberAt(at) + own, `${i}`] as const;
    });
    const moved = (await collected(readLog(store.database)))
      .flat()
      .map(({ number, request }) => [number, request] as const);
    expect(moved).toEqual(expected.sort(([a], [b]) => a - b));
  });

  it('publications in spans are made of the members that each publication had before', async () => {
    await migrated(3);
    raw.exec("insert into document values ('h1', '{}'), ('h2', '{}'), ('h3', '{}')");
    raw.exec("insert into publication values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
    const rows = [
      [1, 'a', 1, 'h1', 'c1'],
      [2, 'a', 1, 'h1', 'c1'],
      [3, 'a', 2, 'h2', 'c2'],
      [4, 'a', 3, 'h1', 'c1'],
      [1, 'b', 1, 'h3', 'c3'],
      [3, 'b', 1, 'h3', 'c3'],
      [4, 'b', 1, 'h3', 'c4'],
    ] as const;
    const insert = raw.prepare(
      'insert into publication_member (publication, id, version, hash, closure) values (?, ?, ?, ?, ?)',
    );
    for (const row of rows) insert.run(...row);
    const proofs = [{ property: 'distinct' }, { property: 'can-hold' }];
    raw.prepare("insert into proof values ('c1', ?, 1, 0)").run(JSON.stringify(proofs));
    const store = await opened();
    for (const number of [1, 2, 3, 4]) {
      const found = (await readMembers(store.database, number)).map(({ id, version, hash, closure }) => [
        number,
        id,
        version,
        hash,
        closure,
      ]);
      expect(found).toEqual(rows.filter(([publication]) => publication === number));
    }
    expect(await store.database.selectFrom('publication_member').selectAll().execute()).toHaveLength(6);
    const { proofs: kept } = await store.database.selectFrom('proof').select('proofs').executeTakeFirstOrThrow();
    expect(JSON.parse(kept)).toEqual([{ property: 'can-hold' }]);
  });

  it('is not made where there has to be one and is none', async () => {
    await expect(openStore(sqliteIn(`${folder}/none`), { mustExist: true })).rejects.toThrow(StoreError);
  });
});
