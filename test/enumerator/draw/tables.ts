import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { computedOf, figureWithUses, TYPED } from './computed.ts';
import { documented, maybe, TEXT, together } from './head.ts';
import { ENDS, interval, VALUES } from './intervals.ts';

const POLICIES = [
  'unique',
  'unique',
  'unique',
  'first',
  'first',
  'any',
  'any',
  'priority',
  'priority',
  'rule-order',
  'output-order',
  'collect',
  'collect-sum',
  'collect-min',
  'collect-max',
  'collect-count',
];

function cell(fact: string): fc.Arbitrary<Json> {
  const ends = ENDS[fact];
  const values = VALUES[fact] ?? [true, false];
  const plain: fc.Arbitrary<Json> =
    ends === undefined
      ? fc.oneof(fc.constantFrom<Json>(...values), fc.subarray([...values], { minLength: 1 }) as fc.Arbitrary<Json>)
      : interval(ends);
  const negated =
    ends === undefined
      ? fc.constantFrom<Json>(...values, [...values].slice(0, 1))
      : fc.constantFrom<Json>(...(fact === 'd' || fact === 't' ? ends : ends.map(Number)));
  const unary =
    ends === undefined || fact === 'd' || fact === 't'
      ? fc.constantFrom('not(null)', 'null')
      : fc.constantFrom('< n', '>= n', '> m', '< 1 + m', '[n..3]', '> n / m', 'not(n)', '< x * 10', '> p', '> p');
  return fc.oneof(
    { weight: 7, arbitrary: plain },
    { weight: 3, arbitrary: fc.constant<Json>('-') },
    { weight: 1, arbitrary: negated.map((not): Json => ({ not })) },
    { weight: 1, arbitrary: fc.constant<Json>({ missing: true }) },
    {
      weight: 1,
      arbitrary: unary.map(
        (text): Json => (text === '> p' ? { text, uses: { p: 'scorecard/points#score' } } : { text }),
      ),
    },
  );
}

const INPUT = fc.oneof(
  {
    weight: 7,
    arbitrary: fc
      .constantFrom('n', 'm', 'x', 'g', 'h', 'b', 'c', 'd')
      .map((fact) => ({ fact, own: { fact } as JsonObject })),
  },
  { weight: 1, arbitrary: fc.constantFrom('k', 'v').map((fact) => ({ fact, own: { fact } as JsonObject })) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(computedOf('integer'), figureWithUses('integer'))
      .map((formula) => ({ fact: 'k', own: { formula } as JsonObject })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...TYPED)
      .chain(([type, fact]) => computedOf(type).map((formula) => ({ fact, own: { formula } as JsonObject }))),
  },
);

/** What a rule gives for an output of a type. */
const FIGURES = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Json>(1, 1, 2, 3) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      { text: 'n' },
      { text: 'n / m' },
      { text: 'n + 1' },
      { text: 'p / n', uses: { p: 'scorecard/points#score' } },
      { text: 'n + p', uses: { p: 'scorecard/points#score' } },
    ),
  },
);
const GRADES = fc.constantFrom<Json>('low', 'high', 'low');

interface Output {
  readonly own: JsonObject;
  readonly result: fc.Arbitrary<Json>;
}
const remarks = together(
  maybe('title', TEXT, 15),
  maybe('unit', fc.constant('CNY'), 20),
  maybe('direction', fc.constantFrom('high-is-good', 'high-is-bad'), 8),
);
const figureOutput = (name: string): fc.Arbitrary<Output> =>
  fc
    .tuple(
      fc.constantFrom<JsonObject>(
        { type: 'integer' },
        { type: 'integer', minimum: 0, maximum: 9 },
        { type: 'decimal', decimals: 1 },
      ),
      remarks,
    )
    .map(([type, more]) => ({ own: { name, ...type, ...more }, result: FIGURES }));
const gradeOutput = (name: string): fc.Arbitrary<Output> =>
  fc.tuple(remarks, maybe('labels', fc.constant({ low: 'Low' }), 6)).map(([more, labels]) => {
    const { unit, direction, ...kept } = more;
    void unit;
    void direction;
    return { own: { name, type: 'string', enum: ['high', 'low'], ...kept, ...labels }, result: GRADES };
  });
const otherOutput = (name: string): fc.Arbitrary<Output> =>
  fc.constantFrom<Output>(
    { own: { name, type: 'boolean' }, result: fc.constantFrom<Json>(true, false) },
    { own: { name, type: 'date' }, result: fc.constantFrom<Json>('2026-03-31', { text: 'd' }) },
    { own: { name, type: 'instant' }, result: fc.constant<Json>('2026-03-31T00:00:00Z') },
  );

const outputsOf = (policy: string): fc.Arbitrary<readonly Output[]> => {
  if (policy === 'priority' || policy === 'output-order')
    return fc.oneof(fc.tuple(gradeOutput('grade')), fc.tuple(gradeOutput('grade'), gradeOutput('other')));
  if (policy.startsWith('collect-')) return fc.tuple(figureOutput('figure'));
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(figureOutput('figure')) },
    { weight: 2, arbitrary: fc.tuple(gradeOutput('grade')) },
    { weight: 1, arbitrary: fc.tuple(figureOutput('figure'), otherOutput('other')) },
  );
};

const rowRemarks = together(maybe('title', TEXT, 25), maybe('note', TEXT, 25));

/** A decision table on the customer. */
export const TABLE: fc.Arbitrary<JsonObject> = documented(
  fc
    .tuple(
      fc.constantFrom(...POLICIES),
      fc.array(fc.tuple(INPUT, maybe('title', TEXT, 25)), { minLength: 1, maxLength: 3 }),
    )
    .chain(([hitPolicy, inputs]) =>
      outputsOf(hitPolicy).chain((outputs) => {
        const then = fc.tuple(...outputs.map(({ result }) => result));
        const rule = fc
          .record({
            when: fc.tuple(...inputs.map(([{ fact }]) => cell(fact))),
            then,
            more: rowRemarks,
            hasId: fc.nat(9),
          })
          .map(
            ({ when, then: results, more, hasId }) =>
              ({ when, then: results, ...more, ...(hasId === 0 ? { id: 'r' } : {}) }) as JsonObject,
          );
        return fc
          .tuple(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.option(then, { nil: undefined, freq: 3 }))
          .map(
            ([rules, otherwise]): JsonObject => ({
              kind: 'decision-table',
              name: 'target',
              entity: 'entity/customer',
              hitPolicy,
              inputs: inputs.map(([{ own }, more]) => ({ ...own, ...more })),
              outputs: outputs.map(({ own }) => own),
              rules: rules.map((one, i) => ('id' in one ? { ...one, id: `r${i}` } : one)),
              ...(otherwise === undefined || hitPolicy === 'collect-count' ? {} : { otherwise }),
            }),
          );
      }),
    ),
);
