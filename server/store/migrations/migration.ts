import type { SchemaModule } from 'kysely';

/** One numbered step of the schema. It is never edited once it was released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(schema: SchemaModule): Promise<void>;
}
