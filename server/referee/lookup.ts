import { isObject, parseDays, type ReferenceDocument } from '../../definitions/index.ts';
import { constantOf, declaredOf } from './declared.ts';
import type { RefereeSubject } from './subject.ts';
import { isSame, type RefereeValue } from './value.ts';

/** A column of the reference table's row with these keys that is valid on the day asked for; no row: missing. */
export function lookUp(
  subject: RefereeSubject,
  id: string,
  keys: readonly RefereeValue[],
  column: string,
): RefereeValue {
  if (keys.includes(null)) return null;
  const { context, inputs } = subject.hearing;
  const table = context.documents(id) as ReferenceDocument;
  const ofKeys = table.rows.filter((row) =>
    table.key.every((name, i) => {
      const own = row[name];
      const declared = table.fields[name];
      const kind = declared === undefined ? kindOf(own) : declaredOf(declared).kind;
      const value = constantOf(own, kind);
      return value !== null && isSame(value, keys[i] ?? null);
    }),
  );
  const row = hasValidity(table) ? validOn(table, ofKeys, inputs.asOf?.days) : ofKeys[0];
  const declared = table.fields[column];
  return row === undefined || declared === undefined ? null : constantOf(row[column], declaredOf(declared).kind);
}

const kindOf = (own: unknown) => (typeof own === 'boolean' ? 'boolean' : typeof own === 'number' ? 'number' : 'string');
const hasValidity = ({ validFrom, validTo }: ReferenceDocument) => validFrom !== undefined || validTo !== undefined;

type Row = ReferenceDocument['rows'][number];

/** Of the rows that have begun, the one that began last, unless it has ended. */
function validOn(
  { validFrom, validTo }: ReferenceDocument,
  rows: readonly Row[],
  asOf: number | undefined,
): Row | undefined {
  if (asOf === undefined) return undefined;
  const day = (row: Row, column: string | undefined) => {
    const text = column === undefined || !isObject(row) ? undefined : row[column];
    return typeof text === 'string' ? parseDays(text) : undefined;
  };
  const begun = rows.filter((row) => (day(row, validFrom) ?? asOf) <= asOf);
  const [first, ...more] = begun;
  if (first === undefined) return undefined;
  const start = (row: Row) => day(row, validFrom) ?? Number.NEGATIVE_INFINITY;
  const last = more.reduce((best, row) => (start(row) > start(best) ? row : best), first);
  return (day(last, validTo) ?? asOf) >= asOf ? last : undefined;
}
