import { named } from '../expression/build-logic.ts';
import { lowerComputed } from '../expression/computed.ts';
import type { Expression } from '../expression/expression.ts';
import type { Derived, Surroundings } from '../kinds/kind.ts';
import { refuses } from '../problem.ts';
import type { NamedValue, Scope } from './scope.ts';

/**
 * Derived fields are lowered when a name first asks for them, and once for each subject: all decisions then share the same node, so
 * that a compiled function computes it once. A derived field that comes to need itself is a cycle.
 */
interface Memo {
  readonly ofRecord: Map<string, NamedValue>;
  readonly ofRow: WeakMap<Expression, Map<string, NamedValue>>;
  /** The derived fields that are being lowered just now, outermost first. */
  readonly underWay: string[];
}
const memos = new WeakMap<Surroundings, Memo>();

/** A derived field of the record (`of` null) or of a row. `scope` is the scope of the subject's own fields. */
export function derivedValue(entity: string, derived: Derived, of: Expression | null, scope: Scope): NamedValue {
  const memo = memoOf(scope.around);
  const ref = `${entity}#${derived.name}`;
  const values = of === null ? memo.ofRecord : rowValues(memo, of);
  const before = values.get(ref);
  if (before !== undefined) return before;
  const start = memo.underWay.indexOf(ref);
  if (start >= 0) return { kind: 'cycle', path: [...memo.underWay.slice(start), ref] };
  memo.underWay.push(ref);
  const value = lower(ref, derived, scope, { definition: entity, pointer: derived.pointer });
  memo.underWay.pop();
  values.set(ref, value);
  return value;
}

function lower(
  ref: string,
  derived: Derived,
  scope: Scope,
  origin: { definition: string; pointer: string },
): NamedValue {
  const { expression, problems, plans } = lowerComputed(derived.computed, scope, origin);
  const cycle = problems.find((problem) => problem.code === 'derived-cycle');
  if (cycle !== undefined && Array.isArray(cycle.found)) return { kind: 'cycle', path: cycle.found.map(String) };
  if (expression === null || refuses(problems)) return { kind: 'broken', ref };
  return { kind: 'value', expression: { ...named(expression, ref, derived.title, derived.unit), origin }, plans };
}

function memoOf(around: Surroundings): Memo {
  const before = memos.get(around);
  if (before !== undefined) return before;
  const memo: Memo = { ofRecord: new Map(), ofRow: new WeakMap(), underWay: [] };
  memos.set(around, memo);
  return memo;
}

function rowValues(memo: Memo, of: Expression): Map<string, NamedValue> {
  const before = memo.ofRow.get(of);
  if (before !== undefined) return before;
  const values = new Map<string, NamedValue>();
  memo.ofRow.set(of, values);
  return values;
}
