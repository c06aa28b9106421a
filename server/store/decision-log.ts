import type { DefinitionStamp, Text } from '../../definitions/index.ts';
import { unpackBody } from './decision-body.ts';
import { firstNumberAt } from './decision-number.ts';
import type { Selectable } from 'kysely';
import type { LoggedDecisionTable, LoggedDefinitionTable } from './log-tables.ts';
import type { Database } from './tables.ts';

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

/** Writes entries, a group in one transaction, so with one sync. */
export interface LogWriter {
  write(entries: readonly LogEntry[]): Promise<void>;
  close(): Promise<void>;
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
