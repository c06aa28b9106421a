import type { Expression, Table } from '../../model/expression.ts';
import { children } from '../walk.ts';
import { representation } from './representation.ts';

/** A cell of a large decision table as data: what it asks of the input in its column. Of a missing input only `missing` holds. */
export type CellTest =
  | {
      readonly kind: 'range';
      readonly column: number;
      readonly low: number;
      readonly high: number;
      readonly isNegated: boolean;
    }
  | {
      readonly kind: 'values';
      readonly column: number;
      readonly values: ReadonlySet<unknown>;
      readonly isNegated: boolean;
    }
  | { readonly kind: 'missing'; readonly column: number }
  | { readonly kind: 'true'; readonly column: number };

/** The cell as data, or null where it asks something else. */
export function cellTest(cell: Expression, input: Expression | undefined, column: number): CellTest | null {
  if (cell.kind === 'holds') return cellTest(cell.of, input, column);
  if (cell.kind === 'isMissing' && cell.of === input) return { kind: 'missing', column };
  const isNegated = cell.kind === 'not';
  const test = cell.kind === 'not' ? cell.of : cell;
  if (test.kind === 'within' && test.of === input && representation(test.of.type) === 'number') {
    const { low, high } = test.range;
    return {
      kind: 'range',
      column,
      low: low === null ? -Infinity : Number(low),
      high: high === null ? Infinity : Number(high),
      isNegated,
    };
  }
  if (test.kind === 'oneOf' && test.of === input) {
    const isNumber = representation(test.of.type) === 'number';
    return {
      kind: 'values',
      column,
      values: new Set(test.values.map((value) => (isNumber ? Number(value) : value))),
      isNegated,
    };
  }
  return null;
}

/** The most cells of a table that is written as conditions; a larger one is a table that is searched rule by rule. */
const MOST_CELLS = 200;

/** Whether a table is searched as data. */
export function isSearched({ rules }: Table): boolean {
  if (rules.length > MOST_CELLS) return true;
  return rules.reduce((sum, { cells }) => sum + cells.filter((cell) => cell !== null).length, 0) > MOST_CELLS;
}

/** What the source of a table needs of its parts: of one that is searched, its inputs and the cells that are no plain test of them. */
export function writtenParts(node: Table): readonly Expression[] {
  return isSearched(node) ? [...node.inputs, ...searchOf(node).computed] : children(node);
}

/** A table that is searched: its rules as data, and its cells that are no plain test of their input, each a column behind the inputs. */
export interface Search {
  readonly rules: RuleTable;
  readonly computed: readonly Expression[];
}

/** Tables ask for the first, the only and the number of the rules that match: of the same rules. */
const searches = new WeakMap<Table['rules'], Search>();

export function searchOf(node: Table): Search {
  const known = searches.get(node.rules);
  if (known !== undefined) return known;
  const tests = new Map<Expression, CellTest>();
  const computed: Expression[] = [];
  const testOf = (cell: Expression, column: number): CellTest => {
    const before = tests.get(cell);
    if (before !== undefined) return before;
    const plain = cellTest(cell, node.inputs[column], column);
    // Whether it holds is computed before.
    const test = plain ?? { kind: 'true', column: node.inputs.length + computed.push(cell) - 1 };
    tests.set(cell, test);
    return test;
  };
  const rules = node.rules.map(({ cells }) => {
    const rule: CellTest[] = [];
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell) rule.push(testOf(cell, column));
    }
    return rule;
  });
  const made = { rules: new RuleTable(rules), computed };
  searches.set(node.rules, made);
  return made;
}

const RANGE = 0;
const NOT_RANGE = 1;
const VALUES = 2;
const NOT_VALUES = 3;
const MISSING = 4;
const TRUE = 5;

/** A large decision table: flat arrays of tests, rule after rule, so that its size costs no source and no nesting. */
export class RuleTable {
  readonly #starts: Int32Array;
  readonly #kinds: Uint8Array;
  readonly #columns: Int32Array;
  readonly #lows: Float64Array;
  readonly #highs: Float64Array;
  readonly #sets: readonly (ReadonlySet<unknown> | null)[];

  constructor(rules: readonly (readonly CellTest[])[]) {
    const tests = rules.flat();
    this.#starts = new Int32Array(rules.length + 1);
    rules.forEach((rule, i) => {
      this.#starts[i + 1] = (this.#starts[i] ?? 0) + rule.length;
    });
    this.#kinds = Uint8Array.from(tests, kindOf);
    this.#columns = Int32Array.from(tests, (test) => test.column);
    this.#lows = Float64Array.from(tests, (test) => (test.kind === 'range' ? test.low : 0));
    this.#highs = Float64Array.from(tests, (test) => (test.kind === 'range' ? test.high : 0));
    this.#sets = tests.map((test) => (test.kind === 'values' ? test.values : null));
  }

  /** The position of the first rule that matches, else NaN. */
  first(inputs: readonly unknown[]): number {
    return this.#next(inputs, 0);
  }

  /** The position of the one rule that matches; NaN where none or several do. */
  only(inputs: readonly unknown[]): number {
    const found = this.#next(inputs, 0);
    const second = this.#next(inputs, found + 1);
    return second === second ? Number.NaN : found;
  }

  /** How many rules match. */
  count(inputs: readonly unknown[]): number {
    let count = 0;
    for (let at = this.#next(inputs, 0); at === at; at = this.#next(inputs, at + 1)) count += 1;
    return count;
  }

  #next(inputs: readonly unknown[], from: number): number {
    for (let rule = from; rule < this.#starts.length - 1; rule += 1) {
      let test = this.#starts[rule] ?? 0;
      const end = this.#starts[rule + 1] ?? 0;
      while (test < end && this.#holds(test, inputs[this.#columns[test] ?? 0])) test += 1;
      if (test === end) return rule;
    }
    return Number.NaN;
  }

  #holds(test: number, x: unknown): boolean {
    switch (this.#kinds[test]) {
      case RANGE:
        return (x as number) >= (this.#lows[test] ?? 0) && (x as number) <= (this.#highs[test] ?? 0);
      case NOT_RANGE:
        return (x as number) < (this.#lows[test] ?? 0) || (x as number) > (this.#highs[test] ?? 0);
      case VALUES:
        return this.#sets[test]?.has(x) ?? false;
      case NOT_VALUES:
        return x !== null && x === x && !this.#sets[test]?.has(x);
      case MISSING:
        return x === null || x !== x;
      default:
        return x === true;
    }
  }
}

function kindOf(test: CellTest): number {
  switch (test.kind) {
    case 'range':
      return test.isNegated ? NOT_RANGE : RANGE;
    case 'values':
      return test.isNegated ? NOT_VALUES : VALUES;
    case 'missing':
      return MISSING;
    case 'true':
      return TRUE;
  }
}
