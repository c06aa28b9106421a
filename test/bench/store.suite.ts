import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SqliteDatabase } from '../../server/sqlite-driver.ts';
import { Pool } from 'pg';
import { systemClock } from '../../server/clock.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { statement } from '../../server/store/statement.ts';
import type { Store } from '../../server/store/store.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { temporaryFolder } from './http/servers.ts';
import { measured, ratio, type Suite } from './report.ts';
import { type Contestant, rounds } from './rounds.ts';

/**
 * Durable operations, each of which writes a row, a message and its audit entry, against bare loops that write the same rows by prepared
 * statements and nothing else: on SQLite 100 operations a transaction, on PostgreSQL one a transaction on as many connections as the
 * store has. Arguments: rounds (5), milliseconds a turn (2000).
 */
export const suite: Suite = async ([count = '5', milliseconds = '2000']) => {
  const folder = temporaryFolder();
  const server = await startPostgres(true);
  try {
    const address = { kind: 'postgresql', url: await server.database() } as const;
    const stores = { sqlite: await openStore(sqliteIn(folder.path)), postgresql: await openStore(address) };
    const bare = { sqlite: bareSqlite(join(folder.path, 'guiju.sqlite')), postgresql: barePostgres(address.url) };
    const contestants: readonly Contestant[] = [
      { name: 'SQLite', run: operations(stores.sqlite, 400) },
      { name: 'SQLite, one at a time', run: operations(stores.sqlite, 1) },
      { name: 'bare better-sqlite3, 100 a transaction', run: bare.sqlite.run },
      { name: 'PostgreSQL', run: operations(stores.postgresql, 32) },
      { name: 'bare pg', run: bare.postgresql.run },
    ];
    const samples = await rounds(contestants, Math.max(1, Number(count)), Number(milliseconds));
    const of = (name: string) => samples.get(name) ?? [];
    await bare.postgresql.close();
    bare.sqlite.close();
    for (const store of Object.values(stores)) await store.close();
    return {
      versions: {},
      results: [...samples].map(([name, values]) => measured(name, 'operations/s', values)),
      ratios: [
        ratio(
          'SQLite',
          'bare better-sqlite3, 100 a transaction',
          of('SQLite'),
          of('bare better-sqlite3, 100 a transaction'),
        ),
        ratio('PostgreSQL', 'bare pg', of('PostgreSQL'), of('bare pg')),
      ],
    };
  } finally {
    await server.remove();
    folder.remove();
  }
};

const keep = statement((database, given: { readonly hash: string; readonly json: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: given.json, written: 0 }),
);

const JSON_TEXT = JSON.stringify({ kind: 'criteria', name: 'x', when: { all: [] } });
const actor = { kind: 'person', id: 'p1', name: '王芳' } as const;
let next = 0;
const name = (): string => `criteria/${process.pid}-${(next += 1)}`;

/** Operations a second of a store, with so many waiting at a time. */
function operations(store: Store, many: number): (milliseconds: number) => Promise<number> {
  const one = async (): Promise<void> => {
    const hash = name();
    await store.write(actor, 'keep', async (tx) => {
      await tx.all(keep, { hash, json: JSON_TEXT });
      await tx.send({ type: 'notice', key: hash, payload: { hash } });
      await tx.audit({ subject: hash, body: { hash } });
    });
  };
  return async (milliseconds) => {
    const start = performance.now();
    let made = 0;
    const lane = async (): Promise<void> => {
      while (performance.now() - start < milliseconds) {
        await one();
        made += 1;
      }
    };
    await Promise.all(Array.from({ length: many }, lane));
    return (made / (performance.now() - start)) * 1000;
  };
}

const SQL = [
  'insert into document (hash, json, written) values (?, ?, ?)',
  `insert into outbox (type, key, payload, state, created_at, due_at, attempts) values (?, ?, ?, ?, ?, ?, ?)`,
  `insert into audit_entry (writer, number, at, actor_kind, actor, actor_name, operation, outcome, subject, body, algorithm, position,
   previous, digest) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
] as const;

let digest = randomBytes(32).toString('hex');

/** The rows of one operation, its digests as scattered as digests are. What is given as null is what is written later. */
function rowsOf(writer: number, number: number, position: number | null): readonly (readonly unknown[])[] {
  const hash = name();
  const at = systemClock.now().toISOString();
  const before = digest;
  digest = randomBytes(32).toString('hex');
  const seal = position === null ? [null, null, null, null] : ['sha256', position, before, digest];
  return [
    [hash, JSON_TEXT, 0],
    ['notice', hash, JSON.stringify({ hash }), 'waiting', at, at, 0],
    [writer, number, at, 'person', 'p1', '王芳', 'keep', 'done', hash, JSON.stringify({ hash }), ...seal],
  ];
}

/** In a file of its own, whose tables are the store's, so that neither's rows are in the other's way. */
function bareSqlite(like: string) {
  const model = new SqliteDatabase(like, { readonly: true });
  const database = new SqliteDatabase(`${like}-bare`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const sql of model.prepare('select sql from sqlite_schema where sql is not null').pluck().all())
    if (!String(sql).includes('sqlite_')) database.exec(String(sql));
  model.close();
  const [document, outbox, audit] = SQL.map((sql) => database.prepare(sql));
  let number = 0;
  const hundred = database.transaction(() => {
    for (let i = 0; i < 100; i += 1) {
      number += 1;
      const [a, b, c] = rowsOf(0, number, number);
      document?.run(a);
      outbox?.run(b);
      audit?.run(c);
    }
  }).immediate;
  return {
    run(milliseconds: number): number {
      const start = performance.now();
      let made = 0;
      while (performance.now() - start < milliseconds) {
        hundred();
        made += 100;
      }
      return (made / (performance.now() - start)) * 1000;
    },
    close: () => void database.close(),
  };
}

function barePostgres(url: string) {
  const pool = new Pool({ connectionString: url, max: 8 });
  const texts = SQL.map((sql) => {
    let place = 0;
    return sql.replaceAll('?', () => `$${(place += 1)}`);
  });
  let number = 0;
  async function lane(writer: number, until: number): Promise<number> {
    const client = await pool.connect();
    let made = 0;
    while (performance.now() < until) {
      const rows = rowsOf(writer, (number += 1), null);
      await client.query('begin');
      for (const [i, text] of texts.entries())
        await client.query({ name: `bare${i}`, text, values: [...(rows[i] ?? [])] });
      await client.query('commit');
      made += 1;
    }
    client.release();
    return made;
  }
  return {
    async run(milliseconds: number): Promise<number> {
      const start = performance.now();
      const lanes = Array.from({ length: 8 }, (_, i) => lane(1_000_000 + i, start + milliseconds));
      const made = (await Promise.all(lanes)).reduce((sum, one) => sum + one, 0);
      return (made / (performance.now() - start)) * 1000;
    },
    close: () => pool.end(),
  };
}
