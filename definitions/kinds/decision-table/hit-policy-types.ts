import type { ProblemPlan, Shape } from '../../model/decision.ts';
import type { Expression, Origin, Table } from '../../model/expression.ts';
import type { DecisionTable } from './decision-table.ts';
import type { TableResults } from './results.ts';

/** A table whose cells are read: what the hit policy chooses from. */
export interface ReadTable {
  readonly document: DecisionTable;
  readonly inputs: readonly Expression[];
  readonly rules: Table['rules'];
  readonly results: TableResults;
  readonly origin: Origin;
}

/** What a hit policy gives: the value, the outputs others may read, and what can go wrong. */
export interface HitPolicyResult {
  readonly value: Shape;
  readonly outputs: Readonly<Record<string, Expression>>;
  readonly plans: readonly ProblemPlan[];
}
