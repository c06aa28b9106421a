import type { SyntaxNode } from '@lezer/common';
import type { Decision } from '../../model/decision.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Expression, Field, Named } from '../../model/expression.ts';
import { listed } from '../../model/listed.ts';
import { missing, named } from '../build-logic.ts';
import { instantiate } from '../instantiate.ts';
import type { NamedValue } from '../scope/scope.ts';
import { nodesOf } from '../walk.ts';
import { argument } from './argument.ts';

import { adoptOfCall } from './plans.ts';
import { callForm, type FormulaPlace, nameOf, refuse } from './reading.ts';
import { parts } from './syntax.ts';
import { type FeelValue, value } from './value.ts';

type Callable = NamedValue & { readonly kind: 'formula' };

/** The most parts that the formulas called in one text may have: each call is a copy, and copies of copies would grow without bound. */
const MOST_CALLED = 10_000;

/** The formula that a node calls by a name of `uses`; undefined for any other node. */
export function calledFormula(place: FormulaPlace, node: SyntaxNode): Callable | undefined {
  const [callee] = node.name === 'FunctionInvocation' ? parts(node) : [];
  const found = callee?.name === 'VariableName' ? place.scope.name(nameOf(place, callee)) : undefined;
  return found?.kind === 'formula' ? found : undefined;
}

/** Whether a call's `.line` is one of the formula's results, not a part of its single one (`.year` of a date). */
export function hasLine({ decision }: Callable, line: string): boolean {
  return Object.hasOwn(decision.outputs, line) || Object.keys(decision.outputs).length > 1;
}

/** `instalment(amount, rate, 36)`: the formula's single result; `instalment(…).interest`: the one that is named. */
export function formulaCall(place: FormulaPlace, node: SyntaxNode, of: Callable, line?: SyntaxNode): FeelValue | null {
  const { decision } = of;
  const [only, ...more] = Object.keys(decision.outputs);
  const name = nameOf(place, parts(node)[0] ?? node);
  const chosen = line === undefined ? only : nameOf(place, line);
  if (line === undefined && more.length > 0)
    return refuse(place, node, 'call-without-line', {
      known: listed(Object.keys(decision.outputs).map((one) => `${name}(…).${one}`)),
    });
  const own = Object.hasOwn(decision.outputs, chosen ?? '') ? decision.outputs[chosen ?? ''] : undefined;
  if (own === undefined || chosen === undefined)
    return refuse(place, line ?? node, 'unknown-member', { of: decision.id, name: chosen ?? '' });
  if (!fits(place, decision)) return refuse(place, node, 'calls-too-large', { name });
  const args = argumentsOf(place, node, of, name);
  if (args === null) return null;
  const copy = instantiate(forFieldsOf(decision, of.inputs, args), (loop) =>
    place.scope.freshVariable(loop.name, loop.type, loop.missable),
  );
  adoptOfCall(
    place,
    decision.problems.map((plan) => ({ ...plan, when: copy(plan.when) })),
  );
  for (const read of nodesOf(decision.reads)) if (read.kind === 'input') place.scope.mentioned.add(read);
  const inner = own.kind === 'named' ? own : undefined;
  const result: Named = {
    ...named(
      copy(own),
      `${decision.id}#${chosen}`,
      more.length === 0 ? decision.title : (inner?.title ?? chosen),
      inner?.unit,
    ),
    called: [...args].map(([input, own]) => ({ input, with: own })),
  };
  return value(result);
}

/** Arguments by the fields that the called form of a formula reads, which stand in the order of its inputs. */
function forFieldsOf({ facts }: Decision, inputs: readonly Field[], args: ReadonlyMap<Field, Expression>) {
  const fields = facts.kind === 'inputs' ? facts.fields : [];
  return new Map(
    inputs.flatMap((input, i) => {
      const [field, own] = [fields[i], args.get(input)];
      return field === undefined || own === undefined ? [] : [[field, own] as const];
    }),
  );
}

const sizes = new WeakMap<Decision, number>();

function fits({ reading }: FormulaPlace, decision: Decision): boolean {
  const size = sizes.get(decision) ?? nodesOf(Object.values(decision.outputs)).length;
  sizes.set(decision, size);
  reading.calledSize += size;
  return reading.calledSize <= MOST_CALLED;
}

/** The arguments of a call by the inputs they stand for, all of them; null where one was refused. */
function argumentsOf(
  place: FormulaPlace,
  node: SyntaxNode,
  of: Callable,
  name: string,
): ReadonlyMap<Field, Expression> | null {
  const written = writtenArguments(place, node, of, name);
  if (written === null) return null;
  const args = of.inputs.map((input): readonly [Field, Expression | null] => {
    const at = written.get(input.name);
    if (at !== undefined) return [input, argument(place, at, input, `${name}: ${input.name}`)];
    if (input.optional) return [input, missing(input.type)];
    return [input, refuse(place, node, 'argument-absent', { name, input: input.name })];
  });
  const known = args.flatMap(([input, own]) => (own === null ? [] : [[input, own] as const]));
  return known.length < args.length ? null : new Map(known);
}

/** By position each has its place; by name their order is free, and what may be missing may be left out. */
function writtenArguments(
  place: FormulaPlace,
  node: SyntaxNode,
  of: Callable,
  name: string,
): ReadonlyMap<string, SyntaxNode> | null {
  const list = parts(node).find(({ name: kind }) => kind === 'NamedParameters' || kind === 'PositionalParameters');
  const items = list === undefined ? [] : parts(list);
  const names = of.inputs.map((input) => input.name);
  if (list?.name !== 'NamedParameters') {
    if (items.length !== names.length)
      return refuse(place, node, 'argument-count', { form: callForm(of, name), count: items.length });
    return new Map(items.map((item, i) => [names[i] ?? '', item]));
  }
  const written = new Map<string, SyntaxNode>();
  for (const item of items) {
    const [label, at] = parts(item);
    if (label === undefined || at === undefined) return refuse(place, item, 'formula-syntax');
    const input = nameOf(place, label);
    if (!names.includes(input))
      return refuse(place, label, 'argument-unknown', {
        form: callForm(of, name),
        input,
        hint: nearestHint(input, names, place.reading.problems.length),
      });
    if (written.has(input)) return refuse(place, label, 'argument-twice', { input });
    written.set(input, at);
  }
  return written;
}
