import { type OpenSqlite, SqliteDatabase } from '../sqlite-driver.ts';
import type { Json, JsonObject, Library, LookUp } from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';
import type { Snapshot } from './snapshot.ts';
import { foundBy } from './write-index.ts';

/** A field that is read of a record, by its name; of a relation, what is read of its rows. A `ReadField` of a decision is one. */
export interface RecordRead {
  readonly field: { readonly name: string };
  readonly rows: readonly RecordRead[] | null;
}

/** Reads single records of a snapshot out of its index. */
export interface RecordReader {
  /**
   * The facts of the record of a key: of those fields and related rows that are read. Undefined where there is no such record. Throws a
   * Refusal where the snapshot was imported without what is read. `library`: the definitions by which the record is read.
   */
  record(library: Library, key: string, reads: readonly RecordRead[]): JsonObject | undefined;
  /** The keys that a look-up finds, ascending, from behind `after` on, and how many it finds in all; undefined where it has none such. */
  find(lookUp: LookUp, value: string, page?: { readonly after?: string; readonly most?: number }): Found | undefined;
  close(): void;
}

export interface Found {
  readonly keys: readonly string[];
  readonly total: number;
}

export function recordReader(file: string, { id, manifest }: Snapshot): RecordReader {
  const index = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  const rowsBy = rowFinder(index);
  const places = new Map(
    manifest.tables.map(({ entity, fields }) => [entity, new Map(fields.map((name, i) => [name, i]))]),
  );
  const at = { pointer: '' };

  function factsOf(library: Library, entity: string, cells: readonly Json[], reads: readonly RecordRead[]): JsonObject {
    const place = places.get(entity);
    const facts: Record<string, Json> = {};
    for (const { field, rows } of reads) {
      const own = place?.get(field.name);
      if (rows === null && own === undefined)
        throw new Refusal([
          populationProblem('snapshot-without-field', at, { entity, field: field.name, snapshot: id }),
        ]);
      const value = rows === null ? (cells[own ?? 0] ?? null) : related(library, entity, cells, field.name, rows);
      if (value !== null) facts[field.name] = value;
    }
    return facts;
  }

  function related(
    library: Library,
    entity: string,
    cells: readonly Json[],
    name: string,
    reads: readonly RecordRead[],
  ): Json {
    const own = library.environment.entity(entity);
    const relation = own?.relations.get(name);
    if (own === undefined || relation === undefined) throw new Error(`${entity} has no relation ${name}`);
    const behind = relation.entity;
    if (!places.has(behind))
      throw new Refusal([populationProblem('snapshot-without-entity', at, { related: behind, snapshot: id })]);
    const by = cells[places.get(entity)?.get(relation.by) ?? -1] ?? null;
    const rows = by === null ? [] : rowsBy(behind, relation.by, foundBy(own, relation.by, by));
    const facts = rows.map((row) => factsOf(library, behind, row, reads));
    return relation.many ? facts : (facts[0] ?? null);
  }

  return {
    record(library, key, reads) {
      const own = library.environment.entity(manifest.entity);
      const [cells] = rowsBy(manifest.entity, own?.key ?? '', key);
      return cells === undefined ? undefined : factsOf(library, manifest.entity, cells, reads);
    },
    find: keyFinder(index),
    close: () => void index.close(),
  };
}

type RowFinder = (entity: string, field: string, value: string) => readonly (readonly Json[])[];

function rowFinder(index: OpenSqlite): RowFinder {
  const paths = index.prepare('select number, entity, field from path').all() as readonly {
    readonly number: number;
    readonly entity: string;
    readonly field: string;
  }[];
  const statements = new Map(
    paths.map(({ number, entity, field }) => [
      `${entity}#${field}`,
      index.prepare(`select rows from rows_${number} where value = ?`).pluck(),
    ]),
  );
  return (entity, field, value) => {
    const found = statements.get(`${entity}#${field}`)?.get(value) as string | undefined;
    // Written by an import only.
    return found === undefined ? [] : (JSON.parse(found) as readonly (readonly Json[])[]);
  };
}

/** So many keys are answered at once unless fewer are asked for. */
const MOST_KEYS = 50;

function keyFinder(index: OpenSqlite): RecordReader['find'] {
  const numbers = index.prepare('select number from look_up where field = ? and last = ?').pluck();
  const page = index
    .prepare('select key from found where look_up = ? and value = ? and key > ? order by key limit ?')
    .pluck();
  const count = index.prepare('select count(*) from found where look_up = ? and value = ?').pluck();
  return ({ field, last }, value, { after = '', most = MOST_KEYS } = {}) => {
    const number = numbers.get(field, last ?? 0) as number | undefined;
    if (number === undefined) return undefined;
    const keys = page.all(number, value, after, Math.min(most, MOST_KEYS)) as readonly string[];
    return { keys, total: count.get(number, value) as number };
  };
}
