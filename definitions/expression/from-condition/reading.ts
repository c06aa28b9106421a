import type { ProblemPlan } from '../../model/decision.ts';
import type { Json } from '../../model/json.ts';
import { type CodeOf, type Problem, type SlotsFor } from '../../model/problem.ts';
import type { Scope } from '../scope/scope.ts';
import type { Expression } from '../../model/expression.ts';
import { conditionProblem } from './problems.ts';

/** What is gathered while one condition is read. */
export interface ConditionReading {
  readonly scope: Scope;
  readonly problems: Problem[];
  readonly plans: Set<ProblemPlan>;
  /** The facts that are read below each `not` that is open just now, innermost last. */
  readonly negations: Negation[];
}

/** Facts below a `not`: those that may be missing there, and those whose absence is tested there. */
export interface Negation {
  readonly missable: Map<string, Mention>;
  readonly tested: Set<string>;
}

/** A field as a leaf mentions it. */
export interface Mention {
  readonly fact: string;
  readonly path?: string;
  readonly of?: string;
}

/** One name of a mention, to tell whether two mean the same field. */
export function keyOf(mention: Mention): string {
  return [mention.fact, mention.path, mention.of].filter((part) => part !== undefined).join(' ');
}

/** A side that is read from the facts. */
export interface ReadSide {
  readonly kind: 'read';
  readonly of: Expression;
  readonly name: string;
  readonly pointer: string;
}

/** One side of an operator: what was read, or a constant that takes its type from the other side. */
export type LeafSide = ReadSide | { readonly kind: 'written'; readonly json: Json; readonly pointer: string };

type ConditionProblem = typeof conditionProblem;

/** Notes a problem; answers null, so that a reader can return it. */
export function note<Code extends CodeOf<ConditionProblem>>(
  reading: ConditionReading,
  code: Code,
  pointer: string,
  ...[slots = {}, extra = {}]: SlotsFor<ConditionProblem, Code>
): null {
  reading.problems.push(conditionProblem.filled(code, { definition: reading.scope.definition, pointer }, slots, extra));
  return null;
}
