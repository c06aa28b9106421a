import {
  cellReader,
  type Feed,
  type FeedColumn,
  type Field,
  type Library,
  type Problem,
  type ReadField,
  type ReadSet,
  type SqlSource,
} from '../../../definitions/index.ts';
import type { Duckdb } from '../duckdb.ts';
import { fed, materialised, readColumn, withLines } from './fed-file.ts';
import { openInput } from './input-file.ts';
import { batchProblem } from '../problems.ts';
import type { InputColumn, InputFile, InputOptions } from './rows.ts';
import { quote } from './staged.ts';

/** Opens a file of rows, read by a feed where there is one. `carried`: columns of the file's own that pass as they stand. */
export async function openRows(
  duckdb: Duckdb,
  path: string,
  feed: Feed | undefined,
  { instants, ...options }: InputOptions & { readonly instants?: ZonedInstants | undefined },
  carried: readonly string[] = [],
): Promise<InputFile> {
  if (feed === undefined) {
    const input = await openInput(duckdb, path, options);
    return instants === undefined ? input : zoned(duckdb, input, instants);
  }
  const { encoding = options.encoding, header, columns } = feed;
  const { figures: _, ...rest } = options;
  const wanted = [...columns.map(({ name }) => name), ...carried];
  const input = await openInput(duckdb, path, { ...rest, encoding, header, wanted });
  return fed(duckdb, input, feed, { fields: new Set(options.wanted), columns: new Set(carried) });
}

/** The zone of instants that state none, and the columns that hold instants with their fields. */
export interface ZonedInstants {
  readonly zone: string;
  readonly columns: ReadonlyMap<string, Field>;
}

/** The instants of an entity by the columns that hold them; undefined where no zone is given. */
export function instantsOf(
  library: Library,
  entityId: string,
  mapping: Readonly<Record<string, string>>,
  zone: string | undefined,
): ZonedInstants | undefined {
  if (zone === undefined) return undefined;
  const fields = library.environment.entity(entityId)?.fields ?? new Map<string, Field>();
  const mapped = new Set(Object.values(mapping));
  const named = [...fields.keys()].filter((name) => !mapped.has(name) && mapping[name] === undefined);
  const pairs = [...named.map((name) => [name, name] as const), ...Object.entries(mapping)];
  const columns = pairs.flatMap(([column, name]): readonly [string, Field][] => {
    const field = fields.get(name);
    return field?.type.kind === 'instant' ? [[column, field]] : [];
  });
  return { zone, columns: new Map(columns) };
}

/** A zone is for columns: rows that stand within one are read as strictly as a request's, and that is said. */
export function zoneNotes(
  { zone, input }: { readonly zone?: string | undefined; readonly input: string },
  { columns }: Pick<SqlSource, 'columns'>,
  { fields }: ReadSet,
): readonly Problem[] {
  if (zone === undefined) return [];
  const hasInstant = ({ field: { type }, rows }: ReadField): boolean =>
    rows === null ? type.kind === 'instant' : rows.some(hasInstant);
  const within = fields.filter((read) => read.rows !== null && columns.has(read.field.name) && hasInstant(read));
  return within.map(({ field: { name } }) =>
    batchProblem('zone-not-within', { pointer: '' }, { path: input, field: name }),
  );
}

/** A strictly read file whose instants without a zone are of this one: those columns are read as a feed with that zone reads them. */
async function zoned(duckdb: Duckdb, input: InputFile, { zone, columns }: ZonedInstants): Promise<InputFile> {
  const made = new Map(
    input.columns.flatMap((from) => {
      const field = columns.get(from.name);
      if (field === undefined) return [];
      const one = { column: instantColumn(from.name, field, zone), from };
      return [[from.id, readColumn(duckdb, input, { unreadable: 'refuse', empty: 'missing' }, one, from.id)] as const];
    }),
  );
  if (made.size === 0) return input;
  const over = (from: string) =>
    `(SELECT * EXCLUDE (${[...made.keys()].map(quote).join(', ')}), ${[...made.values()].flatMap(({ sql }) => sql).join(', ')} FROM ${from})`;
  const file: InputFile = {
    ...input,
    columns: input.columns.map((column): InputColumn => {
      const read = made.get(column.id);
      return read === undefined ? column : { ...read.column, name: column.name };
    }),
    from: (rejects) => over(input.from(rejects)),
  };
  return input.lines === undefined ? materialised(duckdb, file, input) : { ...file, ...withLines(input, over) };
}

/** A blank is for the strict reader to judge. */
function instantColumn(name: string, field: Field, zone: string): FeedColumn {
  const read = cellReader({}, field.type, { zone });
  return { name, field, format: {}, read: (cell, isTyped) => (cell === '' ? undefined : read(cell, isTyped)) };
}
