import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import type { Lowering } from '../../expression/lowering.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Environment } from '../../model/environment.ts';
import type { JsonObject } from '../../model/json.ts';
import type { QueueDocument } from './queue.ts';

/** A condition on the requests of a queue, read by the entity of its workflow; undefined where that is not known. */
export function requestCondition(
  { name, workflow }: QueueDocument,
  when: JsonObject,
  pointer: string,
  environment: Environment,
): Lowering | undefined {
  const { entity } = (environment.document(workflow) ?? {}) as { readonly entity?: string };
  const definition = `queue/${name}`;
  if (entity === undefined || environment.entity(entity) === undefined) return undefined;
  return fromCondition(when, entityScope(environment, entity, definition), { definition, pointer });
}
