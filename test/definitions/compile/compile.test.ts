import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { Decision } from '../../../definitions/model/decision.ts';
import { bins, pickNumber, table } from '../../../definitions/expression/build-list.ts';
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
  not,
  or,
  within,
} from '../../../definitions/expression/build-logic.ts';
import { arithmetic, weightedSum } from '../../../definitions/expression/build-number.ts';
import { numberType, STRING } from '../../../definitions/model/type.ts';
import { link } from '../../../definitions/library.ts';
import { defineProblems } from '../../../definitions/model/problem.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN, STAMP } from '../../support/hand-built.ts';
import { A, B, C, entities, plan, result, value, within01 } from '../../support/tried.ts';

defineProblems({
  'tried-warning': { severity: 'warning', status: 200, 'zh-CN': '注意 {what}', en: 'Mind {what}' },
  'tried-refusal': { severity: 'error', status: 422, 'zh-CN': '不行', en: 'It cannot be' },
});

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

test('texts are in the language of the reader', () => {
  const shape: Decision['value'] = { kind: 'text', index: integer(0), texts: [{ 'zh-CN': '黄金', en: 'gold' }] };
  expect([result({ value: shape }, {}, 'zh-CN').value, result({ value: shape }, {}, 'en').value]).toEqual([
    '黄金',
    'gold',
  ]);
});

test('problems are those whose condition holds, in order; a refusing one takes value and reasons away', () => {
  const isNegative = holds(compare('<', A, integer(0)));
  const problems: Decision['problems'] = [
    { code: 'tried-warning', slots: { what: 'the step' }, when: isMissing(B), refuses: false, origin: ORIGIN },
    { code: 'tried-refusal', slots: {}, when: isNegative, refuses: true, origin: ORIGIN },
  ];
  const part: Partial<Decision> = {
    value: value(A),
    reasons: [plan('x', decimal(1n, 1))],
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
    reasons: [plan(nasty, decimal(1n, 1))],
  });
  const results = compiledOf([part], [entityOf('entity/customer', [named])], { trace: true }).decide({
    facts: { [nasty]: nasty },
  });
  expect(results[nasty]?.value).toEqual({ [nasty]: nasty, same: true });
  expect(results[nasty]?.reasons[0]?.code).toBe(nasty);
});
