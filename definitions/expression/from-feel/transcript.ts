import type { Expression, Variable } from '../../model/expression.ts';
import type { Problem } from '../../model/problem.ts';
import type { FeelValue } from './value.ts';

/** A branch or a loop a part of a formula stands in: what goes wrong in it goes wrong only there. */
export type PlanFrame =
  | { readonly kind: 'branch'; readonly when: Expression }
  | {
      readonly kind: 'loop';
      readonly over: Expression;
      readonly variable: Variable;
      readonly where: Expression | null;
    };

/** A part of a text that was read: where it stands, the branches and loops around it, and what it means. */
export interface ReadPart {
  readonly from: number;
  readonly to: number;
  readonly frames: readonly PlanFrame[];
  readonly value: FeelValue;
}

/** What a reading notes for whoever shows the text: its parts, inner ones first, and where its problems stand. Positions are in UTF-16 units. */
export interface Transcript {
  readonly parts: ReadPart[];
  readonly faults: { readonly from: number; readonly to: number; readonly problem: Problem }[];
}
