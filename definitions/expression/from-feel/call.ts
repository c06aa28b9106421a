import type { SyntaxNode } from '@lezer/common';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { ReferenceTable } from '../scope/scope.ts';
import type { Text } from '../../model/text.ts';
import { round } from '../build-number.ts';
import type { Expression } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import { AGGREGATES } from './functions/aggregate.ts';
import type { FeelFunction } from './functions/function.ts';
import { LISTS } from './functions/list.ts';
import { NUMBERS } from './functions/number.ts';
import { OTHERS } from './functions/other.ts';
import { TEXTS } from './functions/text.ts';
import { calledFormula, formulaCall } from './formula-call.ts';

import { expressionOf, type FormulaPlace, nameOf, refuse, resolve } from './reading.ts';
import { parts } from './syntax.ts';
import { kindWords } from '../kind-words.ts';
import { type FeelValue, typeName } from './value.ts';

const FUNCTIONS = new Map<string, FeelFunction>(
  Object.entries({ ...NUMBERS, ...AGGREGATES, ...LISTS, ...TEXTS, ...OTHERS }),
);

/** How each function of FEEL is called, by its name: `modulo(dividend, divisor)`. */
export const functionForms = (): ReadonlyMap<string, string> =>
  new Map([...FUNCTIONS].map(([name, { form }]) => [name, form]));

/** `name(arguments)`: a formula or a table of `uses` before a function of FEEL. */
export function call(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [callee, ...more] = parts(node);
  if (callee === undefined || (callee.name !== 'VariableName' && callee.name !== 'SpecialFunctionName'))
    return refuse(place, node, 'formula-outside');
  const formula = calledFormula(place, node);
  if (formula !== undefined) return formulaCall(place, node, formula);
  const named = more.find((part) => part.name === 'NamedParameters');
  if (named !== undefined) return refuse(place, named, 'formula-outside');
  const args = more.flatMap((part) => (part.name === 'PositionalParameters' ? parts(part) : []));
  const name = nameOf(place, callee);
  const found = place.scope.name(name);
  if (found?.kind === 'broken') return resolve(place, callee, found);
  if (found?.kind === 'table') return tableRow(place, node, name, found.table, args);
  const known = FUNCTIONS.get(name);
  if (known === undefined)
    return refuse(place, callee, 'unknown-function', {
      name,
      hint: otherName(name) ?? nearestHint(name, nearIn(name), place.reading.problems.length),
    });
  const [least, most] = known.counts;
  if (args.length < least || args.length > most)
    return refuse(place, node, 'function-arguments', { name, expected: known.form });
  return known.lower(place, node, args);
}

/** A function whose name is longer or shorter by two letters is another one: `median` is no slip for `mean`. */
const nearIn = (name: string) => [...FUNCTIONS.keys()].filter((known) => Math.abs(known.length - name.length) < 2);

/** What spreadsheets and databases call functions that FEEL calls otherwise. */
const FEEL_NAMES = new Map([
  ['average', 'mean(…)'],
  ['avg', 'mean(…)'],
  ['round', 'round half up(…, n)'],
  ['ln', 'log(…)'],
  ['pow', 'power(…, …)'],
  ['mod', 'modulo(…, …)'],
  ['ceil', 'ceiling(…)'],
  ['len', 'string length(…)'],
  ['length', 'string length(…)'],
  ['upper', 'upper case(…)'],
  ['lower', 'lower case(…)'],
  ['concat', '… + …'],
  ['isnull', '… = null'],
  ['stdev', 'stddev(…)'],
  ['unique', 'distinct values(…)'],
  ['distinct', 'distinct values(…)'],
  ['join', 'string join(…, …)'],
  ['substr', 'substring(…, …)'],
  ['tostring', 'string(…)'],
  ['text', 'string(…)'],
  ['value', 'number(…)'],
  ['eomonth', 'last day of month(…)'],
  ['weeknum', 'week of year(…)'],
  ['weekday', 'day of week(…)'],
  ['ifnull', 'if … = null then … else …'],
  ['nvl', 'if … = null then … else …'],
  ['is defined', '… != null'],
  ['coalesce', 'if … = null then … else …'],
  ['now', 'today()'],
]);

function otherName(name: string): Text | undefined {
  const feel = FEEL_NAMES.get(name.toLowerCase());
  return feel && { 'zh-CN': `；请写 ${feel}`, en: `; write ${feel}` };
}

function tableRow(
  place: FormulaPlace,
  node: SyntaxNode,
  name: string,
  table: ReferenceTable,
  args: readonly SyntaxNode[],
): FeelValue | null {
  const form = `${name}(${table.keys.map((key) => key.name).join(', ')})`;
  if (args.length !== table.keys.length) return refuse(place, node, 'function-arguments', { name, expected: form });
  const keys = table.keys.map((key, i) => {
    const arg = args[i];
    return arg === undefined ? null : keyOf(place, arg, key.type, `${name}: ${key.name}`);
  });
  const known = keys.filter((key) => key !== null);
  return known.length < keys.length ? null : { kind: 'row', table, keys: known };
}

/** A key in the scale of the table's column. */
function keyOf(place: FormulaPlace, node: SyntaxNode, type: Type, what: string): Expression | null {
  const of = expressionOf(place, node, place.read(node, place), what);
  if (of === null) return null;
  const isScaled = of.type.kind !== 'number' || (type.kind === 'number' && of.type.decimals <= type.decimals);
  if (of.type.kind !== type.kind || !isScaled)
    return refuse(place, node, 'type-unfit', { what, expected: kindWords(type.kind), found: typeName(of.type) });
  return type.kind === 'number' ? round(of, type.decimals) : of;
}
