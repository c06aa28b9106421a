import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'pg';
import { createMachine, transition } from 'xstate';
import { sqliteIn, type StoreAddress } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { SqliteDatabase } from '../../server/sqlite-driver.ts';
import type { Store } from '../../server/store/store.ts';
import { type Desk, inquiryWorkflow, openDesk } from '../server/support/requests.ts';
import { TEST_KEY } from '../server/support/stores.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { requestClients } from './http/request-server.ts';
import { temporaryFolder } from './http/servers.ts';
import { measured, ratio, type Suite } from './report.ts';
import { type Contestant, rounds } from './rounds.ts';

/**
 * Durable steps of service requests (taken up and given back, so that each writes the request, its timeline, a timer, what is told and the
 * audit), against bare loops that read and write the same rows by prepared statements with the same step of XState and nothing else: on
 * SQLite 100 steps a transaction, on PostgreSQL one a transaction on as many connections as the store has, among 20,000 requests that lie
 * there: of a few, those that stand on one page of an index wait for one another. Arguments: rounds (5), milliseconds a turn
 * (2000), and --http for 64 clients of a server beside them.
 */
export const suite: Suite = async (args) => {
  const [count = '5', milliseconds = '2000'] = args.filter((word) => word !== HTTP);
  const folder = temporaryFolder();
  const server = await startPostgres(true);
  try {
    const addresses = {
      sqlite: sqliteIn(folder.path),
      postgresql: { kind: 'postgresql', url: await server.database() },
    } as const;
    const desks = { sqlite: await deskAt(addresses.sqlite), postgresql: await deskAt(addresses.postgresql) };
    const kept = await rowsOfSteps(desks.sqlite);
    await desks.postgresql.register();
    await fill(addresses.postgresql.url, 20_000);
    const bare = {
      sqlite: bareSqlite(join(folder.path, 'guiju.sqlite'), kept),
      postgresql: await barePostgres(addresses.postgresql.url, kept),
    };
    const contestants: readonly Contestant[] = [
      { name: 'steps, SQLite', run: await steps(desks.sqlite, 256) },
      { name: 'bare better-sqlite3 and XState, 100 a transaction', run: bare.sqlite.run },
      { name: 'steps, PostgreSQL', run: await steps(desks.postgresql, 64) },
      { name: 'bare pg and XState', run: bare.postgresql.run },
    ];
    const clients = args.includes(HTTP) ? await requestClients(64) : undefined;
    const overHttp = clients === undefined ? [] : [{ name: 'steps, SQLite, 64 HTTP clients', run: clients.run }];
    const samples = await rounds([...contestants, ...overHttp], Math.max(1, Number(count)), Number(milliseconds));
    await clients?.close();
    await bare.postgresql.close();
    bare.sqlite.close();
    for (const { store } of Object.values(desks)) await store.close();
    const [sqlite, , postgresql] = contestants.map(({ name }) => name);
    const against = (one: string, other: string) => ratio(one, other, samples.get(one) ?? [], samples.get(other) ?? []);
    return {
      versions: {},
      results: [
        ...[...samples].map(([name, values]) => measured(name, 'steps/s', values)),
        ...(clients === undefined ? [] : [measured('99th hundredth, 64 HTTP clients', 'ms', clients.slowest)]),
      ],
      ratios: [
        against(sqlite ?? '', 'bare better-sqlite3 and XState, 100 a transaction'),
        against(postgresql ?? '', 'bare pg and XState'),
        ...overHttp.map(({ name }) => against(name, 'bare better-sqlite3 and XState, 100 a transaction')),
      ],
    };
  } finally {
    await server.remove();
    folder.remove();
  }
};

const HTTP = '--http';

async function deskAt(address: StoreAddress): Promise<Desk> {
  const open = async (options: object = {}): Promise<Store> =>
    await openStore(address, { ...options, secretKey: () => TEST_KEY });
  return await openDesk({ dialect: address.kind, address, open });
}

/** Requests like the one that is there, of which nobody hears. */
async function fill(url: string, many: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const { rows } = await pool.query<Row>('select * from service_request limit 1');
  const names = Object.keys(rows[0] ?? {});
  const own: Readonly<Record<string, string>> = { id: 'gen_random_uuid()::text', number: `'F-' || n` };
  const columns = names.map((name) => own[name] ?? `"${name}"`).join(', ');
  await pool.query(
    `insert into service_request (${names.map((name) => `"${name}"`).join(', ')})
      select ${columns} from (select * from service_request limit 1) one, generate_series(1, ${many}) n`,
  );
  await pool.end();
}

