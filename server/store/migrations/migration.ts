import type { SchemaModule } from 'kysely';
import type { Database } from '../tables.ts';

/** How far a step that moves rows has come, 0 … 1. */
export type MoveListener = (share: number) => void;

/** One numbered step of the schema. It is never edited once it was released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** `database` is for moving rows: within the step's own transaction. */
  up(schema: SchemaModule, database: Database, told: MoveListener): Promise<void>;
}
