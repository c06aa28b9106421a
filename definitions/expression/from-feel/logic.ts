import type { SyntaxNode } from '@lezer/common';
import { and, coalesce, holds, missing, not, or, when } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { below, type FormulaPlace, readAs, refuse } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, kindName, value } from './value.ts';

/** `a and b and c`, `a or b`: Kleene. A later operand matters only where the earlier ones have not decided, so it plans its problems there. */
export function junction(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const kind = node.name === 'Conjunction' ? 'and' : 'or';
  const items: Expression[] = [];
  let at = place;
  for (const part of operands(node, kind)) {
    const item = readAs(at, part, kind, 'boolean');
    if (item === null) return null;
    items.push(item);
    at = below(at, { kind: 'branch', when: kind === 'and' ? not(holds(not(item))) : not(holds(item)) });
  }
  return value(kind === 'and' ? and(items) : or(items));
}

/** The operands of a chain: the parser nests `a and b and c` to the left. */
function operands(node: SyntaxNode, kind: 'and' | 'or'): readonly SyntaxNode[] {
  return parts(node).flatMap((part) =>
    part.name === kind ? [] : part.name === node.name ? operands(part, kind) : [part],
  );
}

/** `if a then b else c`: where `a` is missing, `c`. */
export function ifExpression(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [, test, , then, , otherwise] = parts(node);
  if (test === undefined || then === undefined || otherwise === undefined) return refuse(place, node, 'formula-syntax');
  const condition = readAs(place, test, 'if', 'boolean');
  if (condition === null) return null;
  const a = place.read(then, below(place, { kind: 'branch', when: holds(condition) }));
  const b = place.read(otherwise, below(place, { kind: 'branch', when: not(holds(condition)) }));
  return a && b && chosen(place, node, condition, a, b);
}

function chosen(
  place: FormulaPlace,
  node: SyntaxNode,
  condition: Expression,
  a: FeelValue,
  b: FeelValue,
): FeelValue | null {
  if (a.kind === 'duration' && b.kind === 'duration' && a.unit === b.unit)
    return { ...a, count: when(condition, a.count, b.count) };
  if (a.kind === 'null' && b.kind === 'null') return a;
  const then = branch(a, b);
  const otherwise = branch(b, a);
  if (then === undefined || otherwise === undefined || !isAlike(then, otherwise)) {
    return refuse(place, node, 'branch-types', { left: kindName(a), right: kindName(b) });
  }
  return value(filledIn(condition, then, otherwise) ?? when(condition, then, otherwise));
}

/** A branch as an expression; null takes its type from the other branch. */
function branch(of: FeelValue, other: FeelValue): Expression | undefined {
  if (of.kind === 'value') return of.of;
  return of.kind === 'null' && other.kind === 'value' ? missing(other.of.type) : undefined;
}

function isAlike(a: Expression, b: Expression): boolean {
  const isFigure = (of: Expression) => of.type.kind === 'number' || of.type.kind === 'approximate';
  if (isFigure(a) && isFigure(b)) return true;
  if (a.type.kind === 'row' || a.type.kind === 'list') return false;
  return a.type.kind === b.type.kind;
}

/** `if x = null then 0 else x` is the first present of both, which is never missing where the default is not. */
function filledIn(condition: Expression, then: Expression, otherwise: Expression): Expression | undefined {
  if (condition.kind === 'isMissing' && condition.of === otherwise) return coalesce([otherwise, then]);
  const isPresent = condition.kind === 'not' && condition.of.kind === 'isMissing' && condition.of.of === then;
  return isPresent ? coalesce([then, otherwise]) : undefined;
}
