import { not } from '../../expression/build-logic.ts';
import type { Condition } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import type { Json } from '../../model/json.ts';
import type { Budget } from '../../model/proof.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { lowerCriteria } from './lower.ts';
import { printOfCriteria } from './prove-distinct.ts';

/** A part of a condition, by its JSON pointer, and the pointer of the junction that it stands in. */
export interface AskedRow {
  readonly pointer: string;
  readonly within: string;
  readonly condition: Condition;
}

/**
 * What is to be known of a part by itself: every record meets it (`always`, with one that does), none does (`never`, with one that does
 * not), or it means the same as an earlier one of its junction (`same`). Of any other there is nothing.
 */
export interface RowProof {
  readonly pointer: string;
  readonly verdict: 'always' | 'never' | 'same';
  /** A request that was evaluated; null of `same`. */
  readonly example: Json | null;
}

/** Which part of a budget one row has: all of them are asked at every change. */
const PART = 20;

/** Proves parts of conditions one by one, also where the definition they stand in has errors. What is refused or stays open is left out. */
export function proveRows(
  rows: readonly AskedRow[],
  entity: string,
  environment: Environment,
  budget: Budget = { nodes: 1_000_000 },
): readonly RowProof[] {
  const nodes = budget.nodes / PART;
  const prints = new Set<string>();
  return rows.flatMap(({ pointer, within, condition }): readonly RowProof[] => {
    const document = { kind: 'criteria', name: 'row', entity, when: { all: [condition] } } as const;
    const { decision } = lowerCriteria(document, environment);
    const holds = decision?.outputs['holds'];
    if (decision === null || holds === undefined) return [];
    const [met, failed] = canHold([holds, not(holds)], { whole: decision, environment, nodes }, 'any');
    if (failed?.verdict === 'never' && met?.verdict === 'can')
      return [{ pointer, verdict: 'always', example: met.request }];
    if (met?.verdict === 'never' && failed?.verdict === 'can')
      return [{ pointer, verdict: 'never', example: failed.request }];
    const print = printOfCriteria(decision, { nodes: budget.nodes });
    if (print === null) return [];
    const key = `${within} ${print}`;
    if (prints.has(key)) return [{ pointer, verdict: 'same', example: null }];
    prints.add(key);
    return [];
  });
}
