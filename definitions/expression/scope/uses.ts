import type { Decision, ProblemPlan } from '../../model/decision.ts';
import { and, isMissing, missing, named, not, when } from '../build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import type { Lowering } from '../lowering.ts';
import { formulaProblem } from '../problems.ts';
import { replaceLeaves } from '../walk.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import { withNames } from './extend.ts';
import { referenceTable } from './reference-table.ts';
import type { NamedValue, Scope } from './scope.ts';

/** `"uses": { "loyalty": "scorecard/loyalty#score", "ftp": "reference/ftp", "instalment": "formula/instalment" }`: results, tables and formulas. */
export function withUses(
  scope: Scope,
  uses: Readonly<Record<string, string>> | undefined,
  origin: Origin,
): { readonly scope: Scope; readonly problems: readonly Problem[] } {
  if (uses === undefined) return { scope, problems: [] };
  const values = new Map<string, NamedValue>();
  const problems: Problem[] = [];
  for (const [name, target] of Object.entries(uses)) {
    const at = { definition: origin.definition, pointer: below(origin.pointer, name) };
    const document = target.includes('#') ? undefined : scope.environment.document(target);
    if (document?.kind === 'reference') {
      values.set(name, { kind: 'table', table: referenceTable(target, document) });
      continue;
    }
    const whole = target.includes('#') ? undefined : scope.environment.decision(target);
    if (whole?.facts.kind === 'inputs') {
      values.set(name, { kind: 'formula', decision: whole.called ?? whole, inputs: whole.facts.fields });
      continue;
    }
    const lowered = whole === undefined ? outputOf(target, scope, at) : refused(withoutInputs(whole, at));
    problems.push(...lowered.problems);
    const { expression, plans } = lowered;
    values.set(
      name,
      expression === null ? { kind: 'broken', ref: target } : { kind: 'value', expression, plans, reads: [] },
    );
  }
  return { scope: withNames(scope, values), problems };
}

/** Named as a whole, a definition is called with arguments; one about an entity's facts gives its results by name. */
function withoutInputs({ id, outputs }: Decision, at: Origin): Problem {
  const known = listed(Object.keys(outputs).map((name) => `${id}#${name}`));
  return formulaProblem('uses-without-inputs', at, { name: id, known }, { found: id });
}

/**
 * A result of another definition, `kind/name#output`, on the facts of this scope, under its name. Its plans come along without
 * refusing: who uses a missing result decides himself what follows.
 */
export function outputOf(ref: string, scope: Scope, origin: Origin): Lowering {
  const read = readOutput(ref, scope, origin);
  if ('problems' in read) return read;
  const { id, decision, own } = read;
  const seat = scope.seat(decision.facts);
  if (seat === undefined && !needsNoFacts(decision))
    return refused(formulaProblem('uses-other-facts', origin, { name: id }, { found: ref }));
  const move = (of: Expression) => (seat === null || seat === undefined ? of : onRow(of, seat));
  const plans = decision.problems.map((plan) =>
    seat === null || seat === undefined
      ? calm(plan)
      : { ...calm(plan), when: move(plan.when), subject: plan.subject === undefined ? seat : move(plan.subject) },
  );
  for (const one of decision.reads) scope.mentioned.add(move(one));
  return { expression: resultOf(decision, ref, move(own)), problems: [], plans };
}

/**
 * A result of another definition on a related row, under its name and the row's: missing where there is no such row, and then without
 * problems. What the request tells of the last run is told of its own facts: a class of a related row is not damped.
 */
export function outputOfRow(ref: string, row: Expression, scope: Scope, origin: Origin): Lowering {
  const read = readOutput(ref, scope, origin);
  if ('problems' in read) return read;
  const { id, decision, own } = read;
  const { facts } = decision;
  if (facts.kind !== 'entity' || row.type.kind !== 'row' || row.type.entity !== facts.entity)
    return refused(formulaProblem('uses-other-facts', origin, { name: id }, { found: ref }));
  const plans = decision.problems.map((plan) => ({
    ...calm(plan),
    when: and([not(isMissing(row)), onRelatedRow(plan.when, row)]),
    subject: plan.subject === undefined ? row : onRelatedRow(plan.subject, row),
  }));
  for (const one of decision.reads) scope.mentioned.add(onRelatedRow(one, row));
  const value = when(isMissing(row), missing(own.type), onRelatedRow(own, row));
  return { expression: { ...resultOf(decision, ref, value), owner: row }, problems: [], plans };
}

/** A result under the name of its decision. */
function resultOf({ title, isCondition }: Decision, ref: string, of: Expression) {
  const result = named(of, ref, title);
  return isCondition === true ? { ...result, isCondition } : result;
}

/** The decision and the output that a mention speaks of, or why there is none. */
function readOutput(
  ref: string,
  scope: Scope,
  origin: Origin,
): { readonly id: string; readonly decision: Decision; readonly own: Expression } | Lowering {
  const [id = '', output] = ref.split('#');
  const decision = scope.environment.decision(id);
  if (decision === undefined) return refused(formulaProblem(whyNone(id, scope), origin, { name: id }, { found: ref }));
  const own = Object.hasOwn(decision.outputs, output ?? '') ? decision.outputs[output ?? ''] : undefined;
  if (own !== undefined) return { id, decision, own };
  const known = Object.keys(decision.outputs).map((name) => `${id}#${name}`);
  if (known.length === 0) return refused(formulaProblem('gives-a-list', origin, { name: id }, { found: ref }));
  return refused(formulaProblem('unknown-output', origin, { name: ref, known: listed(known) }, { found: ref }));
}

/** Why a definition has no decision. */
function whyNone(id: string, { environment }: Scope) {
  const kind = environment.document(id)?.kind;
  if (kind === undefined) return 'unknown-definition';
  return kind === 'entity' || kind === 'reference' ? 'without-result' : 'uses-broken';
}

function needsNoFacts(decision: Decision): boolean {
  return decision.facts.kind === 'inputs' && decision.facts.fields.length === 0;
}

const refused = (problem: Problem): Lowering => ({ expression: null, problems: [problem], plans: [] });

const calmed = new WeakMap<ProblemPlan, ProblemPlan>();
/** The same plan without refusing, one object however often it is used. */
function calm(plan: ProblemPlan): ProblemPlan {
  if (!plan.refuses) return plan;
  const before = calmed.get(plan);
  const next = before ?? { ...plan, refuses: false };
  calmed.set(plan, next);
  return next;
}

type Moved = WeakMap<Expression, WeakMap<Expression, Expression>>;

/** An expression on the record's fields, read from a row instead. */
const onRow = (of: Expression, row: Expression) => movedTo(row, of, inRow, (leaf) => leaf);
const inRow: Moved = new WeakMap();

/** The same, from a related row: what was decided before is not known of it. */
const onRelatedRow = (of: Expression, row: Expression) =>
  movedTo(row, of, inRelatedRow, (leaf) =>
    leaf.kind === 'input' && leaf.name !== '$asOf' ? missing(leaf.type) : leaf,
  );
const inRelatedRow: Moved = new WeakMap();

/** The same row and expression give the same object. */
function movedTo(row: Expression, of: Expression, moved: Moved, other: (leaf: Expression) => Expression): Expression {
  const ofRow = moved.get(row) ?? new WeakMap<Expression, Expression>();
  moved.set(row, ofRow);
  const before = ofRow.get(of);
  if (before !== undefined) return before;
  const next = replaceLeaves(of, (leaf) =>
    leaf.kind === 'field' ? { ...leaf, of: row, missable: leaf.missable || row.missable } : other(leaf),
  );
  ofRow.set(of, next);
  return next;
}
