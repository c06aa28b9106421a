import {
  duckdb as dialect,
  type Field,
  joinKey,
  type Library,
  type Message,
  type Problem,
  type ReadField,
  type SourceColumn,
  type SqlSource,
} from '../../../definitions/index.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { neededRelations } from './sources.ts';
import { quote } from './staged.ts';

/** A file of an entity's rows. */
export interface KeyedFile {
  readonly path: string;
  readonly entity: string;
  readonly source: SqlSource;
}

/** So many keys are shown of those that a note is about. */
const MOST_SHOWN = 5;

/** The relation with the key of every group of related rows as `key` and the number of its rows as `rows`, where rows were grouped. */
export type GroupSizes = (field: Field) => string | undefined;

/** Rows of related files that belong to no row in front of them. */
export async function rowsOfNobody(
  duckdb: Duckdb,
  library: Library,
  reads: readonly ReadField[],
  files: readonly KeyedFile[],
  sizes: GroupSizes,
): Promise<readonly Problem[]> {
  const notes: Problem[] = [];
  const byEntity = new Map(files.map((file) => [file.entity, file]));
  for (const { rows, entity, by } of [...neededRelations(library, reads).values()].flat()) {
    const [front, behind] = [byEntity.get(rows.origin.definition), byEntity.get(entity)];
    // Rows that stand within the record belong to it.
    if (front === undefined || behind === undefined || front.source.columns.has(rows.name)) continue;
    const note = await nobodyNote(duckdb, library, { rows, by, sizes: sizes(rows) }, front.source, behind);
    if (note !== undefined) notes.push(note);
  }
  return notes;
}

async function nobodyNote(
  duckdb: Duckdb,
  library: Library,
  { rows, by, sizes }: { readonly rows: Field; readonly by: string; readonly sizes: string | undefined },
  front: SqlSource,
  { path, source }: KeyedFile,
): Promise<Problem | undefined> {
  const context = { dialect, entity: (id: string) => library.environment.entity(id) };
  const key = joinKey(context, rows, front, source);
  const [mine, theirs] = [front.columns.get(by), source.columns.get(by)];
  if (key === undefined || mine === undefined || theirs === undefined) return undefined;
  const owners = `SELECT DISTINCT ${key.own(quote(key.name))} AS k FROM ${front.from}`;
  if (sizes !== undefined) {
    // There are fewer groups than rows, and mostly all of them belong to somebody.
    const [one] = await duckdb.rows(
      `SELECT 1 FROM ${sizes} AS groups ANTI JOIN (${owners}) AS owners ON owners.k = groups.key LIMIT 1`,
    );
    if (one === undefined) return undefined;
  }
  const behind = `SELECT ${key.other(quote(key.behind))} AS k, ${textOf(theirs)} AS t, "#row" AS r FROM ${source.from}`;
  const stray = `SELECT * FROM (${behind}) AS behind ANTI JOIN (${owners}) AS owners ON owners.k = behind.k`;
  const [[count = 0n, keys = null] = []] = await duckdb.rows(`SELECT count(*), ${firstKeys('t')} FROM (${stray})`);
  if (Number(count) === 0) return undefined;
  const [[total = 0n] = []] = await duckdb.rows(`SELECT count(*) FROM ${source.from}`);
  const trimmed = `SELECT DISTINCT ${withoutBlanks(textOf(mine))} AS t FROM ${front.from}`;
  const [[near = 0n] = []] = await duckdb.rows(
    `SELECT count(*) FROM (${stray}) AS stray SEMI JOIN (${trimmed}) AS owners ON owners.t = ${withoutBlanks('stray.t')}`,
  );
  const code = count === total ? 'related-rows-all-of-nobody' : 'related-rows-of-nobody';
  const slots = { path, relation: rows.name, field: by, keys: shown(keys), hint: blanksHint(Number(near)) };
  return batchProblem(code, { pointer: '' }, { ...slots, count: String(count), total: String(total) });
}

function blanksHint(count: number): Message {
  if (count === 0) return { 'zh-CN': '', en: '' };
  return {
    'zh-CN': `；原因多半是首尾空白：去掉后其中 ${count} 行有归属`,
    en: `; blanks around keys are the likely cause: without them ${count} would belong to somebody`,
  };
}

/** Keys of an entity that stand in a file more than once. */
export async function repeatedKeys(
  duckdb: Duckdb,
  library: Library,
  { path, entity, source }: KeyedFile,
): Promise<readonly Problem[]> {
  const field = library.environment.entity(entity)?.key;
  const column = field === undefined ? undefined : source.columns.get(field);
  if (field === undefined || column === undefined) return [];
  const text = textOf(column);
  const [one] = await duckdb.rows(
    `SELECT 1 FROM ${source.from} WHERE ${text} IS NOT NULL GROUP BY ${text} HAVING count(*) > 1 LIMIT 1`,
  );
  if (one === undefined) return [];
  const groups = `SELECT count(*) AS n, min(r) AS r, min(t) AS t FROM (SELECT ${text} AS t, "#row" AS r FROM ${source.from}) WHERE t IS NOT NULL GROUP BY t HAVING count(*) > 1`;
  const [[count = 0n, total = 0n, keys = null] = []] = await duckdb.rows(
    `SELECT count(*), sum(n)::BIGINT, ${firstKeys('t')} FROM (${groups})`,
  );
  const slots = { path, field, count: String(count), total: String(total), keys: shown(keys) };
  return [batchProblem('key-repeated', { pointer: '' }, slots)];
}

const firstKeys = (text: string) => `to_json(arg_min(COALESCE(${text}, ''), r, ${MOST_SHOWN}))::VARCHAR`;
const shown = (keys: unknown) =>
  (JSON.parse(String(keys)) as readonly string[])
    .map((key) => JSON.stringify(key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key))
    .join(', ');
const LONGEST_KEY = 60;

const textOf = ({ name, type }: SourceColumn) =>
  type.kind === 'json' ? `(${quote(name)} ->> '$')` : `CAST(${quote(name)} AS VARCHAR)`;
const withoutBlanks = (text: string) =>
  `regexp_replace(${text}, '^[\\s\\p{Z}\\x{feff}]+|[\\s\\p{Z}\\x{feff}]+$', '', 'g')`;
