import { sql } from 'kysely';
import type { Message } from '../../definitions/index.ts';
import type { Dialect } from './address.ts';
import { packBody, unpackBody } from './decision-body.ts';
import type { ImportState } from './import-tables.ts';
import type { Database, Tables } from './tables.ts';

/** Who held a lease, who was signed in, which links were open, which files were on their way in and what was answered a moment ago: what is restored opens closed. */
export const NOT_CARRIED = [
  'schema_migration',
  'lease',
  'seat',
  'session',
  'entry_link',
  'kept_answer',
  'upload',
] as const;

type CarriedName = Exclude<keyof Tables, (typeof NOT_CARRIED)[number]>;

/** How a table is carried: its key, by which it is read page by page, and what the database counts up in it. */
interface Carried {
  readonly key: readonly string[];
  readonly counted?: string;
}

/** Every table whose rows are the store's own, each after those it refers to. */
const TABLES: Readonly<Record<CarriedName, Carried>> = {
  document: { key: ['hash'] },
  publication: { key: ['number'] },
  publication_member: { key: ['id', 'since'] },
  library_proof: { key: ['id', 'since'] },
  proof: { key: ['closure'] },
  frozen_cuts: { key: ['number'] },
  population: { key: ['id'] },
  population_count: { key: ['segmentation'] },
  snapshot: { key: ['id'] },
  organisation_node: { key: ['id'] },
  person: { key: ['id'] },
  role_grant: { key: ['to_kind', 'to_id', 'role', 'scope'] },
  credential: { key: ['person'] },
  api_key: { key: ['id'] },
  authority_change: { key: ['id'] },
  settings: { key: ['number'] },
  snapshot_import: { key: ['id'] },
  impact: { key: ['id'] },
  impact_result: { key: ['impact', 'ref'] },
  release: { key: ['number'] },
  release_revision: { key: ['release', 'number'] },
  release_member: { key: ['release', 'revision', 'ref'] },
  release_editor: { key: ['release', 'revision', 'person'] },
  written_part: { key: ['ref', 'part', 'person'] },
  release_approval: { key: ['number'], counted: 'number' },
  release_impact: { key: ['digest'] },
  release_event: { key: ['release', 'number'] },
  release_remark: { key: ['number'], counted: 'number' },
  release_notice: { key: ['number'], counted: 'number' },
  service_request: { key: ['id'] },
  request_event: { key: ['request', 'number'] },
  request_timer: { key: ['request', 'key', 'generation'] },
  request_clock: { key: ['request', 'clock', 'cycle'] },
  request_count: { key: ['prefix'] },
  assignment_turn: { key: ['queue', 'person'] },
  absence: { key: ['id'] },
  request_name: { key: ['request', 'name'] },
  request_recused: { key: ['request', 'person', 'subject'] },
  request_notice: { key: ['number'], counted: 'number' },
  survey_invitation: { key: ['id'] },
  request_approval: { key: ['request', 'number'] },
  approval_task: { key: ['request', 'place'] },
  logged_definition: { key: ['number'], counted: 'number' },
  logged_decision: { key: ['number'] },
  audit_chain: { key: ['id'] },
  audit_writer: { key: ['writer'], counted: 'writer' },
  audit_entry: { key: ['writer', 'number'] },
  outbox: { key: ['number'], counted: 'number' },
};

interface CarriedTable extends Carried {
  readonly name: CarriedName;
}

export const CARRIED: readonly CarriedTable[] = Object.entries(TABLES).map(([name, carried]) => ({
  // The keys of a record are those of its type.
  name: name as CarriedName,
  ...carried,
}));

type Row = Readonly<Record<string, unknown>>;

const PAGE = 500;

/** Copies all rows into a database that has none. `to` has its transaction open. */
export async function copyRows(from: Database, to: Database, dialect: Dialect): Promise<void> {
  for (const table of CARRIED) {
    for (let after: Row | undefined; ; ) {
      const rows = await pageOf(from, table, after);
      if (rows.length > 0) await insertRows(to, table, rows.map(carriedAs(table.name, dialect)));
      if (rows.length < PAGE) break;
      after = rows.at(-1);
    }
    if (dialect === 'postgresql' && table.counted !== undefined) await countOn(to, table.name, table.counted);
  }
}

async function pageOf(from: Database, { name, key }: CarriedTable, after: Row | undefined): Promise<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const beyond =
    after === undefined ? sql`` : sql`where (${columns}) > (${sql.join(key.map((column) => after[column]))})`;
  const { rows } = await sql<Row>`select * from ${sql.table(name)} ${beyond} order by ${columns} limit ${PAGE}`.execute(
    from,
  );
  return rows;
}

async function insertRows(to: Database, { name }: CarriedTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(name)} (${names}) values ${sql.join(values)}`.execute(to);
}

/**
 * The form in which the rows of a table are carried. Keys are suspended and what was approved is held: some of it may have been taken
 * back since.
 */
function carriedAs(name: CarriedName, dialect: Dialect): (row: Row) => Row {
  switch (name) {
    case 'logged_decision':
      return bodyFor(dialect);
    case 'api_key':
      return (row) => ({ ...row, is_active: 0 });
    case 'snapshot_import':
      // Files are not carried, neither those that are on their way in nor those that wait for a second person.
      return (row) => ({ ...row, state: RESTORED_IMPORT[String(row['state'])] ?? row['state'] });
    case 'release':
      return (row) => (GOES_LIVE.has(row['state']) ? { ...row, state: 'held', reason: RESTORED, due_at: null } : row);
    case 'release_approval':
      return (row) => (row['state'] === 'given' ? { ...row, state: 'void', reason: RESTORED } : row);
    case 'request_timer':
      return (row) => ({ ...row, holder: null, lease_until: null });
    default:
      return (row) => row;
  }
}

const RESTORED_IMPORT: Readonly<Record<string, ImportState>> = { running: 'failed', waiting: 'withdrawn' };
const GOES_LIVE: ReadonlySet<unknown> = new Set(['approved', 'due', 'rechecking']);
const RESTORED = JSON.stringify({
  'zh-CN': '数据库由备份恢复，须重新审批',
  en: 'The store was restored from a backup: it takes a new approval',
} satisfies Message);

/** A short body is a text on SQLite; PostgreSQL keeps all as bytes, which need no skeleton to be read. */
const bodyFor =
  (dialect: Dialect) =>
  (row: Row): Row => {
    const { body } = row;
    if (dialect === 'sqlite' || typeof body !== 'string') return row;
    return { ...row, body: packBody(unpackBody(body, null), () => '', 0) };
  };

/** What is counted up goes on behind what was copied. */
async function countOn(to: Database, table: string, column: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)})) from ${sql.table(table)}
    having max(${sql.ref(column)}) is not null`.execute(to);
}
