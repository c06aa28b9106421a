import { expect, test } from 'vitest';
import type { Decision, ReasonPlan } from '../../definitions/decision.ts';
import { bins, pickNumber, table } from '../../definitions/expression/build-list.ts';
import {
  compare,
  constant,
  cut,
  decimal,
  field,
  holds,
  input,
  integer,
  isMissing,
  missing,
  not,
  or,
  within,
} from '../../definitions/expression/build-logic.ts';
import { arithmetic, weightedSum } from '../../definitions/expression/build-number.ts';
import type { Expression } from '../../definitions/expression/expression.ts';
import { numberType, STRING } from '../../definitions/expression/type.ts';
import { compile } from '../../definitions/compile.ts';
import { link } from '../../definitions/library.ts';
import { defineProblems } from '../../definitions/problem.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN, STAMP } from '../support/hand-built.ts';

defineProblems({
  'tried-warning': { severity: 'warning', status: 200, 'zh-CN': '注意 {what}', en: 'Mind {what}' },
  'tried-refusal': { severity: 'error', status: 422, 'zh-CN': '不行', en: 'It cannot be' },
});

const a = declared('a', numberType(0, -100n, 100n), { optional: true });
const b = declared('b', numberType(1, 0n, 1_000n), { optional: true });
const c = declared('c', numberType(2, -(10n ** 20n), 10n ** 20n), { optional: true });
const entities = [entityOf('entity/customer', [a, b, c])];
const [A, B, C] = [field(a, null, { ...ORIGIN, pointer: '/a' }), field(b, null), field(c, null)];

function result(part: Partial<Decision>, facts: object, language: 'zh-CN' | 'en' = 'en', trace = false) {
  const found = compiledOf([decisionOf(part)], entities, { trace }).decide({ facts }, language)['formula/tried'];
  if (found === undefined) throw new Error('There is a result');
  return found;
}

const value = (of: Expression) => ({ kind: 'value' as const, of });

test('a result has its value, its stamp, and shared empty lists', () => {
  expect(result({ value: value(A) }, { a: 5, b: 1, c: 1 })).toStrictEqual({
    value: 5,
    reasons: [],
    missing: [],
    problems: [],
    definition: { id: 'formula/tried', ...STAMP },
  });
});

test.each<[string, Decision['value'], object, unknown]>([
  ['a number with decimals', value(B), { b: 2.5 }, 2.5],
  ['a number that is missing', value(B), {}, null],
  ['a number of fifteen digits', value(C), { c: 9_999_999_999_999.99 }, 9_999_999_999_999.99],
  ['a number beyond fifteen digits, as text', value(C), { c: '10000000000000.00' }, '10000000000000.00'],
  ['minus zero, as zero', value(arithmetic('multiply', [A, integer(0)])), { a: -5 }, 0],
  [
    'a text by its position',
    { kind: 'text', index: within01(A), texts: [{ en: 'no', 'zh-CN': '否' }, null] },
    { a: 0 },
    'no',
  ],
  [
    'a position without a text',
    { kind: 'text', index: within01(A), texts: [{ en: 'no', 'zh-CN': '否' }, null] },
    { a: 1 },
    null,
  ],
  ['a text at no position', { kind: 'text', index: within01(A), texts: ['x', 'y'] }, {}, null],
  ['a constant', { kind: 'constant', json: { x: [1] } }, {}, { x: [1] }],
  [
    'an object',
    {
      kind: 'object',
      members: [
        { name: 'x', shape: value(A) },
        { name: '__proto__', shape: value(B) },
      ],
    },
    { a: 1, b: 2 },
    JSON.parse('{"x":1,"__proto__":2}'),
  ],
  [
    'an object whose presence is missing',
    { kind: 'object', members: [{ name: 'x', shape: value(A) }], presentWith: B },
    { a: 1 },
    null,
  ],
  [
    'a list of what holds',
    {
      kind: 'list',
      items: [
        { when: holds(compare('>', A, integer(0))), shape: value(A) },
        { when: isMissing(B), shape: { kind: 'constant', json: 'no b' } },
      ],
    },
    { a: 1 },
    [1, 'no b'],
  ],
])('a value may be %s', (_, shape, facts, expected) => {
  expect(result({ value: shape }, facts).value).toStrictEqual(expected);
});

/** The position 0 or 1 of a number, missing for others. */
function within01(of: Expression): Expression {
  const bin = (n: bigint) => ({ test: { kind: 'range' as const, range: { low: n, high: n } }, origin: ORIGIN });
  return bins(of, [bin(0n), bin(1n)], false);
}

