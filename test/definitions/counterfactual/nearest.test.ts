import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, isObject, type JsonObject, link, type Result } from '../../../definitions/index.ts';
import { nearest } from '../../../definitions/counterfactual/nearest.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000 },
    months: { type: 'integer', minimum: 0, maximum: 600 },
    grade: { type: 'string', enum: ['A', 'B', 'C'], optional: true },
    price: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000 },
    pieces: { type: 'integer', minimum: 0, maximum: 1000 },
  },
  derived: { turnover: { text: 'price * pieces', type: 'decimal', decimals: 2 } },
};
const bins = (...cuts: readonly [string, number][]) => cuts.map(([range, score]) => ({ in: range, score }));
const CARD: JsonObject = {
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/customer',
  decimals: 2,
  combine: 'weighted-mean',
  characteristics: [
    {
      name: 'aum',
      fact: 'aum',
      weight: 0.6,
      bins: bins(['[0, 10000)', 0], ['[10000, 50000)', 50], ['[50000, ∞)', 100]),
    },
    { name: 'months', fact: 'months', weight: 0.4, bins: bins(['[0, 24)', 0], ['[24, ∞)', 100]) },
  ],
  bands: [
    { name: 'low', in: '[0, 40)' },
    { name: 'middle', in: '[40, 75)' },
    { name: 'high', in: '[75, 100]' },
  ],
};
const BUYER: JsonObject = {
  kind: 'criteria',
  name: 'buyer',
  entity: 'entity/customer',
  when: { all: [{ fact: 'turnover', operator: 'greaterThanInclusive', value: 500 }] },
};
const library = link([ENTITY, CARD, BUYER].map((document) => ({ document })));
const base = { price: 1, pieces: 1 };

