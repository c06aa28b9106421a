import { sql } from 'kysely';
import type { Database } from '../tables.ts';
import type { Migration, MoveListener } from './migration.ts';

/**
 * The log of decisions as it is asked for: by number, by definition, from an instant on. What answered stands once and is named by
 * its number; a decision's own number grows with time (`decision-number.ts`), so that its day is found without another index.
 */
export const decisionsByNumber: Migration = {
  number: 3,
  name: 'decisions-by-number',
  says: {
    'zh-CN': '把判断日志改为按编号保存，并移入已有判断',
    en: 'keeps the decision log by number, and moves the decisions there are',
  },
  async up(schema, database, { dialect, text, whole, bytes, counted }, told) {
    await schema
      .createTable('logged_definition')
      .addColumn('number', whole, counted)
      .addColumn('ref', text, (column) => column.notNull())
      .addColumn('version', whole)
      .addColumn('hash', text, (column) => column.notNull())
      .addColumn('closure', text, (column) => column.notNull())
      .addColumn('cuts', whole, (column) => column.notNull())
      .addColumn('skeleton', text)
      .execute();
    await schema.createIndex('logged_definition_ref').on('logged_definition').column('ref').execute();
    await schema
      .createTable('logged_decision')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('decided_at', whole, (column) => column.notNull())
      .addColumn('definition', whole, (column) => column.notNull().references('logged_definition.number'))
      .addColumn('language', text, (column) => column.notNull())
      .addColumn('as_of', text)
      .addColumn('body', bytes, (column) => column.notNull())
      .execute();
    if (dialect === 'sqlite') {
      await moveDefinitions(database);
      await moveDecisions(database, told);
    }
    await schema.dropTable('decision_log').execute();
    await schema.createIndex('logged_decision_definition').on('logged_decision').column('definition').execute();
  },
};

/** No store on PostgreSQL is as old as that. */
async function moveDefinitions(database: Database): Promise<void> {
  await sql`
    insert into logged_definition (ref, version, hash, closure, cuts)
    select distinct ref, version, coalesce(json_extract(result, '$.definition.hash'), ''), closure, cuts from decision_log
  `.execute(database);
}

/** So many decisions are moved by one statement: the log of a year takes minutes, and whoever waits is to see that it goes on. */
const PAGE = 10_000;

async function moveDecisions(database: Database, told: MoveListener): Promise<void> {
  const { rows } = await sql<{ readonly first: number | null; readonly last: number | null }>`
    select (select min(number) from decision_log) as first, (select max(number) from decision_log) as last
  `.execute(database);
  const { first = null, last = null } = rows[0] ?? {};
  if (first === null || last === null) return;
  for (let from = first; from <= last; from += PAGE) {
    told((from - first) / (last - first + 1));
    // A thousand numbers a millisecond, as the generator of numbers counts them; the result never holds a line feed.
    await sql`
      insert into logged_decision (number, decided_at, definition, language, as_of, body)
      select at * 1024 + row_number() over (partition by at order by log.number) - 1
          + (select count(*) from logged_decision as moved where moved.number between at * 1024 and at * 1024 + 1023),
        at, what.number, language, as_of, json_remove(result, '$.definition', '$.trace') || char(10) || request
      from (
        select *, cast(strftime('%s', decided_at) as integer) * 1000 + cast(substr(decided_at, 21, 3) as integer) as at
        from decision_log where number >= ${from} and number < ${from + PAGE}
      ) as log
      join logged_definition as what on what.ref = log.ref and what.version is log.version and what.closure = log.closure
        and what.cuts = log.cuts and what.hash = coalesce(json_extract(log.result, '$.definition.hash'), '')
    `.execute(database);
  }
  told(1);
}
