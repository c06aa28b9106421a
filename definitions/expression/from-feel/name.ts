import type { SyntaxNode } from '@lezer/common';
import { nearestHint } from '../../model/did-you-mean.ts';
import { type NamedValue, reserved } from '../scope/scope.ts';
import { calendarCall, lookup } from '../build-list.ts';
import { integer } from '../build-logic.ts';
import { divide } from '../build-number.ts';
import type { CalendarCall, Expression } from '../../model/expression.ts';
import { calculate } from './number.ts';
import { calledFormula, formulaCall, hasLine } from './formula-call.ts';
import { mapped } from './list.ts';
import { adoptPlans } from './plans.ts';
import { isNested, type FormulaPlace, nameOf, refuse, resolve } from './reading.ts';
import { parts } from './syntax.ts';
import { type Duration, type FeelValue, kindName, value } from './value.ts';

/** A field, line, use or variable. */
export function variableName(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const name = nameOf(place, node);
  const found = place.scope.name(name);
  if (found !== undefined) return adopted(place, node, found);
  return refuse(place, node, 'unknown-name', {
    name,
    hint: /\s/.test(name) ? SPACED : nearestHint(name, place.scope.names(), place.reading.problems.length),
  });
}

/** The parser takes words that stand side by side for one name: `not a`, `a AND b`. */
const SPACED = {
  'zh-CN': '；名称中没有空格：是否缺少运算符？否定写 not(…)，and、or 用小写',
  en: '; names have no spaces: is an operator missing? A negation is not(…), and “and”, “or” are small',
};

function adopted(place: FormulaPlace, node: SyntaxNode, found: NamedValue): FeelValue | null {
  if (found.kind === 'value') adoptPlans(place, found.plans);
  return resolve(place, node, found);
}

/** `a.b`: a member of a row, of every row of a list, of a day or of a duration; a column of a table's row. */
export function path(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [base, , last] = parts(node);
  if (base === undefined || last === undefined) return refuse(place, node, 'formula-syntax');
  const name = nameOf(place, last);
  const formula = calledFormula(place, base);
  if (formula !== undefined && hasLine(formula, name)) return formulaCall(place, base, formula, last);
  const of = place.read(base, place);
  if (of === null) return null;
  if (of.kind === 'row') return column(place, last, of, name);
  if (of.kind === 'duration') return durationPart(place, last, of, name);
  if (of.kind === 'null') return refuse(place, base, 'null-operand');
  const { type } = of.of;
  if (isNested(of.of)) return refuse(place, base, 'nested-list');
  if (type.kind === 'row') return memberOf(place, last, of.of, name);
  if (type.kind === 'list' && type.of.kind === 'row') {
    return mapped(place, of.of, (row, at) => {
      const member = memberOf(at, last, row, name);
      return member?.kind === 'value' ? member.of : null;
    });
  }
  return dayPart(place, last, of.of, name);
}

function memberOf(place: FormulaPlace, node: SyntaxNode, row: Expression, name: string): FeelValue | null {
  const found = place.scope.member(row, name);
  if (found !== undefined) return adopted(place, node, found);
  return refuse(place, node, 'unknown-member', { of: row.type.kind === 'row' ? row.type.entity : '', name });
}

function column(
  place: FormulaPlace,
  node: SyntaxNode,
  { table, keys }: FeelValue & { readonly kind: 'row' },
  name: string,
): FeelValue | null {
  const type = table.columns.get(name);
  if (type === undefined) return refuse(place, node, 'unknown-member', { of: table.id, name });
  const asOf = table.hasValidity ? reserved(place.scope, '$asOf') : null;
  return value(lookup({ type, reference: table.id, rows: table.rows, keys, asOf, column: name }));
}

const DAY_PARTS: readonly CalendarCall['function'][] = ['year', 'month', 'day', 'weekday'];

function dayPart(place: FormulaPlace, node: SyntaxNode, of: Expression, name: string): FeelValue | null {
  const part = DAY_PARTS.find((known) => known === name);
  const isDay = of.type.kind === 'date' || of.type.kind === 'instant';
  if (part === undefined || !isDay) return refuse(place, node, 'unknown-member', { of: kindName(value(of)), name });
  return value(calendarCall(part, [of.type.kind === 'instant' ? calendarCall('dateOf', [of]) : of]));
}

const UNITS: Readonly<Record<string, number>> = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 };

/** The parts of a duration as FEEL has them: `P14M` has 1 year and 2 months, `PT36H` 1 day and 12 hours. */
function durationPart(place: FormulaPlace, node: SyntaxNode, of: Duration, name: string): FeelValue | null {
  const isMonths = of.unit === 'months';
  if (isMonths && name === 'years') return value(divide(of.count, integer(12), 0, 'down'));
  if (isMonths && name === 'months') return value(rest(of.count, 12));
  if (of.unit === 'days' && name === 'days') return value(of.count);
  const unit = UNITS[name];
  if (isMonths || unit === undefined) return refuse(place, node, 'unknown-member', { of: kindName(of), name });
  const count = of.unit === 'days' ? calculate('multiply', [of.count, integer(86_400_000)]) : of.count;
  const whole = divide(count, integer(unit), 0, 'down');
  return value(name === 'days' ? whole : rest(whole, name === 'hours' ? 24 : 60));
}

/** The remainder with the sign of the figure, as in 14 months = 1 year and 2 months, −14 = −1 year and −2 months. */
function rest(count: Expression, size: number): Expression {
  return calculate('subtract', [
    count,
    calculate('multiply', [divide(count, integer(size), 0, 'down'), integer(size)]),
  ]);
}