/** Steps a second of a desk, with so many waiting at a time, each on a request of its own. */
async function steps(desk: Desk, many: number): Promise<(milliseconds: number) => Promise<number>> {
  const ids: string[] = [];
  for (let i = 0; i < many; i += 1) ids.push((await desk.register({ customer: `C-${i}` })).id);
  const isTaken = new Set<string>();
  return async (milliseconds) => {
    const start = performance.now();
    let made = 0;
    const lane = async (id: string): Promise<void> => {
      while (performance.now() - start < milliseconds) {
        await desk.send(id, isTaken.delete(id) ? 'release' : (isTaken.add(id), 'claim'));
        made += 1;
      }
    };
    await Promise.all(ids.map(lane));
    return (made / (performance.now() - start)) * 1000;
  };
}

type Row = Readonly<Record<string, string | number | null>>;

/** What one step writes, as the store wrote it. */
interface StepRows {
  readonly request: Row;
  readonly event: Row;
  readonly timer: Row;
  readonly messages: readonly Row[];
  readonly audit: Row;
}

/** The rows that taking up and giving back wrote, of a request that did. */
async function rowsOfSteps({ store, register, send }: Desk): Promise<StepRows> {
  const { id } = await register({ customer: 'model' });
  await send(id, 'claim');
  await send(id, 'release');
  const { database } = store;
  const one = async (query: { executeTakeFirstOrThrow(): Promise<object> }) =>
    (await query.executeTakeFirstOrThrow()) as Row;
  const messages = await database.selectFrom('outbox').selectAll().where('key', 'like', `${id}/3/%`).execute();
  return {
    request: await one(database.selectFrom('service_request').selectAll().where('id', '=', id)),
    event: await one(
      database.selectFrom('request_event').selectAll().where('request', '=', id).where('number', '=', 3),
    ),
    timer: await one(database.selectFrom('request_timer').selectAll().where('request', '=', id)),
    messages: messages.map(({ number: _, ...row }) => row),
    audit: await one(database.selectFrom('audit_entry').selectAll().orderBy('position', 'desc').limit(1)),
  };
}

const written = inquiryWorkflow()['machine'] as Parameters<typeof createMachine>[0];
/** Its delays do not run here: the store's do. */
const machine = createMachine(written, {
  actions: {
    assign: () => {},
    'set-field': () => {},
    escalate: () => {},
    'raise-priority': () => {},
    'move-queue': () => {},
    'start-survey': () => {},
  },
  guards: { criteria: () => true },
  delays: { unclaimed: 1000, quiet: 1000 },
});

/** The step alone: from what is kept as JSON to what is to be kept. */
function stepped(life: string, event: string): string {
  const { state, ...rest } = JSON.parse(life) as { readonly state: string };
  const [next] = transition(machine, machine.resolveState({ value: state }), { type: event });
  return JSON.stringify({ ...rest, state: next.value });
}

const insertInto = (table: string, row: Row): string =>
  `insert into ${table} (${Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ')}) values (${Object.keys(row)
    .map(() => '?')
    .join(', ')})`;
const updated = ({ request }: StepRows): readonly string[] => Object.keys(request).filter((name) => name !== 'id');
const updateSql = (rows: StepRows): string =>
  `update service_request set ${updated(rows)
    .map((name) => `"${name}" = ?`)
    .join(', ')} where id = ? and revision = ?`;

const SELECT = 'select * from service_request where id = ?';
const DELETE_TIMER = 'delete from request_timer where request = ? and key = ? and generation = ?';

/** What a step is to write, given what it read. */
function after(rows: StepRows, row: Row, number: number) {
  const revision = Number(row['revision']) + 1;
  const event = revision % 2 === 0 ? 'claim' : 'release';
  const life = stepped(String(row['life']), event);
  const request = { ...row, revision, life, state: event === 'claim' ? '["open"]' : '["new"]' };
  const digest = createHash('sha256').update(`${number} ${life}`).digest('hex');
  return {
    event,
    request,
    update: [...updated(rows).map((name) => (request as Row)[name] ?? null), row['id'] ?? '', row['revision'] ?? 0],
    timeline: Object.values({ ...rows.event, request: row['id'], number: revision }),
    timer: Object.values({ ...rows.timer, request: row['id'], generation: revision }),
    ended: [row['id'] ?? '', rows.timer['key'] ?? '', revision - 1],
    messages: rows.messages.map((message, n) =>
      Object.values({ ...message, key: `${String(row['id'])}/${revision}/event/${n}` }),
    ),
    audit: (position: number | null) => Object.values({ ...rows.audit, number, position, digest, previous: digest }),
  };
}

