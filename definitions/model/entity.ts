import type { Field, Labels } from './expression.ts';
import type { Json } from './json.ts';
import type { Text } from './text.ts';

/** Whether something is an entity's own: its id, or the reference of a derived field, `entity/customer#depositBalance`. */
export const isOfEntity = (ref: string): boolean => ref.startsWith('entity/');

/** An entity as expressions read it. */
export interface Entity {
  readonly id: string;
  readonly title: Text;
  readonly key: string | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  readonly relations: ReadonlyMap<string, Relation>;
  /** Computed fields: lowered once, with the record (or a row of the entity, see `Scope`) as their subject. */
  readonly derived: ReadonlyMap<string, Derived>;
  /** By what, beside its key, a record of a population is found. */
  readonly lookUps: readonly LookUp[];
  /** The field that names the place of the organisation a record belongs to. */
  readonly organisation?: string;
  /** The field that holds what people call a record by, such as the name of a customer. */
  readonly nameField?: string;
}

/** A field by which records are found: by all of it, or by its last characters. */
export interface LookUp {
  readonly field: string;
  readonly last?: number;
}

export interface Relation {
  readonly name: string;
  readonly title: Text;
  readonly entity: string;
  /** The field that both sides share. */
  readonly by: string;
  readonly many: boolean;
}

export interface Derived {
  readonly name: string;
  readonly title: Text;
  readonly unit?: string;
  /** What people call the texts it may give. */
  readonly labels?: Labels;
  readonly pointer: string;
  readonly computed: Computed;
}

/** A computed value as it is written everywhere. */
export interface Computed {
  readonly text: string;
  readonly type: 'boolean' | 'string' | 'integer' | 'decimal' | 'date' | 'instant';
  readonly decimals?: number;
  /** A list of such values; a formula's line alone may be one. */
  readonly series?: boolean;
  readonly ifMissing?: Json;
  readonly uses?: Readonly<Record<string, string>>;
}
