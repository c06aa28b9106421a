import { named } from '../build-logic.ts';
import { lowerComputed } from './computed.ts';
import type { Expression } from '../../model/expression.ts';
import type { Derived } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { refuses } from '../../model/problem.ts';
import { LONGEST_DERIVED_CHAIN, type NamedValue, type Scope } from '../scope/scope.ts';

/**
 * Derived fields are lowered when a name first asks for them, and once for each subject: all decisions then share the same node, so
 * that a compiled function computes it once. A derived field that comes to need itself is a cycle.
 */
interface Memo {
  readonly ofRecord: Map<string, NamedValue>;
  readonly ofRow: WeakMap<Expression, Map<string, NamedValue>>;
  /** The derived fields that are being lowered just now, outermost first, and how many stand upon each other up to each. */
  readonly underWay: { readonly ref: string; depth: number }[];
  readonly depths: WeakMap<NamedValue, number>;
}
const memos = new WeakMap<Environment, Memo>();

/** A derived field of the record (`of` null) or of a row. `scope` is the scope of the subject's own fields. */
export function derivedValue(entity: string, derived: Derived, of: Expression | null, scope: Scope): NamedValue {
  const memo = memoOf(scope.environment);
  const ref = `${entity}#${derived.name}`;
  const values = of === null ? memo.ofRecord : rowValues(memo, of);
  const before = values.get(ref);
  if (before !== undefined) return usedBy(memo, before);
  const start = memo.underWay.findIndex((one) => one.ref === ref);
  if (start >= 0) return { kind: 'cycle', path: [...memo.underWay.slice(start).map((one) => one.ref), ref] };
  if (memo.underWay.length >= LONGEST_DERIVED_CHAIN) return { kind: 'deep', ref };
  const own = { ref, depth: 1 };
  memo.underWay.push(own);
  const lowered = lower(ref, derived, of, scope, { definition: entity, pointer: derived.pointer });
  memo.underWay.pop();
  const value: NamedValue = own.depth > LONGEST_DERIVED_CHAIN ? { kind: 'deep', ref } : lowered;
  values.set(ref, value);
  memo.depths.set(value, own.depth);
  return usedBy(memo, value);
}

/** Notes that the derived field under way stands upon another. */
function usedBy(memo: Memo, value: NamedValue): NamedValue {
  const user = memo.underWay.at(-1);
  if (user !== undefined) user.depth = Math.max(user.depth, 1 + (memo.depths.get(value) ?? 0));
  return value;
}

function lower(
  ref: string,
  derived: Derived,
  of: Expression | null,
  scope: Scope,
  origin: { definition: string; pointer: string },
): NamedValue {
  const { expression, problems, plans } = lowerComputed(derived.computed, scope, origin);
  const cycle = problems.find((problem) => problem.code === 'derived-cycle');
  if (cycle !== undefined && Array.isArray(cycle.found)) return { kind: 'cycle', path: cycle.found.map(String) };
  if (problems.some((problem) => problem.code === 'derived-chain-too-long')) return { kind: 'deep', ref };
  if (expression === null || refuses(problems)) return { kind: 'broken', ref };
  const value = { ...named(expression, ref, derived.title, derived.unit), origin };
  const own = of === null ? plans : plans.map((plan) => (plan.subject === undefined ? { ...plan, subject: of } : plan));
  return { kind: 'value', expression: value, plans: own, reads: [value, ...scope.mentioned] };
}

function memoOf(environment: Environment): Memo {
  const before = memos.get(environment);
  if (before !== undefined) return before;
  const memo: Memo = { ofRecord: new Map(), ofRow: new WeakMap(), underWay: [], depths: new WeakMap() };
  memos.set(environment, memo);
  return memo;
}

function rowValues(memo: Memo, of: Expression): Map<string, NamedValue> {
  const before = memo.ofRow.get(of);
  if (before !== undefined) return before;
  const values = new Map<string, NamedValue>();
  memo.ofRow.set(of, values);
  return values;
}
