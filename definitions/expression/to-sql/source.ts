import type { Cuts } from '../../model/cuts.ts';
import type { Entity } from '../../model/entity.ts';
import type { Field } from '../../model/expression.ts';
import type { ColumnType, Dialect } from './dialect.ts';

/** A relation of rows of one entity: a file, a table or a subquery, and which column is which field. */
export interface SqlSource {
  /** What stands behind FROM. */
  readonly from: string;
  /** By field name: the column's own name and type. */
  readonly columns: ReadonlyMap<string, SourceColumn>;
  /** A column by which rows keep the file's order, where lists of rows need it. */
  readonly order?: string;
}
export interface SourceColumn {
  readonly name: string;
  readonly type: ColumnType;
  /**
   * The column with the text as it was found, where it was read as another: missing where the two are one, or where it means missing.
   * A text beside a missing value could not be read; it refuses the row, or counts as missing.
   */
  readonly found?: { readonly name: string; readonly isRefused: boolean };
  /** The column with the value as it was read (see readCell); `name` then holds only what could not be read. */
  readonly read?: string;
}

/** Related rows that are to be grouped by a key, as a query of its own. */
export interface Grouping {
  /** The field of the rows. */
  readonly field: Field;
  /** A query of the rows: the key, and what the columns are made of. */
  readonly rows: string;
  /** The key's column, quoted. */
  readonly key: string;
  readonly columns: readonly GroupColumn[];
}
export interface GroupColumn {
  /** Quoted. */
  readonly name: string;
  /** An aggregate over columns of the rows. */
  readonly text: string;
}

/** A grouping as one query. */
export function groupingQuery({ rows, key, columns }: Grouping): string {
  const shown = [key, ...columns.map(({ name, text }) => `${text} AS ${name}`)];
  return `SELECT ${shown.join(', ')}\nFROM (${rows})\nGROUP BY ${key}`;
}

/** What all parts of one query share. */
export interface SqlContext {
  readonly dialect: Dialect;
  /** Days since 1970-01-01; null: the query's parameter `$asOf`. */
  readonly asOf: bigint | null;
  readonly cuts: Cuts;
  /** Whether the relation of the records has the columns `$previous.class`, `$previous.since` (a day), `$previous.misses`, `$previous.run`. */
  readonly hasPrevious: boolean;
  /** Segmentations by share whose cuts stand in columns of the records' relation, `#cut.<id>.<index>`, each row its own. */
  readonly cutColumns?: ReadonlySet<string>;
  entity(id: string): Entity | undefined;
  /** The rows of related entities, by entity id. */
  readonly related: ReadonlyMap<string, SqlSource>;
  /** The relation in which a grouping is found that somebody else computes; absent: it is part of the query. */
  readonly groupsOf?: (grouping: Grouping) => string;
}

/** Why there is no query: what the files lack. */
export type SqlGap =
  | { readonly kind: 'missing-column'; readonly entity: string; readonly field: string }
  | {
      readonly kind: 'column-type';
      readonly entity: string;
      readonly field: string;
      readonly column: string;
      readonly type: string;
    }
  | { readonly kind: 'missing-relation'; readonly entity: string; readonly field: string; readonly related: string }
  | { readonly kind: 'unsupported'; readonly entity: string; readonly field: string };

/** A column type in a few words, for a message. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case 'fixed':
      return `decimal(${type.digits}, ${type.decimals})`;
    case 'list':
      return `list of ${typeText(type.of)}`;
    case 'other':
      return type.name;
    default:
      return type.kind;
  }
}
