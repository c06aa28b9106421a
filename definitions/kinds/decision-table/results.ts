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
import type { Scalar } from '../../model/document.ts';
import type { DecisionTable, TableOutput } from './decision-table.ts';
import { tableProblem } from './problems.ts';

/** What rules give, output by output, in the scale of the output's type; null is missing. */
export interface TableResults {
  readonly types: readonly Type[];
  /** One row for each rule, one value for each output. */
  readonly rows: readonly (readonly (Value | null)[])[];
  readonly otherwise: readonly (Value | null)[] | null;
}

/** Reads the results of all rules; what does not fit its output is a problem. */
export function readResults(document: DecisionTable, problems: Problem[]): TableResults {
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
  const row = (written: readonly (Scalar | null)[], ...steps: readonly (string | number)[]) => {
    if (written.length !== types.length) {
      problems.push(tableProblem('rule-cells-count', at(...steps), { found: written.length, expected: types.length }));
    }
    return types.map((type, i) => readResult(written[i] ?? null, type, document.outputs[i], at(...steps, i), problems));
  };
  const rows = document.rules.map(({ then }, i) => row(then, 'rules', i, 'then'));
  return { types, rows, otherwise: document.otherwise === undefined ? null : row(document.otherwise, 'otherwise') };
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
