import type { Compare, Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import type { Builder } from './builder.ts';
import type { Id } from './diagram.ts';
import { junction, missingOf } from './junction.ts';
import { keyOf } from './key.ts';
import { holdsAt, orderedOf, type Order } from './order.ts';
import { valueIn } from './domain-cell.ts';
import { leavesOf, type Subject } from './subjects.ts';

/** A strict test of one value: missing where it is. */
export function test(b: Builder, of: Expression, isTrue: (value: Value) => boolean): Id {
  const d = b.diagrams;
  return b.map(b.of(of), (value) => (value === null ? d.missing : isTrue(value) ? d.true : d.false));
}

/** A comparison: with a constant a test of one value, of two finite choices cell by cell, of two facts what their order says. */
export function compared(e: Compare, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  if (e.right.kind === 'constant') {
    const right = e.right.value;
    return test(b, e.left, (left) => compares(e.operator, left, right));
  }
  if (e.left.kind === 'constant') {
    const left = e.left.value;
    return test(b, e.right, (right) => compares(e.operator, left, right));
  }
  if (leavesOf(e.left).length > 0 || leavesOf(e.right).length > 0) return byOrder(e, b, subjects);
  const d = b.diagrams;
  return d.combine([b.of(e.left), b.of(e.right)], ([l = 0, r = 0]) => {
    const [left, right] = [d.at(l), d.at(r)];
    return left.kind === 'value' && right.kind === 'value'
      ? d.value(compares(e.operator, left.value, right.value))
      : d.missing;
  });
}

function compares(operator: '=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** Two facts against each other: missing where one is, else what their order says. */
function byOrder(e: Compare, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  const d = b.diagrams;
  const { subject: asked, isTurned } = orderedOf(e);
  const subject = subjects.get(keyOf(asked));
  if (subject === undefined) throw new Error(`The diagram was not made for ${keyOf(asked)}`);
  const answers = subject.cells.map((cell) => d.value(holdsAt(e.operator, valueIn(cell) as Order, isTurned)));
  const isMissing = [e.left, e.right].filter((side) => side.missable).map((side) => missingOf(d, b.of(side)));
  const either = isMissing.reduce((l, r) => junction(d, false, l, r), d.false);
  return d.choose(either, d.missing, d.node(subject.level, answers));
}
