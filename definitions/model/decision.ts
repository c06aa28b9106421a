import type { Expression, Field, Input, Origin } from './expression.ts';
import type { Json } from './json.ts';
import type { Text } from './text.ts';

/** What every decision kind lowers to: the whole meaning of a definition, as expressions. */
export interface Decision {
  /** `kind/name`. */
  readonly id: string;
  readonly title: Text;
  /** What the facts of a request hold. */
  readonly facts: Facts;
  /** What other definitions may read, by the name behind `#`: `score`, `band`, `class`, `holds`, `value`, a line's name … */
  readonly outputs: Readonly<Record<string, Expression>>;
  /** What outputs are called where neither the definition's own title says it nor a part of the document. */
  readonly outputTitles?: Readonly<Record<string, Text>>;
  /** How the result's `value` is put together. It is null where a refusing plan holds. */
  readonly value: Shape;
  /** Members of the value that are the answer, where others explain it; absent: all are. A name that is no member means nothing. */
  readonly outcome?: readonly string[];
  readonly reasons: readonly ReasonPlan[];
  /** The output that the losses of its reasons lower, so that who weighs it weighs them. */
  readonly lossesOf?: string;
  /** Told as a condition that is met or not: `the criteria “…” are met`. */
  readonly isCondition?: true;
  /** Shown greatest loss first; `null`: in declaration order. */
  readonly reasonOrder: 'greatest-loss' | 'declared';
  /** Problems of a result; a refusing one makes the value null. */
  readonly problems: readonly ProblemPlan[];
  /** True where a score was left out and the others reweighed; null where that cannot happen. */
  readonly partial: Expression | null;
  /**
   * What the document mentions, and what the definitions it names mention, whether or not the result came to need it: with the
   * expressions above, the read set.
   */
  readonly reads: readonly Expression[];
  /** Of a formula with inputs: the same where any of them may be missing, as an argument outside its domain is. */
  readonly called?: Decision;
}

/** The facts of a request. `entity`: the fields of one entity. `inputs`: a formula's own. `pair`: matching's customer and product. */
export type Facts =
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'inputs'; readonly fields: readonly Field[] }
  | { readonly kind: 'pair'; readonly customer: string; readonly product: string };

/** A JSON value put together from expressions. */
export type Shape =
  /** A value, null where missing. */
  | {
      readonly kind: 'value';
      readonly of: Expression;
      /**
       * What its column of a batch holds where the object around it is null: a run without an answer hands on what the run before left,
       * so that the run after it finds it.
       */
      readonly handedOn?: Input;
    }
  /** A text of the definition at a position, in the reader's language; null where the index is missing. */
  | { readonly kind: 'text'; readonly index: Expression; readonly texts: readonly (Text | null)[] }
  | { readonly kind: 'constant'; readonly json: Json }
  /** `unless` present and missing: null instead of the object. */
  | {
      readonly kind: 'object';
      readonly members: readonly { readonly name: string; readonly shape: Shape }[];
      /** The object is null where this is missing. */
      readonly presentWith?: Expression;
    }
  /** The items whose condition holds, in order. */
  | { readonly kind: 'list'; readonly items: readonly { readonly when: Expression; readonly shape: Shape }[] }
  /** Matching: one item per product of the request, those with `keep` first by `order` (descending), ties by the request's order. */
  | {
      readonly kind: 'products';
      readonly item: Shape;
      readonly order: Expression;
      readonly reasons: readonly ReasonPlan[];
    };

/**
 * A reason that may be shown. Either its position among `codes` (missing: none), or fixed. With a loss it is shown only where the
 * loss is above zero; equal codes are listed once, losses summed; ties by declaration.
 * One without a loss comes before those with one. Where a refusing plan holds there are no reasons.
 */
export interface ReasonPlan {
  readonly codes: readonly { readonly code: string; readonly text: Text }[];
  /** Position in `codes`; missing: no reason. */
  readonly index: Expression;
  /** A number; null for a reason without a loss. */
  readonly loss: Expression | null;
  readonly origin: Origin;
}

/** A problem a result may carry. Its code is in a problem table; `when` is two-valued. */
export interface ProblemPlan {
  readonly code: string;
  readonly slots: Readonly<Record<string, Text | string | number>>;
  readonly when: Expression;
  /** Whether the value is null where it holds. */
  readonly refuses: boolean;
  readonly origin: Origin;
  /** The row on whose facts it goes wrong: of a pair, the customer's or the product's. Absent where that is the record. */
  readonly subject?: Expression;
}