test('texts are in the language of the reader', () => {
  const shape: Decision['value'] = { kind: 'text', index: integer(0), texts: [{ 'zh-CN': '黄金', en: 'gold' }] };
  expect([result({ value: shape }, {}, 'zh-CN').value, result({ value: shape }, {}, 'en').value]).toEqual([
    '黄金',
    'gold',
  ]);
});

const plan = (code: string, loss: Expression | null, index: Expression = integer(0)): ReasonPlan => ({
  codes: [{ code, text: { 'zh-CN': `${code}！`, en: `${code}!` } }],
  index,
  loss,
  origin: ORIGIN,
});
const lossOf = (tenths: number) => decimal(BigInt(tenths), 1);

test.each<[string, readonly ReasonPlan[], Decision['reasonOrder'], readonly (readonly [string, unknown])[]]>([
  [
    'by their loss, equal ones as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(20)), plan('z', lossOf(5)), plan('w', lossOf(7))],
    'greatest-loss',
    [
      ['y', 2],
      ['w', 0.7],
      ['x', 0.5],
      ['z', 0.5],
    ],
  ],
  [
    'as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(20))],
    'declared',
    [
      ['x', 0.5],
      ['y', 2],
    ],
  ],
  [
    'without those that lost nothing',
    [plan('x', lossOf(0)), plan('y', lossOf(-1)), plan('z', lossOf(1))],
    'greatest-loss',
    [['z', 0.1]],
  ],
  [
    'without those that have no position',
    [plan('x', lossOf(5), missing(numberType(0, 0n, 0n))), plan('y', lossOf(1))],
    'greatest-loss',
    [['y', 0.1]],
  ],
  ['without those whose loss is missing', [plan('x', B), plan('y', lossOf(1))], 'greatest-loss', [['y', 0.1]]],
  [
    'once for equal codes, losses summed',
    [plan('x', lossOf(5)), plan('y', lossOf(8)), plan('x', lossOf(4))],
    'greatest-loss',
    [
      ['x', 0.9],
      ['y', 0.8],
    ],
  ],
  [
    'once for equal codes as declared',
    [plan('x', lossOf(5)), plan('y', lossOf(8)), plan('x', lossOf(4))],
    'declared',
    [
      ['x', 0.9],
      ['y', 0.8],
    ],
  ],
  [
    'first where they have no loss',
    [plan('x', lossOf(5)), plan('y', null)],
    'greatest-loss',
    [
      ['y', undefined],
      ['x', 0.5],
    ],
  ],
  [
    'with losses of several scales',
    [plan('x', decimal(49n, 2)), plan('y', lossOf(5))],
    'greatest-loss',
    [
      ['y', 0.5],
      ['x', 0.49],
    ],
  ],
  [
    'with losses beyond what a double holds',
    [plan('x', decimal(10n ** 20n, 1)), plan('y', decimal(10n ** 20n + 1n, 1)), plan('x', lossOf(3)), plan('z', null)],
    'greatest-loss',
    [
      ['z', undefined],
      ['x', '10000000000000000000.3'],
      ['y', '10000000000000000000.1'],
    ],
  ],
])('reasons are listed %s', (_, reasons, reasonOrder, expected) => {
  const found = result({ reasons, reasonOrder }, {}).reasons;
  expect(found.map(({ code, loss }) => [code, loss])).toEqual(expected);
  expect(found.map(({ text }) => text)).toEqual(expected.map(([code]) => `${code}!`));
});

test('a reason’s code and loss follow the bin that was hit', () => {
  const index = within01(A);
  const reasons: readonly ReasonPlan[] = [
    {
      codes: [
        { code: 'zero', text: 'zero' },
        { code: 'one', text: 'one' },
      ],
      index,
      loss: pickNumber(index, [10n, 25n], 1),
      origin: ORIGIN,
    },
  ];
  const reasonsOf = (facts: object) => result({ reasons }, facts).reasons;
  expect([reasonsOf({ a: 0 }), reasonsOf({ a: 1 }), reasonsOf({ a: 2 })]).toEqual([
    [{ code: 'zero', text: 'zero', loss: 1 }],
    [{ code: 'one', text: 'one', loss: 2.5 }],
    [],
  ]);
});

test('one call after another begins with no reasons', () => {
  const compiled = compiledOf([decisionOf({ reasons: [plan('x', A)] })], entities);
  const codes = (facts: object) => compiled.decide({ facts })['formula/tried']?.reasons.map(({ loss }) => loss);
  expect([codes({ a: 5 }), codes({ a: -5 }), codes({}), codes({ a: 7 })]).toEqual([[5], [], [], [7]]);
});