describe('the smallest change that reaches a class', () => {
  it.each<[string, string, string, JsonObject, readonly string[] | undefined, unknown]>([
    [
      'raises one figure to the next bound',
      'scorecard/card',
      'middle',
      { aum: 8000, months: 0 },
      undefined,
      [['months', 24]],
    ],
    ['stays where it is wanted', 'scorecard/card', 'low', { aum: 8000, months: 0 }, undefined, []],
    [
      'changes two where one does not suffice',
      'scorecard/card',
      'high',
      { aum: 8000, months: 0 },
      undefined,
      [
        ['aum', 50000],
        ['months', 24],
      ],
    ],
    [
      'keeps to the facts that may change',
      'scorecard/card',
      'middle',
      { aum: 8000, months: 0 },
      ['aum'],
      [['aum', 50000]],
    ],
    ['says so where they do not suffice', 'scorecard/card', 'high', { aum: 8000, months: 0 }, ['aum'], null],
    ['lowers to just below a bound', 'scorecard/card', 'low', { aum: 50000, months: 0 }, ['aum'], [['aum', 49999.99]]],
    [
      'finds the value at which a computation suffices',
      'criteria/buyer',
      'true',
      { price: 2.5, pieces: 10 },
      ['pieces'],
      [['pieces', 200]],
    ],
  ])('%s', (_, id, to, facts, fields, changes) => {
    const question = nearest(library, id, to, fields === undefined ? {} : { fields });
    expect(question.problems).toEqual([]);
    const answer = question.ask({ facts: { ...base, ...facts } });
    expect(answer.changes?.map((change) => [change.field, change.to]) ?? null).toEqual(changes);
  });

  it('finds a change where it may not look for the smallest one, and takes back what is not needed', () => {
    const facts = { ...base, aum: 8000, months: 0 };
    const answer = nearest(library, 'scorecard/card', 'high', { most: 2 }).ask({ facts });
    expect(answer).toMatchObject({ isProved: false, result: { value: { band: 'high' } } });
    expect(answer.changes?.map((change) => [change.field, change.to])).toEqual([
      ['aum', 50000],
      ['months', 24],
    ]);
  });

  it('reaches an output of a decision table, and names any other text', () => {
    const table: JsonObject = {
      kind: 'decision-table',
      name: 'way',
      entity: 'entity/customer',
      hitPolicy: 'first',
      inputs: [{ fact: 'city' }],
      outputs: [{ name: 'way', type: 'string', enum: ['near', 'far'] }],
      rules: [{ when: [['杭州', '宁波']], then: ['near'] }],
      otherwise: ['far'],
    };
    const places = link(
      [{ ...ENTITY, fields: { city: { type: 'string' } }, derived: {} }, table].map((document) => ({ document })),
    );
    const question = nearest(places, 'decision-table/way#way', 'far');
    const answer = question.ask({ city: '杭州' });
    expect(answer.changes).toMatchObject([{ field: 'city', from: '杭州', isAnyOther: true }]);
    expect(question.words(answer, 'en')).toBe('near → far: city: 杭州 → any other');
    expect(nearest(places, 'decision-table/way', 'near').ask({ city: '北京' }).changes).toMatchObject([{ to: '杭州' }]);
  });

  it('says of a record that is refused why, and changes nothing', () => {
    const question = nearest(library, 'scorecard/card', 'high');
    const answer = question.ask({ facts: { ...base, aum: -1, months: 0 } });
    expect(answer).toMatchObject({ changes: null, isProved: false, problems: [{ code: 'fact-out-of-domain' }] });
    expect(question.words(answer, 'zh-CN')).toMatch(/记录被拒绝：.*aum/);
  });

  it('tells the difference of a figure, and what each fact could do alone', () => {
    const answer = nearest(library, 'scorecard/card', 'middle').ask({ facts: { aum: 38_000.5, months: 3 } });
    expect(answer.changes).toEqual([{ field: 'aum', from: 38_000.5, to: 50_000, delta: 11_999.5 }]);
    expect(answer.alone).toEqual([
      { field: 'aum', from: 38_000.5, to: 50_000, delta: 11_999.5 },
      { field: 'months', from: 3, to: 24, delta: 21 },
    ]);
  });

  it('reaches the class it says, by a change no dearer than any single one', () => {
    const compiled = compile(library, ['scorecard/card']);
    const bandOf = (facts: JsonObject) => {
      const { value } = compiled.decide({ facts })['scorecard/card'] as Result;
      return isObject(value) ? value['band'] : null;
    };
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 0, max: 600 }),
        fc.constantFrom('low', 'middle', 'high'),
        (aum, months, to) => {
          const facts = { aum, months };
          const answer = nearest(library, 'scorecard/card', to).ask({ facts });
          expect(answer.changes).not.toBeNull();
          const changed = Object.fromEntries((answer.changes ?? []).map((change) => [change.field, change.to]));
          expect(bandOf({ ...facts, ...changed })).toBe(to);
          expect(answer.alone.length === 0 || (answer.changes ?? []).length <= 1).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each<[string, string, string, readonly string[] | undefined, string]>([
    ['a class that is none', 'scorecard/card', 'gold', undefined, 'unknown-class'],
    ['a definition that gives no class', 'entity/customer', 'x', undefined, 'not-a-choice'],
    ['a fact that is not read', 'scorecard/card', 'high', ['price'], 'unknown-actionable'],
  ])('refuses %s', (_, id, to, fields, code) => {
    expect(
      nearest(library, id, to, fields === undefined ? {} : { fields }).problems.map((problem) => problem.code),
    ).toEqual([code]);
  });
});

/** Definitions over a few fields, and what reaches a class of theirs. */
interface Case {
  readonly fields: JsonObject;
  readonly derived?: JsonObject;
  readonly when: JsonObject;
  readonly facts: JsonObject;
  /** Field and value; null: nothing reaches it. */
  readonly changes: readonly (readonly [string, unknown])[] | null;
  /** Fields that reach it by themselves. */
  readonly alone?: readonly (readonly [string, unknown])[];
  readonly isProved?: boolean;
}

const INTEGER = { type: 'integer', minimum: 0, maximum: 9 };
const MONEY = { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000 };
const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value }) as JsonObject;

