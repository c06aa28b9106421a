import { isOfEntity } from '../../model/entity.ts';
import type { Expression, FieldRead, Named } from '../../model/expression.ts';
import { children, nodesOf, withParts } from '../walk.ts';
import { keyOf } from './key.ts';

/**
 * The same expressions with every result of another definition taken as a value of its own, free in its type: smaller, and wider than
 * what can happen, so that *never* and *always* stay sound. Results that are numbers by formula are subjects in any case.
 */
export function abstractResults(expressions: readonly Expression[]): readonly Expression[] {
  const replaced = new Map<Expression, Expression>();
  for (const node of nodesOf(expressions)) {
    const parts = children(node);
    const isChanged = parts.some((part) => replaced.get(part) !== part);
    const next = isResult(node)
      ? standIn(node)
      : isChanged && !isLoop(node)
        ? withParts(node, (part) => replaced.get(part) ?? part)
        : node;
    replaced.set(node, next);
  }
  return expressions.map((e) => replaced.get(e) ?? e);
}

function isResult(node: Expression): node is Named {
  return node.kind === 'named' && node.ref.includes('#') && !isOfEntity(node.ref);
}

/**
 * A field that only the proof knows. Its name tells what is computed, not of what: a result of the record and the same result of a related
 * row, or two calls of one formula, are different values.
 */
function standIn(node: Named): FieldRead {
  const origin = { definition: node.ref, pointer: '' };
  const field = {
    name: keyOf(node),
    type: node.type,
    optional: node.missable,
    title: node.title,
    unreadable: 'refuse',
    origin,
  } as const;
  return { kind: 'field', type: node.type, missable: node.missable, field, of: null };
}

/** Loops and calls keep their parts: what they compute is a subject as a whole. */
function isLoop(node: Expression): boolean {
  return [
    'aggregate',
    'forEach',
    'sequence',
    'list',
    'itemAt',
    'transcendental',
    'listCall',
    'lookup',
    'text',
    'calendar',
  ].includes(node.kind);
}
