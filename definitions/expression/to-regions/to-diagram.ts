import type { Expression } from '../expression.ts';
import type { Value } from '../type.ts';
import { divideRounded, power10 } from '../decimal.ts';
import { collectCuts } from './cuts.ts';
import { Diagrams, type Id } from './diagram.ts';
import { keyOf } from './key.ts';
import { leavesOf, type Subject, valueIn } from './subjects.ts';
import { calculate, weighted } from './calculate.ts';
import { firstBin, firstRule, countRules } from './choices.ts';

/** Turns expressions into diagrams over one set of subjects. */
export interface Builder {
  readonly diagrams: Diagrams;
  readonly subjects: readonly Subject[];
  /** The diagram of an expression; all expressions must be among those the builder was made for, or parts of them. */
  of(expression: Expression): Id;
  /** The diagram of a function of a diagram's values (null = missing), whatever subject they come from. */
  map(of: Id, to: (value: Value | null) => Id): Id;
}

/** Makes a builder for the expressions, with a budget of nodes; `of` throws BudgetSpent beyond it. */
export function createBuilder(
  expressions: readonly Expression[],
  nodes: number,
  order: 'by-mention' | 'by-key' = 'by-mention',
): Builder {
  const byKey = collectCuts(expressions).subjects(order);
  const diagrams = new Diagrams(nodes);
  const known = new Map<string, Id>();
  const builder: Builder = {
    diagrams,
    subjects: [...byKey.values()],
    of: (e) => {
      const key = keyOf(e);
      const made = known.get(key) ?? build(e, builder, byKey);
      known.set(key, made);
      return made;
    },
    map: (of, to) => mapValues(builder, of, to),
  };
  return builder;
}

function build(e: Expression, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  const d = b.diagrams;
  switch (e.kind) {
    case 'constant':
      return d.value(e.value);
    case 'missing':
      return d.missing;
    case 'named':
      return b.of(e.of);
    case 'not':
      return b.map(b.of(e.of), (value) => (value === null ? d.missing : value === true ? d.false : d.true));
    case 'and':
    case 'or':
      return e.items
        .map((item) => b.of(item))
        .reduce((l, r) => junction(d, e.kind === 'and', l, r), e.kind === 'and' ? d.true : d.false);
    case 'holds':
      return b.map(b.of(e.of), (value) => (value === true ? d.true : d.false));
    case 'isMissing':
      return b.map(b.of(e.of), (value) => (value === null ? d.true : d.false));
    case 'coalesce':
      return e.items
        .map((item) => b.of(item))
        .reduceRight((rest, item) => d.choose(missingOf(b, item), rest, item), d.missing);
    case 'if':
      return d.choose(
        b.map(b.of(e.condition), (value) => (value === true ? d.true : d.false)),
        b.of(e.then),
        b.of(e.otherwise),
      );
    case 'compare':
      return buildCompare(e, b, subjects);
    case 'within': {
      const { low, high } = e.range;
      return test(
        b,
        e.of,
        (value) => typeof value === 'bigint' && (low === null || value >= low) && (high === null || value <= high),
      );
    }
    case 'oneOf':
      return test(b, e.of, (value) => e.values.includes(value));
    case 'bins':
      return firstBin(e, b);
    case 'pick':
      return b.map(b.of(e.index), (index) => terminalOf(d, index === null ? null : (e.values[Number(index)] ?? null)));
    case 'table':
      return e.select === 'count' ? countRules(e, b) : firstRule(e, b);
    case 'arithmetic':
    case 'weightedSum':
    case 'weightedMean':
    case 'round':
      if (leavesOf(e).length > 0 && !isWidening(e)) return subjectOf(e, b, subjects);
      return e.kind === 'round' ? buildRound(e, b) : e.kind === 'arithmetic' ? calculate(e, b) : weighted(e, b);
    default:
      return subjectOf(e, b, subjects);
  }
}

const isWidening = (e: Expression) => leavesOf(e).some((leaf) => leaf.expression !== e);

/** A value or missing as a terminal. */
export function terminalOf(d: Diagrams, value: Value | null): Id {
  return value === null ? d.missing : d.value(value);
}

function junction(d: Diagrams, isAnd: boolean, left: Id, right: Id): Id {
  const absorbing = isAnd ? d.false : d.true;
  const neutral = isAnd ? d.true : d.false;
  return d.combine(
    [left, right],
    ([l = 0, r = 0]) =>
      l === absorbing || r === absorbing ? absorbing : l === d.missing || r === d.missing ? d.missing : neutral,
    ([l = 0, r = 0]) =>
      l === absorbing || r === absorbing ? absorbing : l === neutral ? r : r === neutral || l === r ? l : undefined,
  );
}

function missingOf(b: Builder, of: Id): Id {
  return b.map(of, (value) => (value === null ? b.diagrams.true : b.diagrams.false));
}

