import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import type { Lowering } from '../../expression/lowering.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Scope } from '../../expression/scope/scope.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { JsonObject } from '../../model/json.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import type { QueueDocument } from './queue.ts';

/** A condition on the requests of a queue, read by the entity of its workflow; undefined where that is not known. */
export function requestCondition(
  queue: QueueDocument,
  when: JsonObject,
  pointer: string,
  environment: Environment,
): Lowering | undefined {
  const scope = requestScope(queue, environment)?.scope;
  return scope && fromCondition(when, scope, { definition: `queue/${queue.name}`, pointer });
}

function requestScope(
  { name, workflow }: QueueDocument,
  environment: Environment,
): { readonly entity: string; readonly scope: Scope } | undefined {
  const { entity } = (environment.document(workflow) ?? {}) as { readonly entity?: string };
  if (entity === undefined || environment.entity(entity) === undefined) return undefined;
  return { entity, scope: entityScope(environment, entity, `queue/${name}`) };
}

/** The same as a decision whose value tells whether it holds; undefined where it has errors. */
export function conditionDecision(
  queue: QueueDocument,
  when: JsonObject,
  pointer: string,
  environment: Environment,
): Decision | undefined {
  const found = requestScope(queue, environment);
  if (found === undefined) return undefined;
  const { entity, scope } = found;
  const id = `queue/${queue.name}`;
  const { expression, plans } = fromCondition(when, scope, { definition: id, pointer });
  if (expression === null) return undefined;
  const holds = unlessRefused(expression, plans);
  return {
    id,
    title: queue.title ?? queue.name,
    facts: { kind: 'entity', entity },
    outputs: { holds },
    value: { kind: 'value', of: holds },
    reasons: [],
    isCondition: true,
    reasonOrder: 'declared',
    problems: distinctPlans(plans),
    partial: null,
    reads: [...scope.mentioned],
  };
}
