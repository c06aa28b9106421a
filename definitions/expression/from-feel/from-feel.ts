import type { SyntaxNode } from '@lezer/common';
import { refuses } from '../../model/problem.ts';
import type { Scope } from '../scope/scope.ts';
import { constant } from '../build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { arithmeticExpression } from './arithmetic.ts';
import { call } from './call.ts';
import { comparison } from './comparison.ts';
import { filter, forExpression, listLiteral, quantified } from './list.ts';
import { stringLiteral, temporal } from './literal.ts';
import { ifExpression, junction } from './logic.ts';
import { path, variableName } from './name.ts';
import { numberLiteral, rounded } from './number.ts';
import { expressionOf, type FormulaPlace, type FormulaReading, refuse, textOf } from './reading.ts';
import { MOST_CHARACTERS, MOST_LEVELS, parseFeel, parts } from './syntax.ts';
import type { Transcript } from './transcript.ts';
import { type FeelValue, value } from './value.ts';
import type { Lowering } from '../lowering.ts';
import { BOOLEAN } from '../../model/type.ts';

/**
 * FEEL text as a typed, three-valued expression: the subset of the design, exact where figures are. What is outside is refused with line and
 * column. `offset`: where what was written begins, if something was put before it. `decimals` states the decimals of the result, half-up: a division at the root is then rounded once; approximates need it.
 `transcript`: kept for whoever shows the text.
 */
export function fromFeel(
  text: string,
  scope: Scope,
  origin: Origin,
  decimals?: number,
  offset = 0,
  transcript: Transcript | null = null,
): Lowering {
  const reading: FormulaReading = {
    text,
    offset,
    origin,
    problems: [],
    plans: new Set(),
    adopted: new Set(),
    unstated: new Set(),
    calledSize: 0,
    transcript,
  };
  const place: FormulaPlace = { reading, scope, frames: [], read };
  const expression = readAll(place, decimals);
  const isRefused = expression === null || refuses(reading.problems);
  return {
    expression: isRefused ? null : expression,
    problems: reading.problems,
    plans: isRefused ? [] : [...reading.plans],
  };
}

function readAll(place: FormulaPlace, decimals: number | undefined): Expression | null {
  const syntax = parseFeel(place.reading.text, place.scope.names());
  if (syntax.kind === 'slip') return refuse(place, syntax, syntax.code, { fix: syntax.expected }, { fix: syntax.fix });
  if (syntax.kind === 'fault') {
    const most = syntax.code === 'formula-too-deep' ? MOST_LEVELS : MOST_CHARACTERS;
    const isAtEnd = syntax.from >= place.reading.text.length;
    return refuse(place, syntax, syntax.code, { most, ...(isAtEnd ? { found: THE_END } : {}) });
  }
  const of = expressionOf(place, syntax.root, read(syntax.root, place), '=');
  const isFigure = of?.type.kind === 'number' || of?.type.kind === 'approximate';
  return of === null || decimals === undefined || !isFigure ? of : rounded(place, syntax.root, of, decimals, 'half-up');
}

const THE_END = { 'zh-CN': '末尾', en: 'its end' };

/** Reads one node of the parser's tree. */
function read(node: SyntaxNode, place: FormulaPlace): FeelValue | null {
  const reader = READERS[node.name];
  const value = reader === undefined ? refuse(place, node, 'formula-outside') : reader(place, node);
  if (value !== null)
    place.reading.transcript?.parts.push({ from: node.from, to: node.to, frames: place.frames, value });
  return value;
}

const READERS: Readonly<Record<string, (place: FormulaPlace, node: SyntaxNode) => FeelValue | null>> = {
  NumericLiteral: numberLiteral,
  StringLiteral: stringLiteral,
  BooleanLiteral: (place, node) => value(constant(BOOLEAN, textOf(place, node) === 'true')),
  null: () => ({ kind: 'null' }),
  DateTimeLiteral: temporal,
  ParenthesizedExpression: (place, node) => {
    const inside = parts(node)[1];
    return inside === undefined ? refuse(place, node, 'formula-syntax') : read(inside, place);
  },
  VariableName: variableName,
  PathExpression: path,
  ArithmeticExpression: arithmeticExpression,
  Comparison: comparison,
  Conjunction: junction,
  Disjunction: junction,
  IfExpression: ifExpression,
  FilterExpression: filter,
  List: listLiteral,
  ForExpression: forExpression,
  QuantifiedExpression: quantified,
  FunctionInvocation: call,
};
