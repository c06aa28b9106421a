import type { SyntaxNode } from '@lezer/common';
import type { ProblemPlan } from '../../model/decision.ts';
import { cycleText } from '../../model/graph.ts';
import { type CodeOf, type Problem, type SlotsFor } from '../../model/problem.ts';
import { LONGEST_DERIVED_CHAIN, type NamedValue, type Scope } from '../scope/scope.ts';
import { forEach } from '../build-list.ts';
import type { Expression, Origin, Variable } from '../../model/expression.ts';
import { formulaProblem } from '../problems.ts';
import type { Type } from '../../model/type.ts';
import { kindWords } from '../kind-words.ts';
import type { PlanFrame, Transcript } from './transcript.ts';
import { type FeelValue, kindName } from './value.ts';

/** What is gathered while one formula is read. */
export interface FormulaReading {
  readonly text: string;
  /** Where in it that begins which somebody wrote: lines and columns are counted from there. */
  readonly offset: number;
  readonly origin: Origin;
  readonly problems: Problem[];
  readonly plans: Set<ProblemPlan>;
  /** Whose plans were adopted outside of loops; a name that is read a thousand times brings them once. */
  readonly adopted: Set<readonly ProblemPlan[]>;
  /** Divisions and means whose decimals nobody stated: a rounding around them states them, so that they round once. */
  readonly unstated: Set<Expression>;
  /** How many parts the formulas have that were called. */
  calledSize: number;
  /** Kept for whoever shows the text; null where nobody does. */
  readonly transcript: Transcript | null;
}

/** Where in a formula the reading is: the names known there, and the branches and loops around it. */
export interface FormulaPlace {
  readonly reading: FormulaReading;
  readonly scope: Scope;
  readonly frames: readonly PlanFrame[];
  /** Reads a part; null where it was refused. */
  readonly read: (node: SyntaxNode, place: FormulaPlace) => FeelValue | null;
}

/** The same place below one more branch or loop. */
export function below(place: FormulaPlace, frame: PlanFrame, scope: Scope = place.scope): FormulaPlace {
  return { ...place, scope, frames: [...place.frames, frame] };
}

/** The text of a node. */
export function textOf(place: FormulaPlace, node: { readonly from: number; readonly to: number }): string {
  return place.reading.text.slice(node.from, node.to);
}

/** A name as it is written: words with one space between. */
export function nameOf(place: FormulaPlace, node: { readonly from: number; readonly to: number }): string {
  return textOf(place, node).trim().replace(/\s+/g, ' ');
}

type FormulaProblem = typeof formulaProblem;

/** Notes a problem with its line and column; answers null, so that a reader can return it. */
export function refuse<Code extends CodeOf<FormulaProblem>>(
  place: { readonly reading: FormulaReading },
  node: { readonly from: number; readonly to: number },
  code: Code,
  ...[slots = {}, extra = {}]: SlotsFor<FormulaProblem, Code, 'found' | 'line' | 'column'>
): null {
  const { text, offset, origin, problems, transcript } = place.reading;
  const lines = text.slice(offset, node.from).split('\n');
  const found = text.slice(node.from, node.to).slice(0, 80).trim();
  const where = { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
  const problem = formulaProblem.filled(code, origin, { found, ...where, ...slots }, { found, ...extra });
  problems.push(problem);
  transcript?.faults.push({ from: node.from, to: node.to, problem });
  return null;
}

/** The expression of a value that must be one; `what` needs it. */
export function expressionOf(
  place: FormulaPlace,
  node: SyntaxNode,
  value: FeelValue | null,
  what: string,
): Expression | null {
  if (value === null) return null;
  if (value.kind === 'value') return isNested(value.of) ? refuse(place, node, 'nested-list') : value.of;
  if (value.kind === 'null') return refuse(place, node, 'null-operand');
  if (value.kind === 'duration')
    return refuse(place, node, 'type-unfit', { what, expected: SINGLE, found: kindName(value) });
  return refuse(place, node, 'table-column', {
    name: value.table.id,
    example: [...value.table.columns.keys()][0] ?? '',
  });
}
/** A list of lists: only `flatten` takes one. */
export function isNested({ type }: Expression): boolean {
  return type.kind === 'list' && type.of.kind === 'list';
}
const SINGLE = { 'zh-CN': '一个值', en: 'a value' };

/** Reads a part that must be an expression of one of some types. */
export function readAs(
  place: FormulaPlace,
  node: SyntaxNode,
  what: string,
  ...kinds: readonly Type['kind'][]
): Expression | null {
  const of = expressionOf(place, node, place.read(node, place), what);
  if (of === null || kinds.some((kind) => kind === of.type.kind)) return of;
  if (of.type.kind === 'approximate') return refuse(place, node, 'approximate-unrounded', { what: USED });
  const expected = kindWords(kinds[0] ?? 'boolean');
  return refuse(place, node, 'type-unfit', { what, expected, found: kindName({ kind: 'value', of }) });
}
const USED = { 'zh-CN': '使用', en: 'used' };

/** A loop over a list's items. What its body mentions of them is read of the list's rows. */
export function loopFrame(
  { scope }: FormulaPlace,
  over: Expression,
  variable: Variable,
  where: Expression | null = null,
): PlanFrame {
  scope.mentioned.add(forEach(over, variable, null, null));
  return { kind: 'loop', over, variable, where };
}

/** How a formula with inputs is called: `formula/instalment(amount, rate, months)`. */
export function callForm({ inputs }: NamedValue & { readonly kind: 'formula' }, name = '…'): string {
  return `${name}(${inputs.map((input) => input.name).join(', ')})`;
}

/** What a name means at a place; its plans come along. Null where the problem was noted. */
export function resolve(place: FormulaPlace, node: SyntaxNode, found: NamedValue): FeelValue | null {
  switch (found.kind) {
    case 'value':
      return { kind: 'value', of: found.expression };
    case 'table':
      return refuse(place, node, 'table-call', {
        name: found.table.id,
        keys: found.table.keys.map((key) => key.name).join(', '),
      });
    case 'formula':
      return refuse(place, node, 'formula-without-arguments', { name: found.decision.id, form: callForm(found) });
    case 'broken':
      place.reading.problems.push(
        formulaProblem('uses-broken', place.reading.origin, { name: found.ref }, { found: found.ref }),
      );
      return null;
    case 'cycle':
      place.reading.problems.push(
        formulaProblem('derived-cycle', place.reading.origin, { path: cycleText(found.path) }, { found: found.path }),
      );
      return null;
    case 'deep':
      place.reading.problems.push(
        formulaProblem('derived-chain-too-long', place.reading.origin, {
          name: found.ref,
          most: LONGEST_DERIVED_CHAIN,
        }),
      );
      return null;
  }
}
