import type SqliteDatabase from 'better-sqlite3';
import type { Text } from '../../definitions/index.ts';
import type { Database, DecisionLogTable } from './tables.ts';

/** One answered decision, as it is logged. */
export type LogEntry = Omit<DecisionLogTable, 'number' | 'version'> & { readonly version: number | null };

/** Where answered decisions go. */
export interface DecisionLog {
  /** False for the log that keeps nothing: entries need not be made. */
  readonly isOn: boolean;
  /** Resolves when the entries are committed; fails where they cannot be, `fault` says why. */
  append(entries: readonly LogEntry[]): Promise<void>;
  /** True while so much is waiting that whoever appends in bulk should wait. */
  readonly isFull: boolean;
  /** True while so much is waiting that cannot be written that nothing more may be answered. */
  readonly isRefusing: boolean;
  /** Why the last group could not be written; undefined while all is well. */
  readonly fault: Text | undefined;
  /** Commits what waits and lets go of the database. Answers how many entries could not be written. */
  close(): Promise<number>;
}

/** The log that keeps nothing. */
export const noLog: DecisionLog = {
  isOn: false,
  append: async () => {},
  isFull: false,
  isRefusing: false,
  fault: undefined,
  close: async () => 0,
};

const COLUMNS = ['decided_at', 'ref', 'version', 'closure', 'cuts', 'language', 'as_of', 'request', 'result'] as const;

/** Writes groups of entries: one transaction, so one sync, a group. */
export function logWriter(connection: SqliteDatabase.Database): (groups: readonly (readonly LogEntry[])[]) => void {
  const insert = connection.prepare(
    `insert into decision_log (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`,
  );
  return connection.transaction((groups: readonly (readonly LogEntry[])[]) => {
    for (const entries of groups) for (const entry of entries) insert.run(...COLUMNS.map((column) => entry[column]));
  }).immediate;
}

/** The logged decisions in their order, a page at a time. `since` is an instant; `ref` names one decision. */
export async function* readLog(
  database: Database,
  options: { readonly since?: string; readonly ref?: string; readonly page?: number } = {},
): AsyncGenerator<readonly DecisionLogTable[]> {
  const page = options.page ?? 1000;
  for (let last = 0; ; ) {
    let query = database.selectFrom('decision_log').selectAll().where('number', '>', last);
    if (options.since !== undefined) query = query.where('decided_at', '>=', options.since);
    if (options.ref !== undefined) query = query.where('ref', '=', options.ref);
    const rows = await query.orderBy('number').limit(page).execute();
    if (rows.length > 0) yield rows;
    if (rows.length < page) return;
    last = rows.at(-1)?.number ?? last;
  }
}

/** How many decisions are logged. */
export async function countLog(database: Database, options: { since?: string; ref?: string } = {}): Promise<number> {
  let query = database.selectFrom('decision_log').select((each) => each.fn.countAll<number>().as('count'));
  if (options.since !== undefined) query = query.where('decided_at', '>=', options.since);
  if (options.ref !== undefined) query = query.where('ref', '=', options.ref);
  return (await query.executeTakeFirstOrThrow()).count;
}
