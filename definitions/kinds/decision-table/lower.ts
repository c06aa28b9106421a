import { refuses } from '../../model/problem.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { gather, type Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import type { Steps } from '../../model/steps.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import type { DecisionTable } from './decision-table.ts';
import { readTableInSteps } from './read-table.ts';
import { readResults } from './results.ts';
import { applyHitPolicy } from './hit-policy.ts';

/** A decision table's meaning: one output for each of its own, except where it gives a list of rows. */
export function* lowerDecisionTable(document: DecisionTable, environment: Environment): Steps<Lowered> {
  const id = `decision-table/${document.name}`;
  if (environment.entity(document.entity) === undefined) return { decision: null, problems: [] };
  const gathered = gather();
  const scope = entityScope(environment, document.entity, id);
  const read = yield* readTableInSteps(document, scope, gathered);
  const results = readResults(document, read?.rules ?? [], scope, gathered);
  yield;
  if (read === null || refuses(gathered.problems)) return { decision: null, problems: gathered.problems };
  const { value, outputs, plans } = applyHitPolicy({
    document,
    ...read,
    results,
    origin: { definition: id, pointer: '/rules' },
  });
  // Where several rules match, or none, the outputs are missing as they are; where rules conflict, the first would answer.
  const conflicts = plans.filter(({ code }) => code === 'rules-conflict');
  const sound = Object.entries(outputs).map(
    ([name, of]) => [name, unlessRefused(of, [...gathered.plans, ...conflicts])] as const,
  );
  const decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity } as const,
    outputs: Object.fromEntries(sound),
    value,
    reasons: [],
    reasonOrder: 'declared' as const,
    problems: distinctPlans([...gathered.plans, ...plans]),
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems };
}
