import { typeWords } from '../../expression/bins/type-words.ts';
import { dateText, instantText } from '../../expression/date-text.ts';
import { wire } from '../../model/decimal.ts';
import { isInDomain } from '../../model/domain.ts';
import { type Type, numberType, type Value } from '../../model/type.ts';
import { below, type Json } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { readValue } from '../../expression/scope/index.ts';
import { typeOf } from '../field.ts';
import { fieldProblems } from '../field-check.ts';
import { lowerComputed } from '../../expression/computed/computed.ts';
import {
  and,
  holds,
  isMissing,
  missing,
  not,
  oneOf,
  or,
  when as choose,
  within,
} from '../../expression/build-logic.ts';
import { round } from '../../expression/build-number.ts';
import type { Expression, Origin, Table } from '../../model/expression.ts';
import type { Scalar } from '../../model/document.ts';
import type { Scope } from '../../expression/scope/index.ts';
import type { Gathered } from '../gather.ts';
import type { ComputedResult, DecisionTable, TableOutput, TableResult } from './decision-table.ts';
import { matches } from './matches.ts';
import { tableProblem } from './problems.ts';

/** What rules give, output by output, in the scale of the output's type; null is missing. */
export interface TableResults {
  readonly types: readonly Type[];
  /** One row for each rule, one value for each output. */
  readonly rows: readonly (readonly (Value | null)[])[];
  readonly otherwise: readonly (Value | null)[] | null;
  /** Results that are computed, by rule and output (see `computedAt`); in the rows they are null. */
  readonly computed: ReadonlyMap<string, Expression>;
}

/** The computed result of a rule for an output; the rule behind the last is `otherwise`. Undefined where it is a written value. */
export function computedAt({ computed }: TableResults, rule: number, output: number): Expression | undefined {
  return computed.get(`${rule}/${output}`);
}

/** Reads the results of all rules; what does not fit its output is a problem. */
export function readResults(
  document: DecisionTable,
  rules: Table['rules'],
  scope: Scope,
  gathered: Gathered,
): TableResults {
  const { problems } = gathered;
  const computed = new Map<string, Expression>();
  const at = (...steps: readonly (string | number)[]) => ({
    definition: `decision-table/${document.name}`,
    pointer: below('', ...steps),
  });
  document.outputs.forEach((output, i) => {
    problems.push(...fieldProblems(output, at('outputs', i)));
    if (document.outputs.findIndex((other) => other.name === output.name) < i) {
      problems.push(
        tableProblem('output-named-twice', at('outputs', i, 'name'), { found: output.name }, { found: output.name }),
      );
    }
  });
  const types = document.outputs.map(typeOf);
  const row = (written: readonly TableResult[], rule: number, ...steps: readonly (string | number)[]) => {
    if (written.length !== types.length) {
      problems.push(tableProblem('rule-cells-count', at(...steps), { found: written.length, expected: types.length }));
    }
    return types.map((type, i) => {
      const [one, output] = [written[i] ?? null, document.outputs[i]];
      if (typeof one !== 'object' || one === null) return readResult(one, type, output, at(...steps, i), problems);
      const taken = rules[rule];
      const when = taken !== undefined ? matches(taken) : not(or(rules.map(matches)));
      const of = output && lowerResult(one, output, when, scope, at(...steps, i), gathered);
      if (of) computed.set(`${rule}/${i}`, of);
      return null;
    });
  };
  const rows = document.rules.map(({ then }, i) => row(then, i, 'rules', i, 'then'));
  const none = document.otherwise === undefined ? null : row(document.otherwise, rows.length, 'otherwise');
  return { types, rows, otherwise: none, computed };
}

/**
 * A computed result in its output's type and decimals: missing with a problem where it lies outside the output's stated domain. What goes
 * wrong in its own text goes wrong only where its rule matches (`when`).
 */
function lowerResult(
  { text, uses }: ComputedResult,
  output: TableOutput,
  when: Expression,
  scope: Scope,
  at: Origin,
  gathered: Gathered,
): Expression | null {
  const { type, decimals } = output;
  const stated = type === 'decimal' ? { type, decimals: decimals ?? 0 } : { type };
  const { expression, problems, plans } = lowerComputed({ text, ...stated, ...(uses && { uses }) }, scope, at);
  gathered.problems.push(...problems);
  for (const plan of plans) {
    const isOwn = plan.origin.definition === at.definition && plan.origin.pointer.startsWith(at.pointer);
    gathered.plans.push(isOwn ? { ...plan, when: and([when, plan.when]) } : plan);
  }
  if (expression === null) return null;
  const own = type === 'decimal' || type === 'integer' ? round(expression, stated.decimals ?? 0) : expression;
  const inside = insideDomain(own, output);
  if (inside === null) return own;
  const known = own.missable ? [not(isMissing(own))] : [];
  const outside = and([when, ...known, not(holds(inside))]);
  gathered.plans.push({
    code: 'computed-result-outside',
    slots: { output: output.name },
    when: outside,
    refuses: false,
    origin: at,
  });
  return choose(holds(inside), own, missing(own.type));
}

/** Whether a value lies in the domain that its output states; null where it states none. */
function insideDomain(of: Expression, output: TableOutput): Expression | null {
  const type = typeOf(output);
  if (type.kind === 'string') return type.enum === undefined ? null : oneOf(of, type.enum);
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return null;
  if (output.minimum === undefined && output.maximum === undefined) return null;
  const low = output.minimum === undefined ? null : type.minimum;
  return within(of, { low, high: output.maximum === undefined ? null : type.maximum });
}

function readResult(
  written: Scalar | null,
  type: Type,
  output: TableOutput | undefined,
  at: Place,
  problems: Problem[],
): Value | null {
  if (written === null || output === undefined) return null;
  const value = readValue(written, type);
  const found = JSON.stringify(written).slice(0, 60);
  if (value === null) {
    const slots = { output: output.name, found, expected: typeWords(type) };
    problems.push(tableProblem('result-of-other-type', at, slots, { found: written }));
  } else if (!isInDomain(value, type)) {
    problems.push(tableProblem('result-not-in-domain', at, { output: output.name, found }, { found: written }));
  }
  return value;
}

/** The narrowest type that holds the values, so that what is computed from them is sized well. */
export function narrowed(type: Type, values: readonly (Value | null)[]): Type {
  if (type.kind !== 'number') return type;
  const numbers = values.filter((value) => typeof value === 'bigint');
  const [first, ...rest] = numbers;
  if (first === undefined) return type;
  const low = rest.reduce((a, b) => (b < a ? b : a), first);
  const high = rest.reduce((a, b) => (b > a ? b : a), first);
  return numberType(type.decimals, low, high);
}

/** A value as it goes over the wire. */
export function onWire(value: Value | null, type: Type): Json {
  if (typeof value !== 'bigint') return typeof value === 'string' || typeof value === 'boolean' ? value : null;
  if (type.kind === 'date') return dateText(value);
  if (type.kind === 'instant') return instantText(value);
  return wire(value, type.kind === 'number' ? type.decimals : 0);
}
