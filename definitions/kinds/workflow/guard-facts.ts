import { and, not } from '../../expression/build-logic.ts';
import type { Assumed } from '../../machine/explore.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { criteriaOf } from './check.ts';
import type { WorkflowDocument } from './workflow.ts';

/** Whether guards may be so together: never, or by these facts, or it is not known. */
export type GuardAnswer =
  | { readonly verdict: 'never' }
  | { readonly verdict: 'can'; readonly request: JsonObject }
  | { readonly verdict: 'open' };

/** Answers which guards of a workflow may hold together, by the prover of conditions; each question is asked once. */
export function guardFacts(document: WorkflowDocument, environment: Environment, nodes: number) {
  const known = new Map<string, GuardAnswer>();
  return (assumed: Assumed): GuardAnswer => {
    if (assumed.size === 0) return { verdict: 'can', request: { facts: {} } };
    const literals = [...assumed].sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(literals);
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = asked(literals, document, environment, nodes);
    known.set(key, answer);
    return answer;
  };
}

function asked(
  literals: readonly (readonly [guard: string, holds: boolean])[],
  document: WorkflowDocument,
  environment: Environment,
  nodes: number,
): GuardAnswer {
  const decisions = literals.flatMap(([guard]) => {
    const criteria = criteriaOf({ guard: JSON.parse(guard) as Json });
    return (criteria === undefined ? undefined : environment.decision(criteria)) ?? [];
  });
  const parts = literals.flatMap(([, holds], i) => {
    const output = decisions[i]?.outputs['holds'];
    return output === undefined ? [] : [holds ? output : not(output)];
  });
  if (parts.length < literals.length) return { verdict: 'open' };
  const together = and(parts);
  const whole: Decision = {
    id: `workflow/${document.name}`,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity },
    outputs: { holds: together },
    value: { kind: 'value', of: together },
    reasons: [],
    isCondition: true,
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [...new Set(decisions.flatMap(({ reads }) => reads))],
  };
  const [answer] = canHold([together], { whole, environment, nodes }, 'any');
  if (answer?.verdict === 'can' && isObject(answer.request)) return { verdict: 'can', request: answer.request };
  return answer?.verdict === 'never' ? { verdict: 'never' } : { verdict: 'open' };
}
