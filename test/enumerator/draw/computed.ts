import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { together } from './head.ts';

/** The names a text may use for figures, by side: a pair's facts have their side before them. */
export const OWN_FIGURES = ['n', 'm', 'x'] as const;

const DIGIT = fc.constantFrom('0', '1', '2', '3', '0.5');

/** Arithmetic over some figures, with divisions and approximate operations among them. */
export function arithmetic(figures: readonly string[], conditions: readonly string[]): fc.Arbitrary<string> {
  const atom = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...figures) }, { weight: 2, arbitrary: DIGIT });
  const { term } = fc.letrec<{ term: string; deep: string }>((tie) => ({
    term: fc.oneof({ depthSize: 'small', withCrossShrink: true }, atom, tie('deep')),
    deep: fc.oneof(
      fc
        .tuple(tie('term'), fc.constantFrom('+', '-', '*', '/', '/'), tie('term'))
        .map(([a, o, b]) => `(${a} ${o} ${b})`),
      fc.tuple(fc.constantFrom(...APPROXIMATE), tie('term')).map(([name, a]) => `${name}(${a})`),
      fc
        .tuple(fc.constantFrom('min', 'max', 'mean', 'sum'), tie('term'), tie('term'))
        .map(([f, a, b]) => `${f}([${a}, ${b}])`),
      fc.tuple(fc.constantFrom('abs', 'floor', 'ceiling'), tie('term')).map(([f, a]) => `${f}(${a})`),
      fc.tuple(tie('term'), fc.constantFrom('2', '3')).map(([a, b]) => `modulo(round half up(${a}, 1), ${b})`),
      fc.tuple(tie('term'), fc.constantFrom('2', '0.5')).map(([a, b]) => `(${a} ** ${b})`),
      fc
        .tuple(fc.constantFrom(...conditions), tie('term'), tie('term'))
        .map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
      fc.tuple(tie('term'), fc.constantFrom('0', '1')).map(([a, b]) => `round half up(${a}, ${b})`),
    ),
  }));
  return term;
}

const APPROXIMATE = ['sqrt', 'exp', 'log'] as const;

const CONDITIONS = [
  'n > 1',
  'b',
  'g = "A"',
  'x < 0.2',
  'c',
  'm = 0',
  'not(b)',
  'n = m',
  'h in ["A", "B"]',
  'd > date("2026-03-30")',
];
const LISTS = ['sum(rows.q)', 'count(rows)', 'sum(s)', 'count(rows[q > 1])', 'max(s)'];

/** What a text about the customer gives, by type. */
const TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  integer: fc.oneof(
    { weight: 5, arbitrary: arithmetic(OWN_FIGURES, CONDITIONS) },
    { weight: 1, arbitrary: arithmetic(['n', ...LISTS], CONDITIONS) },
  ),
  boolean: fc.constantFrom(
    ...CONDITIONS,
    'n + m > 2',
    'k = n',
    'n / m > 1',
    'some y in s satisfies y > 1',
    'starts with(g, "c")',
  ),
  string: fc.constantFrom('if b then "A" else "z"', 'if n > 1 then "A" else "z"', 'if c then "z" else "A"'),
  date: fc.constantFrom('d', 'd + duration("P1D")', 'if b then d else date("2026-03-31")'),
  instant: fc.constantFrom('t', 't + duration("PT1S")'),
};

const IF_MISSING: Readonly<Record<string, readonly Json[]>> = {
  integer: ['refuse', 'missing', 0, 2],
  decimal: ['refuse', 'missing', 0, 2],
  boolean: ['refuse', 'missing', false],
  string: ['refuse', 'missing', 'A'],
  date: ['refuse', 'missing', '2026-03-31'],
  instant: ['missing'],
};

export type ComputedType = 'integer' | 'decimal' | 'boolean' | 'string' | 'date' | 'instant';

/** A computed value of a type. */
export function computedOf(type: ComputedType, text = textOf(type)): fc.Arbitrary<JsonObject> {
  return together(
    text.map((one): JsonObject => ({ text: one, type })),
    type === 'decimal'
      ? fc.constantFrom<JsonObject>({ decimals: 0 }, { decimals: 1 }, { decimals: 2 })
      : fc.constant({}),
    fc.constantFrom(...(IF_MISSING[type] ?? [])).map((ifMissing): JsonObject => ({ ifMissing })),
  );
}

export function textOf(type: ComputedType): fc.Arbitrary<string> {
  return TEXTS[type === 'decimal' ? 'integer' : type] ?? fc.constant('n');
}

/** A computed value that reads a reference table. */
export const feeOf = (type: 'integer') =>
  computedOf(type, fc.constantFrom('fees(h).fee + n', 'n / fees(h).fee')).map(
    (own): JsonObject => ({ ...own, uses: { fees: 'reference/fees' } }),
  );

/** A computed value that may read what others decide. */
export function figureWithUses(type: 'integer' | 'decimal'): fc.Arbitrary<JsonObject> {
  const used = fc.constantFrom<readonly [string, JsonObject]>(
    ['n + p', { p: 'scorecard/points#score' }],
    ['p / n', { p: 'scorecard/points#score' }],
    ['n / (p - 1)', { p: 'scorecard/points#score' }],
    ['fees(h).fee / n', { fees: 'reference/fees' }],
    ['n / fees(h).fee', { fees: 'reference/fees' }],
    ['n / fees(h).fee', { fees: 'reference/fees' }],
    ['1 / e', { e: 'formula/amount#amount' }],
  );
  return used.chain(([text, uses]) => computedOf(type, fc.constant(text)).map((own) => ({ ...own, uses })));
}

/** Types of computed values, and a fact whose values are like theirs. */
export const TYPED: readonly (readonly [ComputedType, string])[] = [
  ['decimal', 'k'],
  ['boolean', 'b'],
  ['string', 'v'],
  ['date', 'd'],
  ['instant', 't'],
];