test('problems are those whose condition holds, in order; a refusing one takes value and reasons away', () => {
  const isNegative = holds(compare('<', A, integer(0)));
  const problems: Decision['problems'] = [
    { code: 'tried-warning', slots: { what: 'the step' }, when: isMissing(B), refuses: false, origin: ORIGIN },
    { code: 'tried-refusal', slots: {}, when: isNegative, refuses: true, origin: ORIGIN },
  ];
  const part: Partial<Decision> = {
    value: value(A),
    reasons: [plan('x', lossOf(1))],
    problems,
    partial: constant({ kind: 'boolean' }, true),
  };
  const seen = (facts: object) => {
    const { value: found, reasons, problems: told, partial } = result(part, facts);
    return [found, reasons.length, told.map(({ code }) => code), partial];
  };
  expect(seen({ a: 1, b: 1 })).toEqual([1, 1, [], true]);
  expect(seen({ a: 1 })).toEqual([1, 1, ['tried-warning'], true]);
  expect(seen({ a: -1 })).toEqual([null, 0, ['tried-warning', 'tried-refusal'], undefined]);
  expect(result(part, {}).problems[0]).toMatchObject({
    definition: 'formula/tried',
    pointer: '/lines/0',
    message: { en: 'Mind the step' },
  });
});

test('each result lists the missing fields of its own read set, in the order of declaration', () => {
  const first = decisionOf({ id: 'formula/first', value: value(or([isMissing(C), isMissing(A)])) });
  const second = decisionOf({ id: 'formula/second', value: value(B) });
  const results = compiledOf([first, second], entities).decide({ facts: { b: 1 } });
  expect([results['formula/first']?.missing, results['formula/second']?.missing]).toEqual([['a', 'c'], []]);
});

test('missing fields are listed in full where there are more than one word of them', () => {
  const many = Array.from({ length: 70 }, (_, i) => declared(`f${i}`, numberType(0, 0n, 9n), { optional: true }));
  const sum = weightedSum(
    0n,
    0,
    many.map((one) => ({ weight: 1n, of: field(one, null) })),
  );
  const compiled = compiledOf([decisionOf({ value: value(sum) })], [entityOf('entity/customer', many)]);
  const facts = Object.fromEntries(many.filter((_, i) => i % 3 !== 0).map(({ name }) => [name, 1]));
  expect(compiled.decide({ facts })['formula/tried']?.missing).toEqual(
    many.filter((_, i) => i % 3 === 0).map(({ name }) => name),
  );
});

test('partial is told only where it is true', () => {
  const part: Partial<Decision> = { value: value(A), partial: isMissing(B) };
  expect([result(part, { a: 1 }).partial, Object.hasOwn(result(part, { a: 1, b: 2 }), 'partial')]).toEqual([
    true,
    false,
  ]);
});

test('a trace holds every written part with its value, parts first, and the bin and the rule that were hit', () => {
  const at = (pointer: string) => ({ definition: 'formula/tried', pointer });
  const low = within(A, { low: null, high: 3n }, at('/low'));
  const binned = bins(
    A,
    [0n, 10n].map((n, i) => ({
      test: { kind: 'range' as const, range: { low: n, high: n + 9n } },
      origin: at(`/bins/${i}`),
    })),
    false,
  );
  const ruled = table(
    'first',
    [A],
    [
      { cells: [holds(not(low))], origin: at('/rules/0') },
      { cells: [null], origin: at('/rules/1') },
    ],
  );
  const points = pickNumber(binned, [5n, 7n], 1, at('/points'));
  const total = arithmetic('add', [points, ruled], at('/total'));
  expect(result({ value: value(total) }, { a: 12 }, 'en', true).trace).toEqual([
    { definition: 'formula/tried', pointer: '/a', value: 12 },
    { definition: 'formula/tried', pointer: '/bins/1', value: true },
    { definition: 'formula/tried', pointer: '/points', value: 0.7 },
    { definition: 'formula/tried', pointer: '/low', value: false },
    { definition: 'formula/tried', pointer: '/rules/0', value: true },
    { definition: 'formula/tried', pointer: '/total', value: 0.7 },
  ]);
});

test('a trace changes nothing else of a result', () => {
  const part: Partial<Decision> = { value: value(arithmetic('add', [A, A], ORIGIN)), reasons: [plan('x', A)] };
  const { trace, ...rest } = result(part, { a: 4 }, 'en', true);
  expect([trace?.length, rest]).toEqual([2, result(part, { a: 4 })]);
});

