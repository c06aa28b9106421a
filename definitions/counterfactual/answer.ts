import type { Json } from '../model/json.ts';
import type { Result } from '../model/result.ts';
import type { Problem } from '../model/problem.ts';

/** One fact that would have to be another. */
export interface Change {
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
  /** The difference of numbers, as on the wire. */
  readonly delta?: Json;
  /** True where any text will do that the definitions do not name; `to` is one of them. */
  readonly isAnyOther?: true;
  /**
   * A derived field over related rows, changed as a whole: the relations it is computed from. Other figures from the same rows are
   * taken to stay as they are.
   */
  readonly through?: readonly string[];
}

/** The smallest change found that reaches the wanted class: the fewest fields, then the least of it. */
export interface Nearest {
  readonly from: string | null;
  readonly to: string;
  /** Empty where the record is there already; null where no change of the facts was found that reaches it. */
  readonly changes: readonly Change[] | null;
  /** Whether it is proved that nothing smaller reaches it; where `changes` is null, that nothing at all does. */
  readonly isProved: boolean;
  /** For each field that reaches the class alone: that change. */
  readonly alone: readonly Change[];
  /** Relations whose rows the decision reads one by one: they are taken to stay as they are. */
  readonly fixed: readonly string[];
  /** After the changes; the present result where there are none. */
  readonly result: Result;
  /** Of the present result. */
  readonly problems: readonly Problem[];
}
