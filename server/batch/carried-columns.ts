import { type Carried, duckdb as dialect, type Field, fieldColumn, type ReadSet } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import type { InputColumn } from './input/rows.ts';
import { type StagedFile, textColumn } from './input/staged.ts';
import type { BatchRequest } from './batch-request.ts';

/**
 * The columns that pass into the result, the key first. One that holds a field stands there with the field's type, where all its
 * values can be read as it, so that the result can be read back; any other as it is: JSON in NDJSON, and text elsewhere.
 */
export async function carriedColumns(
  duckdb: Duckdb,
  { library, mapping, output }: Pick<BatchRequest, 'library' | 'mapping' | 'output'>,
  { staged, entity, reads }: { readonly staged: StagedFile; readonly entity: string; readonly reads: ReadSet },
  names: readonly string[],
): Promise<readonly Carried[]> {
  const fields = library.environment.entity(entity)?.fields;
  const isJson = /\.(ndjson|jsonl)$/i.test(output);
  const drafts = names.map((name) => {
    // The number of a row, whatever a column of the file is called.
    const column = name === '#row' ? undefined : staged.columns.find((one) => one.name === name);
    const field = fields?.get(mapping[name] ?? name);
    const isOwn = field !== undefined && (mapping[name] ?? name) === field.name && isFirst(mapping, name, field);
    return { name, column, field: column !== undefined && isOwn && canDiffer(field, column) ? field : undefined };
  });
  const isGood = await goodOf(duckdb, staged, reads, drafts);
  return drafts.map(({ name, column, field }, i): Carried => {
    if (column === undefined) return { column: '#row', name: 'rownum' };
    const isText = column.type.kind === 'json' && !isJson;
    const own = { column: isText ? textColumn(column.id) : column.id, name };
    return field !== undefined && isGood[i] === true ? { ...own, field } : own;
  });
}

/** A column that another is mapped over is not the field. */
const isFirst = (mapping: BatchRequest['mapping'], name: string, field: Field) =>
  mapping[name] === field.name || !Object.values(mapping).includes(field.name);

/** Whether a field's value may be another than what stands in the column: texts of text are what they are. */
const canDiffer = ({ type }: Field, column: InputColumn) =>
  type.kind !== 'list' && type.kind !== 'row' && !(type.kind === 'string' && column.type.kind === 'text');

interface Draft {
  readonly column: InputColumn | undefined;
  readonly field: Field | undefined;
}

/** Which columns can be read as their fields in every row; rows that decisions refuse for the field do not count. */
async function goodOf(
  duckdb: Duckdb,
  { plain }: StagedFile,
  reads: ReadSet,
  drafts: readonly Draft[],
): Promise<readonly boolean[]> {
  const tests = drafts.map(({ column, field }) => {
    if (column === undefined || field === undefined) return null;
    const read = fieldColumn(dialect, field, { name: column.id, type: column.type });
    if (read === undefined) return null;
    const isRefusing = field.unreadable === 'refuse' && reads.fields.some((one) => one.field.name === field.name);
    return isRefusing || read.isGood === null ? 'TRUE' : `COALESCE(bool_and(${read.isGood}), TRUE)`;
  });
  if (tests.every((one) => one === null || one === 'TRUE')) return tests.map((one) => one === 'TRUE');
  const [found = []] = await duckdb.rows(`SELECT ${tests.map((one) => one ?? 'FALSE').join(', ')} FROM ${plain}`);
  return found.map((one) => one === true);
}
