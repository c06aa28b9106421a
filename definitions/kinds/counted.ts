import type { Expression } from '../model/expression.ts';

/** The parts of a definition that a record meets or does not, of which it can be counted who meets them. */
export interface Counted {
  /** Parts that each stand by themselves, with what remains where they are met one after the other as far as this one. */
  readonly each: readonly CountedPart[];
  /** Parts of which one at most decides: its place among `pointers`, missing where none does. */
  readonly one: { readonly pointers: readonly string[]; readonly of: Expression } | null;
  readonly reads: readonly Expression[];
}

export interface CountedPart {
  readonly pointer: string;
  readonly of: Expression;
  readonly soFar: Expression | null;
}