describe('bounds that a definition names for what it computes', () => {
  it.each<[string, Case]>([
    [
      'found 19: a sum',
      {
        fields: { a: INTEGER },
        derived: { p: { text: 'a + 1', type: 'integer' } },
        when: is('p', 'equal', 5),
        facts: { a: 0 },
        changes: [['a', 4]],
      },
    ],
    [
      'found 19: a ratio',
      {
        fields: { loan: MONEY, income: { ...MONEY, minimum: 1 } },
        derived: { ratio: { text: 'loan / income', type: 'decimal', decimals: 4 } },
        when: is('ratio', 'lessThanInclusive', 0.5),
        facts: { loan: 300, income: 400 },
        // 200.01 / 400 is 0.500025, 0.5000 as it is shown; so is 300 / 599.95.
        changes: [['loan', 200.01]],
        alone: [
          ['loan', 200.01],
          ['income', 599.95],
        ],
      },
    ],
    [
      'found 19: a distance',
      {
        fields: { a: INTEGER },
        derived: { far: { text: 'abs(a - 5)', type: 'integer' } },
        when: is('far', 'lessThan', 2),
        facts: { a: 9 },
        changes: [['a', 6]],
      },
    ],
    [
      'found 19: a period until today',
      {
        fields: { seen: { type: 'date' } },
        when: is('seen', 'withinLast', 'P3M'),
        facts: { seen: '2025-01-01' },
        changes: [['seen', '2026-03-31']],
      },
    ],
    [
      'found 20: two facts that are compared',
      {
        fields: { loan: MONEY, income: MONEY },
        when: is('loan', 'greaterThanInclusive', { fact: 'income' }),
        facts: { loan: 100, income: 200 },
        // Half of the income is less than all of the loan.
        changes: [['income', 100]],
        alone: [
          ['loan', 200],
          ['income', 100],
        ],
      },
    ],
    [
      'found 20: a remainder',
      {
        fields: { a: { type: 'integer', minimum: 0 } },
        derived: { rest: { text: 'modulo(a, 10)', type: 'integer' } },
        when: is('rest', 'greaterThanInclusive', 5),
        facts: { a: 1 },
        changes: [['a', 5]],
      },
    ],
    [
      'found 21: a beginning',
      {
        fields: { code: { type: 'string' } },
        when: is('code', 'startsWith', 'AB'),
        facts: { code: 'x' },
        changes: [['code', 'AB']],
        isProved: false,
      },
    ],
    [
      'found 21: not a beginning',
      {
        fields: { code: { type: 'string' } },
        when: { not: is('code', 'startsWith', 'AB') },
        facts: { code: 'ABC' },
        changes: [['code', '其他']],
        isProved: false,
      },
    ],
    [
      'found 21: a pattern',
      {
        fields: { code: { type: 'string' } },
        when: is('code', 'matches', '^[A-Z]{2}[0-9]{3}$'),
        facts: { code: 'x' },
        changes: [['code', 'AA000']],
        isProved: false,
      },
    ],
    [
      'found 34: one change of an enum, however far its member stands',
      {
        fields: {
          grade: { type: 'string', enum: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] },
          a: { ...INTEGER, maximum: 100 },
          b: { ...INTEGER, maximum: 100 },
        },
        when: {
          any: [is('grade', 'equal', 'G'), { all: [is('a', 'between', '[10, 90]'), is('b', 'between', '[10, 90]')] }],
        },
        facts: { grade: 'A', a: 9, b: 9 },
        changes: [['grade', 'G']],
      },
    ],
    [
      'what no value gives',
      {
        fields: { a: INTEGER, b: INTEGER },
        derived: { p: { text: 'a * 2 + b * 4', type: 'integer' } },
        when: is('p', 'equal', 7),
        facts: { a: 0, b: 0 },
        changes: null,
      },
    ],
  ])('%s', (_, { fields, derived = {}, when, facts, changes, alone, isProved = true }) => {
    const documents = [
      { kind: 'entity', name: 'one', fields, derived },
      { kind: 'criteria', name: 'asked', entity: 'entity/one', when: { all: [when] } },
    ];
    const linked = link(documents.map((document) => ({ document })));
    expect(linked.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const answer = nearest(linked, 'criteria/asked', 'true').ask({ facts, $asOf: '2026-06-30' });
    const pairs = (list: typeof answer.changes) => list?.map((change) => [change.field, change.to]) ?? null;
    expect([pairs(answer.changes), answer.isProved]).toEqual([changes, isProved]);
    if (alone !== undefined) expect(pairs(answer.alone)).toEqual(alone);
  });

  it('takes a class by its title', () => {
    const titled = structuredClone(CARD) as { bands: JsonObject[] } & JsonObject;
    titled.bands[2] = { ...titled.bands[2], title: { 'zh-CN': '优质', en: 'Good' } };
    const linked = link([ENTITY, titled, BUYER].map((document) => ({ document })));
    const facts = { ...base, aum: 8000, months: 24 };
    for (const to of ['high', '优质', 'Good'])
      expect(nearest(linked, 'scorecard/card', to).ask({ facts })).toMatchObject({ to: 'high', isProved: true });
  });
});
