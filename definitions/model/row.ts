/**
 * A value that is known to be in its field's domain: a number, date or instant scaled like its type (bigint or safe integer), a
 * string, a boolean, null; a list of these; a related row as the list of its values in the order of `ReadField.rows`.
 */
export type RowValue = null | undefined | boolean | string | number | bigint | readonly RowValue[];

/** The reserved inputs of a row: days since 1970-01-01. */
export interface RowInputs {
  readonly asOf?: number | bigint | null;
  readonly previous?: {
    readonly class?: string | null;
    readonly since?: number | bigint | null;
    readonly misses?: number | bigint | null;
    readonly run?: number | bigint | null;
  } | null;
  /** Each product as the list of its values, in the order of `ReadSet.products`. */
  readonly products?: readonly (readonly RowValue[])[];
}
