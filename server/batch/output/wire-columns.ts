import { DuckDBDecimalType, DuckDBListType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { quote } from '../input/staged.ts';

/**
 * A value in the wire form of results, for formats of text: an instant as `2026-01-31T09:30:00Z`, and in JSON a figure beyond 15 digits
 * as text, since a JSON number would lose some. Answers the same text where nothing is to be done.
 */
export function onWire(sql: string, type: DuckDBType, isJson: boolean, depth = 0): string {
  switch (type.typeId) {
    case DuckDBTypeId.TIMESTAMP_TZ:
      return instantText(sql);
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
      return isJson ? figure(sql, 0, 'BIGINT') : sql;
    case DuckDBTypeId.DECIMAL:
      if (!isJson || !(type instanceof DuckDBDecimalType) || type.width <= MOST_DIGITS) return sql;
      return figure(sql, type.scale, type.scale === 0 ? 'BIGINT' : 'DOUBLE');
    case DuckDBTypeId.LIST: {
      if (!(type instanceof DuckDBListType)) return sql;
      const item = `item${depth}`;
      const one = onWire(item, type.valueType, true, depth + 1);
      return one === item ? sql : `list_transform(${sql}, lambda ${item}: ${one})`;
    }
    case DuckDBTypeId.STRUCT: {
      if (!(type instanceof DuckDBStructType)) return sql;
      const members = type.entryNames.map((name, i) => {
        const own = `struct_extract(${sql}, '${name.replaceAll("'", "''")}')`;
        const entry = type.entryTypes[i];
        return { name, own, shown: entry === undefined ? own : onWire(own, entry, true, depth) };
      });
      if (members.every(({ own, shown }) => own === shown)) return sql;
      const packed = members.map(({ name, shown }) => `${quote(name)} := ${shown}`).join(', ');
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${packed}) END`;
    }
    default:
      return sql;
  }
}

const MOST_DIGITS = 15;

/** Scaled to a whole number a JSON number has at most 15 digits. */
function figure(sql: string, decimals: number, as: string): string {
  const most = `${'9'.repeat(MOST_DIGITS - decimals) || '0'}${decimals === 0 ? '' : `.${'9'.repeat(decimals)}`}`;
  return `CASE WHEN ${sql} BETWEEN -${most} AND ${most} THEN to_json(TRY_CAST(${sql} AS ${as})) ELSE to_json(CAST(${sql} AS VARCHAR)) END`;
}

/** Thousandths only where there are some. */
function instantText(sql: string): string {
  return `CASE WHEN epoch_ms(${sql}) % 1000 = 0 THEN strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ') ELSE strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%gZ') END`;
}
