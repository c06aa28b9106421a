import type { Cuts } from '../../model/cuts.ts';
import type { Bins, Expression, FieldRead } from '../../model/expression.ts';
import type { Comparand, Dialect } from './dialect.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** What the writers of single nodes share: how to write their parts, and where fields come from. */
export interface Emitter {
  readonly g: SqlGraph;
  readonly dialect: Dialect;
  readonly asOf: bigint | null;
  readonly cuts: Cuts;
  /** Whether the relation has the columns `$previous.*`. */
  readonly hasPrevious: boolean;
  readonly cutColumns: ReadonlySet<string>;
  /** The exact value; NULL is missing. */
  value(of: Expression): Sql;
  /** A condition of which only truth matters: NULL counts as false. */
  truth(of: Expression): Sql;
  /** What constants are compared with. */
  comparand(of: Expression): Comparand;
  /** A field of the record or of a row. */
  field(node: FieldRead): Sql;
  /** What constants are compared with, where a field's column allows it as it stands. */
  rawField(node: FieldRead): Comparand | null;
  /** An expression that another relation answers, as a column; undefined where it is computed here. */
  elsewhere(of: Expression): Sql | undefined;
  /** The choices of constant numbers that were written so far, by the bins that choose. */
  readonly picks: Map<Bins, WrittenPick[]>;
}

/** A choice of numbers by bins: `constants[i]` where bin `i` holds. */
interface WrittenPick {
  readonly constants: readonly (bigint | null)[];
  readonly sql: Sql;
}

/** An expression without the names around it. */
export function unnamed(of: Expression): Expression {
  return of.kind === 'named' ? unnamed(of.of) : of;
}
