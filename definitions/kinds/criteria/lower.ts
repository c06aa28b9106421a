import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import type { Criteria } from './criteria.ts';

/** A criteria's meaning: the output `holds`, two-valued. */
export function lowerCriteria(document: Criteria, environment: Environment): Lowered {
  const id = `criteria/${document.name}`;
  if (environment.entity(document.entity) === undefined) return { decision: null, problems: [] };
  const scope = entityScope(environment, document.entity, id);
  const { expression, problems, plans } = fromCondition(document.when, scope, { definition: id, pointer: '/when' });
  if (expression === null) return { decision: null, problems };
  const holds = unlessRefused(expression, plans);
  const decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity } as const,
    outputs: { holds },
    value: { kind: 'value', of: holds } as const,
    reasons: [],
    isCondition: true as const,
    reasonOrder: 'declared' as const,
    problems: distinctPlans(plans),
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems };
}
