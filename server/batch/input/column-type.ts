import { DuckDBDecimalType, DuckDBListType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import type { ColumnType } from '../../../definitions/index.ts';

const integers: Readonly<Record<number, readonly [bits: number, isSigned: boolean]>> = {
  [DuckDBTypeId.TINYINT]: [8, true],
  [DuckDBTypeId.SMALLINT]: [16, true],
  [DuckDBTypeId.INTEGER]: [32, true],
  [DuckDBTypeId.BIGINT]: [64, true],
  [DuckDBTypeId.HUGEINT]: [128, true],
  [DuckDBTypeId.UTINYINT]: [8, false],
  [DuckDBTypeId.USMALLINT]: [16, false],
  [DuckDBTypeId.UINTEGER]: [32, false],
  [DuckDBTypeId.UBIGINT]: [64, false],
};

const plain: Readonly<Record<number, ColumnType>> = {
  [DuckDBTypeId.BOOLEAN]: { kind: 'boolean' },
  [DuckDBTypeId.VARCHAR]: { kind: 'text' },
  [DuckDBTypeId.ENUM]: { kind: 'text' },
  [DuckDBTypeId.DOUBLE]: { kind: 'double' },
  [DuckDBTypeId.FLOAT]: { kind: 'float' },
  [DuckDBTypeId.DATE]: { kind: 'date' },
  [DuckDBTypeId.TIMESTAMP]: { kind: 'timestamp' },
  [DuckDBTypeId.TIMESTAMP_S]: { kind: 'timestamp' },
  [DuckDBTypeId.TIMESTAMP_MS]: { kind: 'timestamp' },
  [DuckDBTypeId.TIMESTAMP_NS]: { kind: 'timestamp' },
  [DuckDBTypeId.TIMESTAMP_TZ]: { kind: 'instant' },
  [DuckDBTypeId.SQLNULL]: { kind: 'nothing' },
};

/** DuckDB's type of a column in the words of the language's SQL. */
export function columnTypeOf(type: DuckDBType): ColumnType {
  const known = plain[type.typeId];
  if (known !== undefined) return known;
  const integer = integers[type.typeId];
  if (integer !== undefined) {
    const [bits, isSigned] = integer;
    const size = 2n ** BigInt(isSigned ? bits - 1 : bits);
    return { kind: 'integer', minimum: isSigned ? -size : 0n, maximum: size - 1n };
  }
  if (type instanceof DuckDBDecimalType) return { kind: 'fixed', digits: type.width, decimals: type.scale };
  if (type instanceof DuckDBListType) return { kind: 'list', of: columnTypeOf(type.valueType) };
  if (type instanceof DuckDBStructType) {
    const members = type.entryNames.map((name, i): [string, ColumnType] => {
      const entry = type.entryTypes[i];
      return [name, entry === undefined ? { kind: 'nothing' } : columnTypeOf(entry)];
    });
    return { kind: 'row', members: new Map(members) };
  }
  return { kind: 'other', name: type.toString() };
}
