import type { Decision } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import { readFact } from '../read-fact.ts';
import type { Environment } from '../../model/environment.ts';
import type { Regression, Term } from './regression.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';

/** What a regression's terms read, as a decision whose value holds each term's fact by itself: `t0`, `t1`, … */
export interface RegressionDesign {
  readonly decision: Decision;
  readonly terms: readonly { readonly name: string; readonly term: Term; readonly fact: Expression }[];
}

/** The design of a regression that has no errors. Throws where it has. */
export function regressionDesign(document: Regression, environment: Environment): RegressionDesign {
  const id = `regression/${document.name}`;
  const scope = entityScope(environment, document.entity, id);
  const terms = document.terms.map((term, i) => {
    const fact = readFact(term.fact, scope, { definition: id, pointer: `/terms/${i}/fact` }).expression;
    if (fact === null) throw new Error(`${id} reads ${term.fact}, which has errors`);
    return { name: `t${i}`, term, fact };
  });
  const members = terms.map(({ name, fact }) => ({ name, shape: { kind: 'value' as const, of: fact } }));
  const decision: Decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity },
    outputs: {},
    value: { kind: 'object', members },
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, terms };
}
