import type { SchemaModule } from 'kysely';
import type { Database } from '../tables.ts';

/** One numbered step of the schema. It is never edited once it was released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** `database` is for moving rows: within the step's own transaction. */
  up(schema: SchemaModule, database: Database): Promise<void>;
}
