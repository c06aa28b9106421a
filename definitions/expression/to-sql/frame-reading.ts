import type { ReadField } from '../read-set.ts';
import type { Field } from '../../model/expression.ts';
import type { ColumnReading } from './dialect.ts';
import type { RelationFrame, FrameFault, FrameSpec } from './relation-frame.ts';
import { widthOf } from './number-size.ts';
import { type SourceColumn, typeText } from './source.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** Neither a relation nor a series: those are read, and told of, where they are nested. */
export const isOneValue = ({ rows, field }: ReadField) => rows === null && field.type.kind !== 'list';

/** A field's column read by the dialect; a column that is not there is missing in every row, or a gap where the field is required. */
export function readField({ context, entity, source, gaps }: FrameSpec, g: SqlGraph, field: Field): ColumnReading {
  const column = source.columns.get(field.name);
  const none = (): ColumnReading => {
    const value = g.leaf(`CAST(NULL AS ${context.dialect.typeName(field.type)})`, widthOf(field.type));
    return { value, raw: null, good: null, faults: [], found: g.leaf('NULL') };
  };
  if (column === undefined) {
    if (!field.optional) gaps.push({ kind: 'missing-column', entity, field: field.name });
    return none();
  }
  const { quote } = context.dialect;
  const width = column.type.kind === 'integer' ? integerWidth(column.type.maximum) : 0;
  const own = g.leaf(quote(column.name), width);
  const found = context.dialect.read(g, field, { sql: own, type: column.type });
  const plain = found === undefined ? undefined : asRead(g, field, found, own, column.read, quote);
  const read = plain === undefined ? undefined : asFound(g, field, plain, own, column.found, quote);
  if (read === undefined) {
    gaps.push({ kind: 'column-type', entity, field: field.name, column: column.name, type: typeText(column.type) });
    return none();
  }
  if (field.unreadable === 'refuse' || read.good === null) return read;
  // A dirty feed: what is not good counts as missing and is reported, not refused.
  return { ...read, raw: null, value: g.wide(read.value.width, g.sql`CASE WHEN ${read.good} THEN ${read.value} END`) };
}

/** A reading of a column that was read before: what is left in `own` could not be. */
function asRead(
  g: SqlGraph,
  field: Field,
  left: ColumnReading,
  own: Sql,
  column: string | undefined,
  quote: (name: string) => string,
): ColumnReading {
  if (column === undefined) return left;
  const value = g.leaf(quote(column), widthOf(field.type));
  return {
    value,
    raw: null,
    good: g.sql`CASE WHEN ${own} IS NOT NULL THEN FALSE WHEN ${value} IS NOT NULL THEN TRUE END`,
    faults: left.faults,
    found: g.sql`COALESCE(${left.found}, CAST(${value} AS VARCHAR))`,
    shown: left.found,
  };
}

/** A reading that knows how its values were written: it tells them so, and refuses those that could not be read. */
function asFound(
  g: SqlGraph,
  field: Field,
  read: ColumnReading,
  own: Sql,
  column: SourceColumn['found'],
  quote: (name: string) => string,
): ColumnReading {
  if (column === undefined) return read;
  const text = g.leaf(quote(column.name));
  const found = g.sql`COALESCE(${text}, ${read.found})`;
  if (!column.isRefused && field.unreadable === 'refuse') return { ...read, raw: null, shown: found };
  const isLost = g.sql`(${own} IS NULL AND ${text} IS NOT NULL)`;
  return {
    ...read,
    raw: null,
    good: g.sql`CASE WHEN ${isLost} THEN FALSE WHEN ${own} IS NOT NULL THEN ${read.good ?? 'TRUE'} END`,
    faults: [{ code: 'fact-of-wrong-type', when: isLost }, ...read.faults],
    found,
  };
}

const integerWidth = (maximum: bigint) =>
  maximum < 2n ** 15n ? 2 : maximum < 2n ** 31n ? 4 : maximum < 2n ** 63n ? 8 : 16;

/** What has to hold of a field: it is there where it is required, and good. NULL where a required field is missing: not kept. */
export function requiredAndGood(frameOf: RelationFrame, field: Field): readonly Sql[] {
  const { g } = frameOf.e;
  const { good, value, raw, found } = frameOf.reading(field);
  if (field.unreadable === 'missing') return field.optional ? [] : [g.sql`${found} IS NOT NULL`];
  if (good === null) return field.optional ? [] : [g.sql`${raw?.sql ?? value} IS NOT NULL`];
  return [field.optional ? g.sql`COALESCE(${good}, TRUE)` : good];
}

/** Why a row is refused for a field of its own. */
export function faultsOf(frameOf: RelationFrame, { field, path }: ReadField): readonly FrameFault[] {
  const { g } = frameOf.e;
  const { faults, found, value, shown = found } = frameOf.reading(field);
  const missing = field.optional
    ? []
    : [{ path, code: 'required-missing', when: g.sql`${found} IS NULL AND ${value} IS NULL`, found: shown }];
  if (field.unreadable === 'missing') return missing;
  return [...missing, ...faults.map((fault) => ({ path, code: fault.code, when: fault.when, found: shown }))];
}
