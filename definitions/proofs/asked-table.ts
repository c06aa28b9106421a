import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import type { Expression, Table } from '../model/expression.ts';
import type { Box, Steps } from '../expression/to-regions/boxes.ts';
import type { RuleMatches } from './rule-matches.ts';
import type { ProofContext } from './satisfiability.ts';

/** What a hit policy asks of a table; rules are told by their position. */
export interface TableQuestions {
  readonly title: Text;
  readonly policy: string;
  readonly place: Place;
  /** Only records for which it holds get an answer: the others are refused, whatever matches; null: all do. */
  readonly gate: Expression | null;
  /** Every input must match a rule. */
  readonly isCompletenessAsked: boolean;
  /** Two rules that must not match together, or not where a condition holds. */
  readonly forbids: ((first: number, second: number) => boolean | Expression) | null;
  /** The rules in the order in which they are taken, where only one is taken; null: all that match are. */
  readonly order: readonly number[] | null;
}

/** A table whose rules are boxes over the facts they test. */
export interface TableOfBoxes {
  readonly rules: Table['rules'];
  readonly questions: TableQuestions;
  readonly setting: ProofContext;
  /** Per rule the condition that it matches. */
  readonly matches: readonly Expression[];
  /** Per rule the boxes in which it matches. */
  readonly boxes: readonly (readonly Box[])[];
  /** Every combination of cells. */
  readonly all: Box;
  /** Whether every combination of cells is some record: then a box is its own proof. */
  readonly isFree: boolean;
  readonly steps: Steps;
  readonly evidence: RuleMatches;
}
