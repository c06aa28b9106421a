import type { Compare, Expression, TextCall } from '../../model/expression.ts';
import { power10 } from '../../model/decimal.ts';
import { LARGEST, type Type, type Value } from '../../model/type.ts';
import type { DomainCell } from './domain-cell.ts';
import { keyOf } from './key.ts';
import { isOrder, ordersOf } from './order.ts';
import { jointCells, literalQuestion, questionOf } from './text-cells.ts';
import type { TextQuestion } from '../pattern/joint-texts.ts';

/**
 * A subject is what a diagram branches on: a field, or anything that is no plain choice between constants (a formula's result, a
 * comparison of two fields, a pattern). Its domain is cut into cells at every constant it is compared with, so that inside one cell
 * every test of the definitions in question has one answer.
 */
export interface Subject {
  readonly key: string;
  readonly expression: Expression;
  /** Its place in the order of diagrams. */
  readonly level: number;
  readonly cells: readonly DomainCell[];
}

/** A leaf that may be an expression's value, times 10^shift. */
export interface Leaf {
  readonly expression: Expression;
  readonly shift: number;
}

/** What an expression's value may be besides constants; none: every value it can have comes out of finite choices. */
export function leavesOf(e: Expression): readonly Leaf[] {
  switch (e.kind) {
    case 'constant':
    case 'missing':
    case 'pick':
    case 'bins':
    case 'table':
    case 'not':
    case 'and':
    case 'or':
    case 'holds':
    case 'isMissing':
    case 'compare':
    case 'within':
    case 'oneOf':
      return [];
    case 'named':
      return leavesOf(e.of);
    case 'if':
      return [...leavesOf(e.then), ...leavesOf(e.otherwise)];
    case 'coalesce':
      return e.items.flatMap(leavesOf);
    case 'round':
      return leavesOfRound(e, leavesOf(e.of));
    case 'arithmetic':
      return e.type.kind === 'approximate' || e.items.some((item) => leavesOf(item).length > 0) ? [leaf(e)] : [];
    case 'weightedSum':
    case 'weightedMean':
      return e.terms.some((term) => leavesOf(term.of).length > 0) ? [leaf(e)] : [];
    default:
      return [leaf(e)];
  }
}

const leaf = (expression: Expression): Leaf => ({ expression, shift: 0 });

function leavesOfRound(e: Expression & { kind: 'round' }, inner: readonly Leaf[]): readonly Leaf[] {
  if (e.of.type.kind !== 'number' || e.type.kind !== 'number') return [leaf(e)];
  const shift = e.type.decimals - e.of.type.decimals;
  if (inner.length === 0) return [];
  return shift >= 0 ? inner.map((one) => ({ ...one, shift: one.shift + shift })) : [leaf(e)];
}

/** A free text behind a text that is tested, as it stands or without width and case. */
interface TextLeaf {
  readonly expression: Expression;
  readonly isFolded: boolean;
}

/** The texts that a text may be, `fold` looked through. */
function textLeavesOf(e: Expression): readonly TextLeaf[] {
  return leavesOf(e).flatMap(({ expression }): readonly TextLeaf[] =>
    expression.kind === 'text' && expression.function === 'fold'
      ? expression.items.flatMap(textLeavesOf).map((inner) => ({ ...inner, isFolded: true }))
      : [{ expression, isFolded: false }],
  );
}

/** Where the domains of subjects are cut: for numbers the first value of a new cell, for texts the mentioned ones. */
export class DomainCuts {
  readonly #numbers = new Map<string, Set<bigint>>();
  readonly #texts = new Map<string, Set<string>>();
  readonly #order = new Map<string, Expression>();
  /** What is asked of texts, and of each of them the cells in which every question has one answer. */
  readonly #asked = new Map<string, TextQuestion[]>();
  readonly #joint = new Map<string, readonly DomainCell[] | undefined>();

