import { type ColumnDefinitionBuilder, type RawBuilder, type SchemaModule, sql } from 'kysely';
import type { Message } from '../../../definitions/index.ts';
import type { Dialect } from '../address.ts';
import type { Database } from '../tables.ts';

/** How far a step that moves rows has come, 0 … 1. */
export type MoveListener = (share: number) => void;

/** One numbered step of the schema, for both databases. What it does to a database is never changed once it was released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** What it does, for whoever is to let it. */
  readonly says: Message;
  /** `database` is for moving rows, within the step's own transaction; `told` hears how far that is. */
  up(schema: SchemaModule, database: Database, columns: Columns, told: MoveListener): Promise<void>;
}

/** The types of columns, as each database calls them. */
export interface Columns {
  readonly dialect: Dialect;
  /** Texts are put in the order of their bytes, whatever language the database was made for. */
  readonly text: 'text' | RawBuilder<unknown>;
  /** A whole number up to 2^53. */
  readonly whole: 'integer' | 'bigint';
  readonly bytes: 'blob' | 'bytea';
  /** Makes a primary key that the database counts up. */
  readonly counted: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

export const columnsOf: { readonly [D in Dialect]: Columns } = {
  sqlite: {
    dialect: 'sqlite',
    text: 'text',
    whole: 'integer',
    bytes: 'blob',
    counted: (column) => column.primaryKey(),
  },
  postgresql: {
    dialect: 'postgresql',
    text: sql`text collate "C"`,
    whole: 'bigint',
    bytes: 'bytea',
    counted: (column) => column.generatedByDefaultAsIdentity().primaryKey(),
  },
};
