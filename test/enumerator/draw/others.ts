import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { arithmetic, computedOf, figureWithUses } from './computed.ts';
import { CONDITION } from './conditions.ts';
import { FIELDS } from './entities.ts';
import { documented, maybe, of, TEXT, together } from './head.ts';

/** Two or three criteria, the last often a variation of the first. */
export const CRITERIA: fc.Arbitrary<readonly JsonObject[]> = fc
  .tuple(
    CONDITION,
    fc.array(CONDITION, { maxLength: 1 }),
    fc.constantFrom('same', 'twice', 'other', 'turned'),
    documented(fc.constant({})),
  )
  .map(([first, others, last, head]) => {
    const again: JsonObject =
      last === 'same' ? { any: [first] } : last === 'twice' ? { not: { not: first } } : { not: first };
    return [first, ...others, ...(last === 'other' ? [] : [again])].map(
      (when, i): JsonObject => ({ ...head, kind: 'criteria', name: `target${i}`, entity: 'entity/customer', when }),
    );
  });

const LINE_REMARKS = together(
  maybe('title', TEXT, 20),
  maybe('description', TEXT, 20),
  maybe('unit', fc.constant('CNY'), 20),
);
const line = (name: string, computed: fc.Arbitrary<JsonObject>) =>
  together(
    computed.map((own): JsonObject => ({ name, ...own })),
    LINE_REMARKS,
  );
const FIGURE_LINE = fc.oneof(
  { weight: 4, arbitrary: computedOf('decimal') },
  { weight: 3, arbitrary: computedOf('integer') },
  { weight: 2, arbitrary: figureWithUses('decimal') },
);
const OTHER_LINE = fc
  .constantFrom('boolean', 'string', 'date', 'instant')
  .chain((type) => computedOf(type as 'boolean'));
const SERIES_LINE = fc.constantFrom<JsonObject>(
  { text: 'for y in s return y / n', type: 'integer', series: true },
  { text: '[n, 1]', type: 'integer', series: true },
);

const ofEntity = fc
  .tuple(
    line('one', FIGURE_LINE),
    fc.option(
      line(
        'two',
        fc.oneof(
          { weight: 2, arbitrary: FIGURE_LINE },
          { weight: 2, arbitrary: OTHER_LINE },
          { weight: 1, arbitrary: SERIES_LINE },
        ),
      ),
      { nil: undefined },
    ),
  )
  .map(([one, two]): JsonObject => ({ entity: 'entity/customer', lines: two === undefined ? [one] : [one, two] }));
const ofInputs = fc
  .tuple(
    fc.record({
      n: FIELDS['n'] ?? fc.constant({}),
      m: FIELDS['m'] ?? fc.constant({}),
      x: FIELDS['x'] ?? fc.constant({}),
      b: FIELDS['b'] ?? fc.constant({}),
      g: FIELDS['g'] ?? fc.constant({}),
      d: FIELDS['d'] ?? fc.constant({}),
      t: FIELDS['t'] ?? fc.constant({}),
      s: FIELDS['s'] ?? fc.constant({}),
    }),
    line(
      'one',
      computedOf(
        'decimal',
        fc.oneof(
          { weight: 5, arbitrary: arithmetic(['n', 'm', 'x'], ['b', 'n > m', 'g = "A"']) },
          { weight: 1, arbitrary: fc.constant('sum(s) / n') },
        ),
      ),
    ),
  )
  .map(([inputs, one]): JsonObject => ({ inputs, lines: [one] }));

export const FORMULA: fc.Arbitrary<JsonObject> = documented(
  fc.oneof({ weight: 3, arbitrary: ofEntity }, { weight: 1, arbitrary: ofInputs }).map((own): JsonObject => {
    const lines = own['lines'] as readonly JsonObject[];
    return { kind: 'formula', name: 'target', ...own, outputs: lines.map((one) => one['name'] ?? 'one') };
  }),
);

const COEFFICIENT = fc.constantFrom<Json>(1, -0.5, '0.25', 1.5e-2, '-1.2345678901234567E-05');
const TERM = fc.oneof(
  together(
    of({
      fact: fc.constantFrom<Json>('n', 'm', 'x', 'k', 'formula/amount#amount', 'scorecard/points#score'),
      coefficient: COEFFICIENT,
      ifMissing: fc.constantFrom<Json>('refuse', 'missing', 0),
    }),
  ),
  together(
    of({
      fact: fc.constantFrom<Json>('g', 'h'),
      values: fc.dictionary(fc.constantFrom('A'), COEFFICIENT, { minKeys: 1 }),
      ifMissing: fc.constantFrom<Json>('refuse', 'missing', 1),
    }),
  ),
);
export const REGRESSION: fc.Arbitrary<JsonObject> = documented(
  of({
    kind: fc.constant('regression'),
    name: fc.constant('target'),
    entity: fc.constant('entity/customer'),
    link: fc.constantFrom('identity', 'logit'),
    intercept: COEFFICIENT,
    terms: fc.uniqueArray(TERM, { minLength: 1, maxLength: 3, selector: (one) => String(one['fact']) }),
    decimals: fc.constantFrom(0, 2, 6),
  }),
);

