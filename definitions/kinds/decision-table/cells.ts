import { binProblem } from '../../expression/bins/problems.ts';
import { typeWords } from '../../expression/bins/type-words.ts';
import { INTERVAL_CODES, readInterval } from '../../expression/bins/parse-interval.ts';
import { holds, isMissing, not, oneOf, or, within } from '../../expression/build-logic.ts';
import { isInDomain } from '../../model/domain.ts';
import { expectedOf } from '../../expression/expectation.ts';
import type { Expression } from '../../model/expression.ts';
import { parseInterval, type Range } from '../../model/interval.ts';
import type { Type, Value } from '../../model/type.ts';
import { below } from '../../model/json.ts';
import { MOST_TOLD, type Place, type Problem } from '../../model/problem.ts';
import { readValue } from '../../expression/scope/index.ts';
import type { Scalar } from '../../model/document.ts';
import type { TableCell } from './decision-table.ts';

/** One column's cells, each written cell read once: equal cells are the same node, so that a record tests them once. */
export interface TableColumn {
  readonly input: Expression;
  /** The two-valued test a cell means, null for `-`; problems are kept where the cell first stood, no more than are told. */
  test(cell: TableCell, at: () => Place): Expression | null;
}

/** Reads a unary test of an input; null where it has an error, which is kept. */
export type ReadUnary = (cell: UnaryCell, input: Expression, at: Place) => Expression | null;
export type UnaryCell = Extract<TableCell, { readonly text: string }>;

/** A reader of the cells below one input. */
export function columnOf(input: Expression, problems: Problem[], unary: ReadUnary): TableColumn {
  const ofTexts = new Map<string, Expression | null>();
  const ofOthers = new Map<string, Expression | null>();
  const faults: Problem[] = [];
  return {
    input,
    test(cell, at) {
      const [known, key] = typeof cell === 'string' ? [ofTexts, cell] : [ofOthers, JSON.stringify(cell)];
      const before = known.get(key);
      if (before !== undefined || faults.length >= MOST_TOLD) return before ?? null;
      if (known.has(key)) return null;
      const told = faults.length;
      const test =
        typeof cell === 'object' && 'text' in cell ? unary(cell, input, at()) : testOf(cell, input, at, faults);
      for (const fault of faults.slice(told)) problems.push(fault);
      known.set(key, test);
      return test;
    },
  };
}

function testOf(cell: TableCell, input: Expression, at: () => Place, problems: Problem[]): Expression | null {
  if (cell === '-') return null;
  if (typeof cell !== 'object') return holds(single(cell, input, at, problems));
  const step = (...steps: readonly (string | number)[]): Place => {
    const place = at();
    return { ...place, pointer: below(place.pointer, ...steps) };
  };
  if (Array.isArray(cell)) return holds(anyOf(cell, input, step, problems));
  if ('missing' in cell) return isMissing(input);
  if (!('not' in cell)) return null;
  const excluded = Array.isArray(cell.not) ? cell.not : [cell.not];
  const place = (i: number) => (Array.isArray(cell.not) ? step('not', i) : step('not'));
  return holds(not(anyOf(excluded, input, place, problems)));
}

/** One value or interval: most cells are just that. */
function single(cell: Scalar, input: Expression, place: () => Place, problems: Problem[]): Expression {
  const read = readMember(cell, input.type);
  if (read.kind === 'range') return within(input, read.range);
  if (read.kind === 'value') return oneOf(input, [read.value]);
  problems.push(memberProblem(read.code, cell, input, place()));
  return oneOf(input, []);
}

/** Membership of any of the written values and intervals. */
function anyOf(
  written: readonly Scalar[],
  input: Expression,
  place: (i: number) => Place,
  problems: Problem[],
): Expression {
  const ranges: Range[] = [];
  const values: Value[] = [];
  const seen = new Set<Scalar>();
  written.forEach((member, i) => {
    const read = readMember(member, input.type);
    if (read.kind === 'range') ranges.push(read.range);
    else if (read.kind === 'value') values.push(read.value);
    else problems.push(memberProblem(read.code, member, input, place(i)));
    if (seen.has(member)) problems.push(memberProblem('bin-value-twice', member, input, place(i)));
    seen.add(member);
  });
  const tests = [
    ...ranges.map((range) => within(input, range)),
    ...(values.length === 0 ? [] : [oneOf(input, values)]),
  ];
  const [only] = tests;
  return only !== undefined && tests.length === 1 ? only : or(tests);
}

type MemberCode =
  | 'bin-interval-malformed'
  | 'bin-interval-unordered'
  | 'bin-bound-unreadable'
  | 'bin-interval-empty'
  | 'bin-value-of-other-type'
  | 'bin-value-not-in-domain'
  | 'bin-value-twice';
type Member =
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'fault'; readonly code: MemberCode };

function readMember(member: Scalar, type: Type): Member {
  const isOrdered = type.kind === 'number' || type.kind === 'date' || type.kind === 'instant';
  if (isOrdered && typeof member === 'string' && INTERVAL_BEGINS.test(member)) return readRange(member, type);
  const value = readValue(member, type);
  if (value !== null) {
    const isInterval =
      type.kind === 'string' && type.enum === undefined && typeof member === 'string' && looksLikeInterval(member);
    if (isInterval) return { kind: 'fault', code: 'bin-interval-unordered' };
    return isInDomain(value, type) ? { kind: 'value', value } : { kind: 'fault', code: 'bin-value-not-in-domain' };
  }
  if (typeof member !== 'string' || !isOrdered) return { kind: 'fault', code: 'bin-value-of-other-type' };
  return readRange(member, type);
}

/** No number, date or instant begins so. */
const INTERVAL_BEGINS = /^\s*[[(]/;

function readRange(member: string, type: Type): Member {
  const range = readInterval(member, type);
  return typeof range === 'string' ? { kind: 'fault', code: INTERVAL_CODES[range] } : { kind: 'range', range };
}

/** `[18, 30)` below a free text is a slip; a value that truly looks so stands in a list of the field's enum. */
function looksLikeInterval(text: string): boolean {
  const interval = parseInterval(text);
  return (
    interval !== undefined && [interval.low, interval.high].every((bound) => bound === null || /^[-+]?\d/.test(bound))
  );
}

function memberProblem(code: MemberCode, member: Scalar, input: Expression, at: Place): Problem {
  const slots = { found: String(member), type: typeWords(input.type), expected: expectedOf(input) };
  return binProblem(code, at, slots, { found: member });
}
