import type { Expression, Field, Variable } from '../model/expression.ts';
import { children, rebuild } from './walk.ts';

/**
 * A copy of what a formula computes with arguments in place of its inputs. Its loops have variables of their own, because an argument may
 * hold a copy of the same formula. Lines lose their names: under one name two calls would be taken for one value.
 * What does not hang on the inputs stays the same object, and so does what stands twice.
 */
export function instantiate(
  args: ReadonlyMap<Field, Expression>,
  fresh: (loop: Variable) => Variable,
): (of: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  const loops = new Map<number, Variable>();
  const variableOf = (loop: Variable): Variable => {
    const known = loops.get(loop.id) ?? fresh(loop);
    loops.set(loop.id, known);
    return known;
  };
  const copied = (node: Expression): Expression => {
    if (node.kind === 'field' && node.of === null) return args.get(node.field) ?? node;
    if (node.kind === 'variable') return variableOf(node);
    if (children(node).length === 0) return node;
    const next = rebuild(node, copy);
    if (next.kind === 'forEach') return { ...next, variable: variableOf(next.variable) };
    return next !== node && next.kind === 'named' && next.called === undefined ? next.of : next;
  };
  const copy = (node: Expression): Expression => {
    const known = done.get(node) ?? copied(node);
    done.set(node, known);
    return known;
  };
  return copy;
}
