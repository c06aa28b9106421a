import type { Decision } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import { readFact } from '../read-fact.ts';
import type { Environment } from '../../model/environment.ts';
import { weightedSum } from '../../expression/build-number.ts';
import { gather } from '../gather.ts';
import { lowerTerm } from './lower-term.ts';
import type { Regression, Term } from './regression.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';

/** What a regression's terms read, as a decision whose value holds each term's fact by itself: `t0`, `t1`, … */
export interface RegressionDesign {
  readonly decision: Decision;
  readonly terms: readonly { readonly name: string; readonly term: Term; readonly fact: Expression }[];
}

/**
 * What each term comes to on a record, as a decision that refuses nothing: its value holds by their pointers the term's fact
 * (`/terms/0/fact`) and what the term adds to the sum (`/terms/0`, exact). Null where a term has an error.
 */
export function regressionParts(document: Regression, environment: Environment): Decision | null {
  const id = `regression/${document.name}`;
  if (environment.entity(document.entity) === undefined) return null;
  const scope = entityScope(environment, document.entity, id);
  const gathered = gather();
  const lowered = document.terms.map((term, i) => {
    const at = { definition: id, pointer: `/terms/${i}` };
    const fact = readFact(term.fact, scope, { ...at, pointer: `${at.pointer}/fact` }).expression;
    return { pointer: at.pointer, fact, adds: lowerTerm(term, scope, at, gathered) };
  });
  const members = lowered.flatMap(({ pointer, fact, adds }) => {
    if (fact === null || adds === null) return [];
    const { weight, of } = adds;
    const added = weightedSum(0n, weight.decimals, [{ weight: weight.scaled, of }]);
    return [
      { name: `${pointer}/fact`, shape: { kind: 'value' as const, of: fact } },
      { name: pointer, shape: { kind: 'value' as const, of: added } },
    ];
  });
  if (members.length < lowered.length * 2) return null;
  return alone(document, id, members, [...scope.mentioned]);
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
  return { decision: alone(document, id, members, [...scope.mentioned]), terms };
}

type Members = Extract<Decision['value'], { readonly kind: 'object' }>['members'];

const alone = (
  { title, name, entity }: Regression,
  id: string,
  members: Members,
  reads: Decision['reads'],
): Decision => ({
  id,
  title: title ?? name,
  facts: { kind: 'entity', entity },
  outputs: {},
  value: { kind: 'object', members },
  reasons: [],
  reasonOrder: 'declared',
  problems: [],
  partial: null,
  reads,
});