test('frozen cuts are constants where they are given and missing where not', () => {
  const part = decisionOf({ value: value(cut('segmentation/share', 1, numberType(2))) });
  const compiled = (cuts: object) => compiledOf([part], entities, cuts).decide({ facts: {} })['formula/tried']?.value;
  expect([
    compiled({}),
    compiled({ cuts: { 'segmentation/share': [1, 2.5] } }),
    compiled({ cuts: { 'segmentation/share': [1, '2.50'] } }),
  ]).toEqual([null, 2.5, 2.5]);
});

test('a record may be made of checked columns and evaluates to the same', () => {
  const compiled = compiledOf(
    [
      decisionOf({
        value: {
          kind: 'object',
          members: [A, B, C, input('$previous.class'), input('$asOf')].map((of, i) => ({
            name: `v${i}`,
            shape: value(of),
          })),
        },
      }),
    ],
    entities,
  );
  const request = { facts: { a: 5, c: '12345678901234567.89' }, $asOf: '1970-01-11', $previous: { class: 'gold' } };
  const rows = [
    [5, null, 1_234_567_890_123_456_789n],
    [5n, undefined, 1_234_567_890_123_456_789n],
  ];
  for (const row of rows)
    expect(compiled.evaluate(compiled.fromRow(row, { asOf: 10n, previous: { class: 'gold' } }))).toEqual(
      compiled.decide(request),
    );
});

test('a reference without a decision is a mistake of the caller', () => {
  expect(() => compile(link([]), ['criteria/none'])).toThrow('criteria/none has no decision');
});

test('no text of a definition reaches the source but as a literal', () => {
  const nasty = `"];throw new Error('in');//\u2028\\`;
  const named = declared(nasty, { kind: 'string', enum: [nasty, 'x'] });
  const part = decisionOf({
    id: nasty,
    value: {
      kind: 'object',
      members: [
        { name: nasty, shape: value(field(named, null)) },
        { name: 'same', shape: value(compare('=', field(named, null), constant(STRING, nasty))) },
      ],
    },
    reasons: [plan(nasty, lossOf(1))],
  });
  const results = compiledOf([part], [entityOf('entity/customer', [named])], { trace: true }).decide({
    facts: { [nasty]: nasty },
  });
  expect(results[nasty]?.value).toEqual({ [nasty]: nasty, same: true });
  expect(results[nasty]?.reasons[0]?.code).toBe(nasty);
});

const PRODUCTS = [
  {
    kind: 'entity',
    name: 'customer',
    fields: {
      risk: { type: 'integer', minimum: 0, maximum: 5 },
      age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    },
  },
  {
    kind: 'entity',
    name: 'product',
    key: 'code',
    fields: { code: { type: 'string' }, risk: { type: 'integer', minimum: 0, maximum: 5 } },
  },
];

test('products are read strictly, each at its place', () => {
  const pair = decisionOf({
    facts: { kind: 'pair', customer: 'entity/customer', product: 'entity/product' },
    value: {
      kind: 'products',
      item: { kind: 'object', members: [{ name: 'gap', shape: value(gap()) }] },
      order: gap(),
      reasons: [plan('gap', gap())],
    },
  });
  const library = link(PRODUCTS.map((document) => ({ document })));
  const compiled = compile(
    {
      around: { decision: () => pair, entity: (id) => library.around.entity(id) },
      definitions: new Map([['formula/tried', STAMP]]),
    },
    ['formula/tried'],
  );
  const decide = (products: unknown) => compiled.decide({ facts: { risk: 3 }, products }, 'en')['formula/tried'];
  expect(
    decide([
      { code: 'x', risk: 2 },
      { code: 'y', risk: 0 },
      { code: 'z', risk: 5 },
    ])?.value,
  ).toEqual([
    { gap: 3, reasons: [{ code: 'gap', text: 'gap!', loss: 3 }] },
    { gap: 1, reasons: [{ code: 'gap', text: 'gap!', loss: 1 }] },
    { gap: -2, reasons: [] },
  ]);
  expect(decide([{ code: 'x', risk: 9, colour: 1 }])?.problems.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['fact-out-of-domain', '/products/0/risk'],
    ['fact-unknown', '/products/0/colour'],
  ]);
  expect(decide(undefined)?.problems.map(({ code }) => code)).toEqual(['products-missing']);
});

/** customer.risk − product.risk */
function gap(): Expression {
  const seat = (name: string) =>
    field(declared(name, { kind: 'row', entity: `entity/${name}` }, {}, 'matching/tried'), null);
  const risk = (name: string) => field(declared('risk', numberType(0, 0n, 5n), {}, `entity/${name}`), seat(name));
  return arithmetic('subtract', [risk('customer'), risk('product')]);
}
