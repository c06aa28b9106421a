import { scaleNumber, scaleText } from '../../model/decimal.ts';
import { parseDate, parseInstant } from '../date-text.ts';
import type { ReferenceRow } from '../../model/expression.ts';
import { BOOLEAN, DATE, INSTANT, numberType, STRING, type Type, type Value } from '../../model/type.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Document } from '../../model/document.ts';
import type { ReferenceTable } from './scope.ts';

const tables = new WeakMap<Document, ReferenceTable>();

/**
 * A `reference` definition as formulas call it. Its own check has refused what cannot be read; here such a row is left out.
 * A row is valid from its `validFrom` day until the next row of the same keys begins, or until its own last day, `validTo`.
 */
export function referenceTable(id: string, document: Document): ReferenceTable {
  const before = tables.get(document);
  if (before !== undefined) return before;
  const { key, fields, rows, validFrom, validTo } = parts(document);
  const keys = key.map((name) => ({
    name,
    type: typeOf(
      fields[name],
      rows.map((row) => row[name] ?? null),
    ),
  }));
  const names = Object.keys(fields).filter((name) => !key.includes(name) && name !== validFrom && name !== validTo);
  const columns = new Map(
    names.map((name) => [
      name,
      typeOf(
        fields[name],
        rows.map((row) => row[name] ?? null),
      ),
    ]),
  );
  const read = rows.flatMap((row) => readRow(row, keys, columns, validFrom, validTo));
  const table: ReferenceTable = {
    id,
    title: document.title ?? document.name,
    keys,
    columns: new Map([...columns].map(([name, type]) => [name, narrowed(type, read, name)])),
    rows: closeValidity(read),
    hasValidity: validFrom !== undefined || validTo !== undefined,
  };
  tables.set(document, table);
  return table;
}

/** A document of kind `reference` has these keys once its schema holds. */
function parts(document: Document) {
  const { key, fields, rows, validFrom, validTo } = document as unknown as JsonObject;
  return {
    key: Array.isArray(key) ? key.filter((name) => typeof name === 'string') : [],
    fields: isObject(fields) ? fields : {},
    rows: Array.isArray(rows) ? rows.filter(isObject) : [],
    validFrom: typeof validFrom === 'string' ? validFrom : undefined,
    validTo: typeof validTo === 'string' ? validTo : undefined,
  };
}

/** The type a field declares; a key column may go undeclared and is then what its values are. */
function typeOf(declared: Json | undefined, values: readonly Json[]): Type {
  if (isObject(declared)) {
    if (declared['type'] === 'decimal')
      return numberType(typeof declared['decimals'] === 'number' ? declared['decimals'] : 0);
    if (declared['type'] === 'integer') return numberType(0);
    if (declared['type'] === 'boolean') return BOOLEAN;
    if (declared['type'] === 'date') return DATE;
    if (declared['type'] === 'instant') return INSTANT;
    return STRING;
  }
  if (values.length > 0 && values.every((value) => typeof value === 'boolean')) return BOOLEAN;
  return values.length > 0 && values.every((value) => Number.isSafeInteger(value)) ? numberType(0) : STRING;
}

/** A look-up gives what stands in a row: the bounds of a number are those of the column's figures. */
function narrowed(type: Type, rows: readonly ReferenceRow[], column: string): Type {
  if (type.kind !== 'number') return type;
  const figures = rows.map((row) => row.values[column]).filter((value) => typeof value === 'bigint');
  const [first, ...rest] = figures;
  if (first === undefined) return type;
  const low = rest.reduce((a, b) => (b < a ? b : a), first);
  const high = rest.reduce((a, b) => (b > a ? b : a), first);
  return numberType(type.decimals, low, high);
}

function readRow(
  row: JsonObject,
  keys: ReferenceTable['keys'],
  columns: ReferenceTable['columns'],
  validFrom: string | undefined,
  validTo: string | undefined,
): readonly ReferenceRow[] {
  const read = keys.map(({ name, type }) => readValue(row[name] ?? null, type)).filter((value) => value !== null);
  if (read.length !== keys.length) return [];
  const day = (column: string | undefined): bigint | null => {
    const value = column === undefined ? null : readValue(row[column] ?? null, DATE);
    return typeof value === 'bigint' ? value : null;
  };
  const last = day(validTo);
  const values = Object.fromEntries([...columns].map(([name, type]) => [name, readValue(row[name] ?? null, type)]));
  return [{ keys: read, from: day(validFrom), to: last === null ? null : last + 1n, values }];
}

/** A JSON value in the scale of a type; null where it is absent or unreadable. */
export function readValue(json: Json, type: Type): Value | null {
  if (type.kind === 'boolean') return typeof json === 'boolean' ? json : null;
  if (type.kind === 'number') {
    const scaled =
      typeof json === 'number'
        ? scaleNumber(json, type.decimals)
        : typeof json === 'string'
          ? scaleText(json, type.decimals)
          : null;
    return scaled ?? null;
  }
  if (typeof json !== 'string') return null;
  if (type.kind === 'date') return parseDate(json) ?? null;
  return type.kind === 'instant' ? (parseInstant(json) ?? null) : json;
}

/** Each row ends where the next row of the same keys begins, unless it ends before. */
function closeValidity(rows: readonly ReferenceRow[]): readonly ReferenceRow[] {
  const groups = new Map<string, ReferenceRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.keys, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const ends = new Map<ReferenceRow, bigint>();
  for (const group of groups.values()) {
    const starts = [...new Set(group.flatMap(({ from }) => (from === null ? [] : [from])))].sort((a, b) =>
      a < b ? -1 : 1,
    );
    const next = new Map(starts.map((start, i) => [start, starts[i + 1]]));
    for (const row of group) {
      const end = row.from === null ? undefined : next.get(row.from);
      if (end !== undefined && (row.to === null || end < row.to)) ends.set(row, end);
    }
  }
  return rows.map((row) => ({ ...row, to: ends.get(row) ?? row.to }));
}