/** A request as a bare loop keeps it: its life as long as the store's, with the state of its machine. */
const ownRow = ({ request }: StepRows): Row => ({
  ...request,
  id: randomUUID(),
  number: randomUUID(),
  revision: 1,
  life: JSON.stringify({ state: 'new', rest: 'x'.repeat(String(request['life']).length) }),
});

/** In a file of its own, whose tables are the store's. */
function bareSqlite(like: string, rows: StepRows) {
  const model = new SqliteDatabase(like, { readonly: true });
  const database = new SqliteDatabase(`${like}-bare`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const sql of model.prepare('select sql from sqlite_schema where sql is not null').pluck().all())
    if (!String(sql).includes('sqlite_')) database.exec(String(sql));
  model.close();
  const prepared = (sql: string) => database.prepare(sql);
  const read = prepared(SELECT);
  const update = prepared(updateSql(rows));
  const timeline = prepared(insertInto('request_event', rows.event));
  const timer = prepared(insertInto('request_timer', rows.timer));
  const end = prepared(DELETE_TIMER);
  const message = prepared(insertInto('outbox', rows.messages[0] ?? {}));
  const audit = prepared(insertInto('audit_entry', rows.audit));
  const ids = Array.from({ length: 256 }, () => {
    const row = ownRow(rows);
    prepared(insertInto('service_request', row)).run(...Object.values(row));
    return row['id'];
  });
  let number = 0;
  const hundred = database.transaction(() => {
    for (let i = 0; i < 100; i += 1) {
      number += 1;
      const made = after(rows, read.get(ids[number % ids.length]) as Row, number);
      update.run(...made.update);
      timeline.run(...made.timeline);
      if (made.event === 'release') timer.run(...made.timer);
      else end.run(...made.ended);
      for (const one of made.messages) message.run(...one);
      audit.run(...made.audit(number));
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

async function barePostgres(url: string, rows: StepRows) {
  const pool = new Pool({ connectionString: url, max: 8 });
  const numbered = (sql: string): string => {
    let place = 0;
    return sql.replaceAll('?', () => `$${(place += 1)}`);
  };
  const texts = {
    read: numbered(SELECT),
    update: numbered(updateSql(rows)),
    timeline: numbered(insertInto('request_event', rows.event)),
    timer: numbered(insertInto('request_timer', rows.timer)),
    end: numbered(DELETE_TIMER),
    message: numbered(insertInto('outbox', rows.messages[0] ?? {})),
    audit: numbered(insertInto('audit_entry', rows.audit)),
  };
  let number = 10_000_000;
  const lanes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const own = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const row = ownRow(rows);
          await pool.query(numbered(insertInto('service_request', row)), Object.values(row));
          return row['id'];
        }),
      );
      return async (until: number): Promise<number> => {
        const client = await pool.connect();
        const ask = async (name: keyof typeof texts, values: readonly unknown[]) =>
          await client.query<Row>({ name: `bare-${name}`, text: texts[name], values: [...values] });
        let made = 0;
        while (performance.now() < until) {
          await client.query('begin');
          const found = await ask('read', [own[made % own.length]]);
          const next = after(rows, found.rows[0] ?? {}, (number += 1));
          await ask('update', next.update);
          await ask('timeline', next.timeline);
          if (next.event === 'release') await ask('timer', next.timer);
          else await ask('end', next.ended);
          for (const one of next.messages) await ask('message', one);
          await ask('audit', next.audit(null));
          await client.query('commit');
          made += 1;
        }
        client.release();
        return made;
      };
    }),
  );
  return {
    async run(milliseconds: number): Promise<number> {
      const start = performance.now();
      const made = await Promise.all(lanes.map(async (lane) => lane(start + milliseconds)));
      return (made.reduce((sum, one) => sum + one, 0) / (performance.now() - start)) * 1000;
    },
    close: () => pool.end(),
  };
}