  /** Cuts the subjects behind `leaves` so that a test against `value` (and, `after`, against the next one) is one answer a cell. */
  cut(leaves: readonly Leaf[], value: Value, sides: 'before' | 'after' | 'both'): void {
    for (const { expression, shift } of leaves) {
      const key = this.mention(expression);
      if (typeof value === 'string') {
        entry(this.#texts, key).add(value);
        for (const inner of textLeavesOf(expression))
          if (inner.isFolded) this.#ask(inner.expression, literalQuestion(value, 'equal', true));
      }
      if (typeof value !== 'bigint') continue;
      const factor = power10(shift);
      const set = entry(this.#numbers, key);
      if (sides !== 'after') set.add(ceilingOf(value, factor));
      if (sides !== 'before') set.add(ceilingOf(value + 1n, factor));
    }
  }

  /** Notes what a call with a constant asks of a text. */
  ask(call: TextCall): void {
    for (const { expression, isFolded } of call.items.slice(0, 1).flatMap(textLeavesOf)) {
      const question = questionOf(call, isFolded);
      if (question !== undefined) this.#ask(expression, question);
    }
  }

  #ask(text: Expression, question: TextQuestion): void {
    const key = this.mention(text);
    const known = this.#asked.get(key) ?? [];
    this.#asked.set(key, known);
    known.push(question);
  }

  /** Whether each cell of the texts behind a call has one answer to it; asked when everything is noted. */
  settles(call: TextCall): boolean {
    const [of] = call.items;
    if (of === undefined || (call.function !== 'fold' && questionOf(call, false) === undefined)) return false;
    return textLeavesOf(of).every(({ expression: { type }, expression }) => {
      if (type.kind !== 'string') return false;
      return type.enum !== undefined || this.#jointCells(keyOf(expression)) !== undefined;
    });
  }

  #jointCells(key: string): readonly DomainCell[] | undefined {
    const asked = this.#asked.get(key);
    if (asked === undefined) return undefined;
    if (!this.#joint.has(key)) this.#joint.set(key, jointCells([...(this.#texts.get(key) ?? [])], asked));
    return this.#joint.get(key);
  }

  /** Makes sure that a subject exists; its place in the order is that of its first mention. */
  mention(expression: Expression): string {
    const key = keyOf(expression);
    if (!this.#order.has(key)) this.#order.set(key, expression);
    return key;
  }

  /** The keys of the subjects in the order of first mention. */
  keys(): readonly string[] {
    return [...this.#order.keys()];
  }

  /** The subjects with their cells, by key; diagrams ask them in the order of first mention, or in another one of all their keys. */
  subjects(order: readonly string[] = this.keys()): ReadonlyMap<string, Subject> {
    const all = order.flatMap((key): readonly [string, Expression][] => {
      const expression = this.#order.get(key);
      return expression === undefined ? [] : [[key, expression]];
    });
    return new Map(
      all.map(([key, expression], level) => [
        key,
        {
          key,
          expression,
          level,
          cells: isOrder(expression) ? orderCells(expression) : this.#cells(key, expression.type),
        },
      ]),
    );
  }

  #cells(key: string, type: Type): readonly DomainCell[] {
    if (type.kind === 'boolean') return [false, true].map((value) => ({ kind: 'value', value }));
    if (type.kind === 'string')
      return (
        (type.enum === undefined ? this.#jointCells(key) : undefined) ??
        textCells(type.enum, [...(this.#texts.get(key) ?? [])])
      );
    const [low, high] = 'minimum' in type ? [type.minimum, type.maximum] : [-LARGEST, LARGEST];
    const inside = [...(this.#numbers.get(key) ?? [])].filter((cut) => cut > low && cut <= high);
    const starts = [low, ...inside.sort((a, b) => (a < b ? -1 : 1))];
    return starts.map((start, i) => ({ kind: 'range', low: start, high: (starts[i + 1] ?? high + 1n) - 1n }));
  }
}

function orderCells(expression: Compare): readonly DomainCell[] {
  return ordersOf(expression).map((value) => ({ kind: 'value', value }));
}

function textCells(members: readonly string[] | undefined, mentioned: readonly string[]): readonly DomainCell[] {
  if (members !== undefined) return members.map((value) => ({ kind: 'value', value }));
  let other = '其他';
  while (mentioned.includes(other)) other += '+';
  return [...mentioned.map((value) => ({ kind: 'value', value }) as const), { kind: 'other', value: other }];
}

function entry<V>(map: Map<string, Set<V>>, key: string): Set<V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Set<V>();
  map.set(key, made);
  return made;
}

function ceilingOf(n: bigint, divisor: bigint): bigint {
  const quotient = n / divisor;
  return n % divisor > 0n ? quotient + 1n : quotient;
}
