import type SqliteDatabase from 'better-sqlite3';
import type { DefinitionStamp, Text } from '../../definitions/index.ts';
import { packBody, skeletonOf, unpackBody } from './decision-body.ts';
import { firstNumberAt } from './decision-number.ts';
import type { Selectable } from 'kysely';
import type { Database, LoggedDecisionTable, LoggedDefinitionTable } from './tables.ts';

/** What answers decisions, with the frozen cuts it answers by. */
export interface Answerer {
  readonly stamp: DefinitionStamp;
  /** 0 where there are none. */
  readonly cuts: number;
}

/** One answered decision, as it is handed to the log. */
export interface LogEntry {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly answerer: Answerer;
  readonly language: string;
  /** The day that the server filled in, where the request named none. */
  readonly asOf: string | null;
  /** The request as it came. */
  readonly request: string;
  /** The result as it was answered, without its number, its stamp and its trace. */
  readonly result: string;
}

/** Where answered decisions go. */
export interface DecisionLog {
  /** False for the log that keeps nothing: entries need not be made. */
  readonly isOn: boolean;
  /** Resolves when the log can be written, or when `fault` says why not. */
  ready(): Promise<void>;
  /** Resolves when the entries are committed; fails where they cannot be, `fault` says why. */
  append(entries: readonly LogEntry[]): Promise<void>;
  /** True while so much is waiting that whoever appends in bulk should wait. */
  readonly isFull: boolean;
  /** True while so much is waiting that an answer should wait until it is committed, whatever the log promises. */
  readonly isBehind: boolean;
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
  ready: async () => {},
  append: async () => {},
  isFull: false,
  isBehind: false,
  isRefusing: false,
  fault: undefined,
  close: async () => 0,
};

/** Writes entries in one transaction, so with one sync. After a failure another writer has to be made. */
export function logWriter(connection: SqliteDatabase.Database): (entries: readonly LogEntry[]) => void {
  const definitionOf = definitionNumbers(connection);
  const insert = connection.prepare(
    'insert into logged_decision (number, decided_at, definition, language, as_of, body) values (?, ?, ?, ?, ?, ?)',
  );
  return connection.transaction((entries: readonly LogEntry[]) => {
    for (const entry of entries) {
      const { number, at, language, asOf, request, result } = entry;
      const definition = definitionOf(entry.answerer);
      const body = packBody({ result, request }, () => definition.skeletonFor({ result, request }));
      insert.run(number, at, definition.number, language, asOf, body);
    }
  }).immediate;
}

interface NumberedDefinition {
  readonly number: number;
  /** Its skeleton; made of this body where it has none yet. */
  skeletonFor(body: { readonly result: string; readonly request: string }): string;
}

/** The numbers of what answers, each looked up (or given) once. */
function definitionNumbers(connection: SqliteDatabase.Database): (answerer: Answerer) => NumberedDefinition {
  const find = connection.prepare(
    'select number, skeleton from logged_definition where ref = ? and version is ? and hash = ? and closure = ? and cuts = ?',
  );
  const give = connection.prepare(
    'insert into logged_definition (ref, version, hash, closure, cuts) values (?, ?, ?, ?, ?)',
  );
  const keep = connection.prepare('update logged_definition set skeleton = ? where number = ?');
  const known = new Map<string, NumberedDefinition>();
  return ({ stamp: { id, version, hash, closure }, cuts }) => {
    const key = `${id} ${version} ${closure} ${cuts}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const words = [id, version, hash, closure, cuts];
    const found = find.get(...words) as { readonly number: number; readonly skeleton: string | null } | undefined;
    const number = found?.number ?? Number(give.run(...words).lastInsertRowid);
    let skeleton = found?.skeleton ?? null;
    const made: NumberedDefinition = {
      number,
      skeletonFor(body) {
        if (skeleton === null) {
          skeleton = skeletonOf(body);
          keep.run(skeleton, number);
        }
        return skeleton;
      },
    };
    known.set(key, made);
    return made;
  };
}

/** A decision out of the log. */
export interface LoggedDecision extends Omit<LogEntry, 'answerer'> {
  readonly ref: string;
  readonly version: number | null;
  readonly hash: string;
  readonly closure: string;
  readonly cuts: number;
}

/**
 * Which decisions: all; those from an instant on, those whose numbers were given before one (milliseconds); those of one reference; a
 * single one.
 */
export interface LogFilter {
  readonly since?: number;
  readonly until?: number;
  readonly ref?: string;
  readonly number?: number;
}

/** The logged decisions in their order, a page at a time. `ref` is answered definition by definition, each in its order. */
export async function* readLog(
  database: Database,
  filter: LogFilter = {},
  page = 1000,
): AsyncGenerator<readonly LoggedDecision[]> {
  const definitions = await loggedDefinitions(database, filter.ref);
  if (filter.ref === undefined) return yield* pagesOf(database, definitions, filter, page);
  for (const number of definitions.keys()) yield* pagesOf(database, definitions, filter, page, number);
}

async function loggedDefinitions(
  database: Database,
  ref: string | undefined,
): Promise<ReadonlyMap<number, Selectable<LoggedDefinitionTable>>> {
  const all = database.selectFrom('logged_definition').selectAll().orderBy('number');
  const rows = await (ref === undefined ? all : all.where('ref', '=', ref)).execute();
  return new Map(rows.map((row) => [row.number, row]));
}

async function* pagesOf(
  database: Database,
  definitions: Awaited<ReturnType<typeof loggedDefinitions>>,
  { since, until, number }: LogFilter,
  page: number,
  definition?: number,
): AsyncGenerator<readonly LoggedDecision[]> {
  // No decision made at an instant or later has a lesser number; a greater one may be of before, where a clock was set back.
  let from = number ?? firstNumberAt(since ?? 0);
  for (;;) {
    let query = database.selectFrom('logged_decision').selectAll().where('number', '>=', from);
    if (number !== undefined) query = query.where('number', '<=', number);
    if (until !== undefined) query = query.where('number', '<', firstNumberAt(until));
    if (definition !== undefined) query = query.where('definition', '=', definition);
    const rows = await query.orderBy('number').limit(page).execute();
    const asked = rows.filter(({ decided_at: at }) => since === undefined || at >= since);
    if (asked.length > 0) yield asked.map((row) => loggedDecision(row, definitions));
    if (rows.length < page) return;
    from = (rows.at(-1)?.number ?? from) + 1;
  }
}

function loggedDecision(
  row: LoggedDecisionTable,
  definitions: ReadonlyMap<number, Selectable<LoggedDefinitionTable>>,
): LoggedDecision {
  const definition = definitions.get(row.definition);
  if (definition === undefined) throw new Error(`Decision ${row.number} names no definition`);
  const { ref, version, hash, closure, cuts, skeleton } = definition;
  const { number, decided_at: at, language, as_of: asOf } = row;
  return { number, at, ref, version, hash, closure, cuts, language, asOf, ...unpackBody(row.body, skeleton) };
}

/** The least and the greatest number in the log; null where it is empty. */
export async function logBounds(database: Database): Promise<{ readonly first: number; readonly last: number } | null> {
  // Each by itself is a look at one end of the index; both at once are a scan.
  const end = (order: 'asc' | 'desc') =>
    database.selectFrom('logged_decision').select('number').orderBy('number', order).limit(1).executeTakeFirst();
  const [first, last] = [await end('asc'), await end('desc')];
  return first === undefined || last === undefined ? null : { first: first.number, last: last.number };
}