const SIDES: readonly (readonly [string, readonly string[]])[] = [
  ['customer.g', ['A', 'b', 'cA']],
  ['customer.h', ['A', 'B']],
  ['scorecard/points#band', ['few', 'many']],
];
const PAIR = arithmetic(
  ['customer.n', 'product.risk', 'customer.m'],
  ['customer.b', 'product.risk > 1', 'customer.n > product.risk'],
);
const REMARKED = of({ name: fc.constant('one'), priority: fc.constant(1), params: fc.constant({ limit: 1 }) });
const ELIGIBLE = fc.oneof(
  fc.constant<JsonObject>({ not: { any: [{ fact: 'product.risk', operator: 'equal', value: 1 }] } }),
  fc.constant<JsonObject>({ all: [{ condition: 'criteria/at-home', of: 'customer.home' }] }),
  fc.constant<JsonObject>({ all: [{ fact: 'customer.home', path: '$.r', operator: 'greaterThan', value: 0 }] }),
  REMARKED.map((more): JsonObject => ({ all: [{ fact: 'product.risk', operator: 'greaterThan', value: 0, ...more }] })),
  fc.constantFrom<JsonObject>(
    { all: [{ fact: 'product.risk', operator: 'lessThan', value: 2 }] },
    {
      any: [
        { fact: 'customer.b', operator: 'equal', value: true },
        { fact: 'product.risk', operator: 'lessThanInclusive', value: { fact: 'customer.n' } },
      ],
    },
  ),
);
const RANK = fc.oneof(
  computedOf('decimal', PAIR),
  computedOf('integer', PAIR),
  computedOf('decimal', fc.constantFrom('product.risk / p', 'customer.n / (p - product.risk)')).map(
    (own): JsonObject => ({ ...own, uses: { p: 'scorecard/points#score' } }),
  ),
);
export const MATCHING: fc.Arbitrary<JsonObject> = documented(
  fc
    .tuple(
      fc.constantFrom(...SIDES),
      fc.array(fc.constantFrom('offer', 'refer', 'refuse'), { minLength: 6, maxLength: 6 }),
      maybe('eligible', ELIGIBLE, 2),
      fc
        .option(RANK, { nil: undefined })
        .map(
          (rank): JsonObject =>
            rank === undefined
              ? {}
              : { rank: rank['ifMissing'] === 'refuse' ? { ...rank, ifMissing: 'missing' } : rank },
        ),
    )
    .map(
      ([[customerGrade, grades], matches, eligible, rank]): JsonObject => ({
        kind: 'matching',
        name: 'target',
        customer: 'entity/customer',
        product: 'entity/product',
        customerGrade,
        productGrade: 'product.level',
        grid: Object.fromEntries(
          grades.map((grade, i) => [grade, { low: matches[2 * i] ?? 'offer', high: matches[2 * i + 1] ?? 'offer' }]),
        ),
        ...eligible,
        ...rank,
      }),
    ),
);

const ROW = fc.tuple(
  fc.constantFrom('A', 'B'),
  fc.constantFrom('2026-03-29', '2026-03-30', '2026-03-31'),
  fc.constantFrom<string | null>(null, '2026-03-30', '2026-03-31', '2026-04-01'),
  fc.constantFrom(0, 1, 2),
);
const RATE = together(
  fc.constantFrom<JsonObject>(
    { type: 'integer' },
    { type: 'integer', minimum: 0, maximum: 2 },
    { type: 'decimal', decimals: 1 },
  ),
  maybe('title', TEXT, 10),
  maybe('optional', fc.constant(true), 4),
  maybe('unit', fc.constant('CNY'), 10),
  maybe('direction', fc.constantFrom('high-is-good', 'high-is-bad'), 4),
  maybe('description', TEXT, 10),
  maybe('sensitivity', fc.constantFrom('C1', 'C2', 'C3'), 2),
  maybe('purposes', fc.constant(['service']), 10),
  maybe('unreadable', fc.constantFrom('refuse', 'missing'), 4),
);
const KEY = together(
  fc.constantFrom<JsonObject>(
    { type: 'string' },
    { type: 'string', enum: ['A', 'B'] },
    { type: 'string', enum: ['A', 'B'], labels: { A: 'First' } },
  ),
);

/** A table of fees by `h`, its rows valid always, from a day on, or from a day to a day. */
export const REFERENCE: fc.Arbitrary<JsonObject> = documented(
  fc
    .tuple(
      fc.array(ROW, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('always', 'from', 'both', 'both'),
      RATE,
      KEY,
      fc.option(fc.constantFrom('boolean', 'date', 'instant'), { nil: undefined, freq: 4 }),
    )
    .map(
      ([rows, validity, fee, key, other]): JsonObject => ({
        kind: 'reference',
        name: 'target',
        key: ['h'],
        ...(validity === 'always' ? {} : { validFrom: 'from' }),
        ...(validity === 'both' ? { validTo: 'until' } : {}),
        fields: { h: key, fee, ...(other === undefined ? {} : { other: { type: other, optional: true } }) },
        rows: rows.map(
          ([h, from, until, value]): JsonObject => ({
            h,
            ...(validity === 'always' ? {} : { from }),
            ...(validity === 'both' && until !== null ? { until } : {}),
            fee: value,
          }),
        ),
      }),
    ),
);