/** A strict test of one value: missing where it is. */
function test(b: Builder, of: Expression, isTrue: (value: Value) => boolean): Id {
  const d = b.diagrams;
  return b.map(b.of(of), (value) => (value === null ? d.missing : isTrue(value) ? d.true : d.false));
}

function buildCompare(e: Expression & { kind: 'compare' }, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  if (e.right.kind === 'constant') {
    const right = e.right.value;
    return test(b, e.left, (left) => compares(e.operator, left, right));
  }
  if (e.left.kind === 'constant') {
    const left = e.left.value;
    return test(b, e.right, (right) => compares(e.operator, left, right));
  }
  if (leavesOf(e.left).length > 0 || leavesOf(e.right).length > 0) return subjectOf(e, b, subjects);
  const d = b.diagrams;
  return d.combine([b.of(e.left), b.of(e.right)], ([l = 0, r = 0]) => {
    const [left, right] = [d.at(l), d.at(r)];
    return left.kind === 'value' && right.kind === 'value'
      ? d.value(compares(e.operator, left.value, right.value))
      : d.missing;
  });
}

function compares(operator: '=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function buildRound(e: Expression & { kind: 'round' }, b: Builder): Id {
  if (e.type.kind !== 'number' || e.of.type.kind !== 'number') throw new Error('A rounded approximate is a subject');
  const shift = e.type.decimals - e.of.type.decimals;
  const d = b.diagrams;
  return d.combine([b.of(e.of)], ([id = 0]) => {
    const at = d.at(id);
    if (at.kind === 'subject') return d.subject(at.subject, at.shift + shift);
    if (at.kind === 'missing') return d.missing;
    const value = at.value as bigint;
    return d.value(shift >= 0 ? value * power10(shift) : divideRounded(value, power10(-shift), e.rounding));
  });
}

/** A subject's diagram: missing where it is missing, a boolean's values, else the subject itself as a terminal. */
function subjectOf(e: Expression, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  const d = b.diagrams;
  const subject = subjects.get(keyOf(e));
  if (subject === undefined) throw new Error(`The diagram was not made for ${keyOf(e)}`);
  const own = d.subject(subject, 0);
  const values = subject.cells.map((cell) => (e.type.kind === 'boolean' ? d.value(valueIn(cell)) : own));
  const operands = strictOperands(e);
  if (operands === undefined) return d.node(subject.level, e.missable ? [...values, d.missing] : values);
  const isMissing = operands.filter((x) => x.missable).map((x) => missingOf(b, b.of(x)));
  return d.choose(
    isMissing.reduce((l, r) => junction(d, false, l, r), d.false),
    d.missing,
    d.node(subject.level, values),
  );
}

/** The operands of what is missing exactly where one of them is; undefined for what may be missing for other reasons. */
function strictOperands(e: Expression): readonly Expression[] | undefined {
  switch (e.kind) {
    case 'arithmetic':
      return e.operator === 'modulo' ? undefined : e.items;
    case 'text':
      return e.items;
    case 'compare':
      return [e.left, e.right];
    case 'weightedSum':
      return e.terms.map((term) => term.of);
    case 'round':
      return e.of.type.kind === 'number' ? [e.of] : undefined;
    default:
      return undefined;
  }
}

/** See Builder.map: subjects among the terminals are asked cell by cell. */
function mapValues(b: Builder, of: Id, to: (value: Value | null) => Id): Id {
  const d = b.diagrams;
  const bySubject = [...d.reachable(of)].filter((id) => d.at(id).kind === 'subject');
  const plain = d.combine([of], ([id = 0]) => {
    const at = d.at(id);
    return at.kind === 'value' ? to(at.value) : to(null);
  });
  return bySubject.reduce((rest, id) => {
    const at = d.at(id);
    if (at.kind !== 'subject') return rest;
    const isIt = d.combine([of], ([terminal = 0]) => (terminal === id ? d.true : d.false));
    return d.choose(isIt, askSubject(d, at.subject, at.shift, to), rest);
  }, plain);
}

/** Terminals that `to` gives, at the subject's cells; diagrams that `to` gives are put together by choice. */
function askSubject(d: Diagrams, subject: Subject, shift: number, to: (value: Value | null) => Id): Id {
  const factor = power10(shift);
  const answers = subject.cells.map((cell) => {
    const value = valueIn(cell);
    return to(typeof value === 'bigint' ? value * factor : value);
  });
  const canBeMissing = subject.expression.missable ? [d.missing] : [];
  if (answers.every((answer) => answer < 0)) return d.node(subject.level, [...answers, ...canBeMissing]);
  return answers.reduce((rest, answer, i) => {
    const isHere = d.node(subject.level, [
      ...subject.cells.map((_, j) => (i === j ? d.true : d.false)),
      ...canBeMissing.map(() => d.false),
    ]);
    return d.choose(isHere, answer, rest);
  }, d.missing);
}
