import { and, holds, or } from '../../expression/build-logic.ts';
import { nodesOf } from '../../expression/walk.ts';
import type { Environment } from '../../model/environment.ts';
import type { Expression } from '../../model/expression.ts';
import type { Counted, CountedPart } from '../counted.ts';
import type { Criteria } from './criteria.ts';
import { lowerCriteria } from './lower.ts';

/**
 * Every node of a condition by its pointer: who meets it by itself, and of an item of a group who meets the group as far as it (all of the
 * items so far, or any of them). Null where the condition has errors.
 */
export function countedNodes(document: Criteria, environment: Environment): Counted | null {
  const { decision } = lowerCriteria(document, environment);
  const whole = decision?.outputs['holds'];
  if (decision === null || whole === undefined) return null;
  const own = (node: Expression) => node.origin?.definition === decision.id && node.origin.pointer.startsWith('/when');
  const parts = new Map<string, CountedPart>();
  const soFar = new Map<string, Expression>();
  for (const node of nodesOf([whole])) {
    const { origin } = node;
    if (origin === undefined || !own(node) || parts.has(origin.pointer)) continue;
    parts.set(origin.pointer, { pointer: origin.pointer, of: holds(node), soFar: null });
    if (node.kind !== 'and' && node.kind !== 'or') continue;
    const join = node.kind === 'and' ? and : or;
    node.items.forEach((item, i) => {
      if (item.origin !== undefined && own(item))
        soFar.set(item.origin.pointer, holds(join(node.items.slice(0, i + 1))));
    });
  }
  const each = [...parts.values()]
    .filter(({ of }) => of.type.kind === 'boolean')
    .map((part) => ({ ...part, soFar: soFar.get(part.pointer) ?? null }));
  return { each, one: null, reads: decision.reads };
}
