import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { examine, witnessOf } from './workbench.ts';

const card = (name: string, fact: string, weight = 1): JsonObject => ({
  kind: 'scorecard',
  name,
  entity: 'entity/customer',
  decimals: 2,
  combine: 'weighted-mean',
  characteristics: [
    {
      name: fact,
      fact,
      weight,
      bins: [
        { in: '(-∞, 10)', score: 20 },
        { in: '[10, 60)', score: 60 },
        { in: '[60, ∞)', score: 100 },
      ],
    },
  ],
});
const CARDS = [card('one', 'age'), card('two', 'deposited')];
const composite = (classes: readonly (readonly [string, string])[], more: JsonObject = {}): JsonObject => ({
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  method: 'composite',
  decimals: 2,
  scores: [
    { of: 'scorecard/one#score', weight: 0.6 },
    { of: 'scorecard/two#score', weight: 0.4 },
  ],
  classes: classes.map(([name, range]) => ({ name, in: range })),
  ...more,
});
const when = (fact: string, operator: string, value: JsonObject[string]) => ({ all: [{ fact, operator, value }] });
const byCriteria = (classes: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  method: 'criteria',
  classes,
  ...more,
});

describe('sound segmentations are proved', () => {
  it.each<[string, JsonObject[]]>([
    [
      'a composite',
      [
        ...CARDS,
        composite([
          ['c', '[0, 40)'],
          ['b', '[40, 80)'],
          ['a', '[80, 100]'],
        ]),
      ],
    ],
    [
      'a composite with an exception',
      [
        ...CARDS,
        composite(
          [
            ['c', '[0, 40)'],
            ['b', '[40, 80)'],
            ['a', '[80, 100]'],
          ],
          { exceptions: [{ when: when('payroll', 'equal', true), class: 'c', reason: 'payroll' }] },
        ),
      ],
    ],
    [
      'criteria with a rest',
      [
        byCriteria(
          [
            { name: 'old', when: when('age', 'greaterThanInclusive', 60) },
            { name: 'rich', when: when('aum', 'greaterThan', 1000) },
          ],
          { otherwise: { name: 'rest' } },
        ),
      ],
    ],
    [
      'criteria that cover',
      [
        byCriteria([
          { name: 'old', when: when('age', 'greaterThanInclusive', 60) },
          { name: 'young', when: when('age', 'lessThan', 60) },
        ]),
      ],
    ],
    [
      'a matrix',
      [
        {
          kind: 'segmentation',
          name: 'class',
          entity: 'entity/customer',
          method: 'matrix',
          rows: {
            of: 'age',
            bands: [
              { name: 'y', in: '[0, 60)' },
              { name: 'o', in: '[60, 120]' },
            ],
          },
          columns: {
            of: 'months',
            bands: [
              { name: 's', in: '[0, 24)' },
              { name: 'l', in: '[24, ∞)' },
              { name: 'u', missing: true },
            ],
          },
          cells: {
            y: { s: { class: 'a' }, l: { class: 'b' }, u: { class: 'a' } },
            o: { s: { class: 'c' }, l: { class: 'b' }, u: { class: 'c' } },
          },
        },
      ],
    ],
  ])('%s', (_, documents) => {
    const examined = examine(...documents);
    expect([examined.errors, examined.faults]).toEqual([[], []]);
  });
});

describe('broken segmentations are refuted', () => {
  it('a composite that falls into no class', () => {
    const examined = examine(
      ...CARDS,
      composite([
        ['c', '[0, 40)'],
        ['b', '[40, 76)'],
        ['a', '(76, 100]'],
      ]),
    );
    expect(examined.faults).toEqual(['classes-partition refuted band-gap /classes']);
    expect(examined.decide(witnessOf(examined, 'band-gap')).value).toBeNull();
  });

  it('a composite that falls into two', () => {
    const examined = examine(
      ...CARDS,
      composite([
        ['c', '[0, 40)'],
        ['b', '[40, 76]'],
        ['a', '[76, 100]'],
      ]),
    );
    expect(examined.faults).toEqual(['classes-partition refuted band-overlap /classes/2']);
  });

  it('a hole that no composite falls into is none', () => {
    expect(
      examine(
        ...CARDS,
        composite([
          ['c', '[0, 40)'],
          ['b', '[40, 70)'],
          ['a', '[75, 100]'],
        ]),
      ).faults,
    ).toEqual([]);
  });

  it('a class between all composites', () => {
    expect(
      examine(
        ...CARDS,
        composite([
          ['c', '[0, 61)'],
          ['x', '[61, 65)'],
          ['a', '[65, 100]'],
        ]),
      ).faults,
    ).toEqual(['classes-reachable refuted band-unreachable /classes/1']);
  });

  it('a class hidden by those before', () => {
    const examined = examine(
      byCriteria(
        [
          { name: 'grown', when: when('age', 'greaterThanInclusive', 18) },
          { name: 'old', when: when('age', 'greaterThanInclusive', 60) },
        ],
        { otherwise: { name: 'rest' } },
      ),
    );
    expect(examined.faults).toEqual(['classes-reachable refuted class-unreachable /classes/1']);
  });

  it('a record that no class takes', () => {
    const examined = examine(
      byCriteria([
        { name: 'old', when: when('age', 'greaterThan', 60) },
        { name: 'young', when: when('age', 'lessThan', 60) },
      ]),
    );
    expect(examined.faults).toEqual(['classes-partition refuted class-gap /classes']);
    expect(examined.decide(witnessOf(examined, 'class-gap')).value).toBeNull();
  });

  it('a rest that nothing is left for', () => {
    const examined = examine(
      byCriteria(
        [
          { name: 'old', when: when('age', 'greaterThanInclusive', 60) },
          { name: 'young', when: when('age', 'lessThan', 60) },
        ],
        { otherwise: { name: 'rest' } },
      ),
    );
    expect(examined.faults).toEqual(['classes-reachable refuted class-unreachable /otherwise']);
  });

  it('an exception that never holds', () => {
    const never = {
      all: [
        { fact: 'age', operator: 'lessThan', value: 10 },
        { fact: 'age', operator: 'greaterThan', value: 20 },
      ],
    };
    const examined = examine(
      ...CARDS,
      composite(
        [
          ['c', '[0, 40)'],
          ['b', '[40, 80)'],
          ['a', '[80, 100]'],
        ],
        { exceptions: [{ when: never, class: 'c', reason: 'x' }] },
      ),
    );
    expect(examined.faults).toEqual(['exceptions-reachable refuted exception-unreachable /exceptions/0']);
  });
});

describe('exceptions and whom a segmentation applies to', () => {
  const classes = [
    ['c', '[0, 40)'],
    ['b', '[40, 80)'],
    ['a', '[80, 100]'],
  ] as const;
  const single = (more: JsonObject, some: readonly (readonly [string, string])[] = classes) =>
    composite(some, { scores: [{ of: 'scorecard/one#score', weight: 1 }], ...more });
  const old = when('age', 'greaterThanInclusive', 60);
  const young = when('age', 'lessThan', 60);
  const hidden = ['classes-reachable refuted class-hidden /classes/2'];
  it.each<[string, JsonObject, string[]]>([
    ['an exception takes all of a class', single({ exceptions: [{ when: old, class: 'c', reason: 'x' }] }), hidden],
    ['an exception gives the class itself', single({ exceptions: [{ when: old, class: 'a', reason: 'x' }] }), []],
    ['nobody of a class is among those it applies to', single({ appliesTo: young }), hidden],
    ['a hole outside whom it applies to is none', single({ appliesTo: young }, classes.slice(0, 2)), []],
    [
      'a hole that an exception closes is none',
      single({ exceptions: [{ when: old, class: 'c', reason: 'x' }] }, classes.slice(0, 2)),
      [],
    ],
    [
      'a class by criteria that an exception takes',
      byCriteria(
        [
          { name: 'old', when: old },
          { name: 'rich', when: when('aum', 'greaterThan', 1000) },
        ],
        {
          otherwise: { name: 'rest' },
          exceptions: [{ when: when('age', 'greaterThan', 50), class: 'rest', reason: 'x' }],
        },
      ),
      ['classes-reachable refuted class-hidden /classes/0'],
    ],
  ])('%s', (_, document, faults) => {
    const examined = examine(...CARDS, document);
    expect([examined.errors, examined.faults]).toEqual([[], faults]);
  });

  it('a hole is shown by a record that comes to the classes', () => {
    const examined = examine(...CARDS, single({ appliesTo: when('grade', 'equal', 'D') }, classes.slice(0, 2)));
    expect(examined.faults).toEqual(['classes-partition refuted band-gap /classes']);
    const result = examined.decide(witnessOf(examined, 'band-gap'));
    expect([result.value, result.problems.map(({ code }) => code)]).toEqual([null, ['value-not-covered']]);
  });
});

describe('classes with an order', () => {
  it.each<[string, number, number, string[]]>([
    ['rise with a measure that is good when high', 1, 2, []],
    ['fall with it', 2, 1, ['monotone refuted not-monotone /classes']],
  ])('%s', (_, low, high, faults) => {
    const examined = examine(
      byCriteria([
        { name: 'poor', order: low, when: when('aum', 'lessThan', 1000) },
        { name: 'rich', order: high, when: when('aum', 'greaterThanInclusive', 1000) },
      ]),
    );
    expect([examined.errors, examined.faults]).toEqual([[], faults]);
  });
});

describe('the cells of a matrix', () => {
  it('that no record comes to are told', () => {
    const axis = (cut: number) => ({
      of: 'age',
      bands: [
        { name: 'l', in: `[0, ${cut})` },
        { name: 'h', in: `[${cut}, 120]` },
      ],
    });
    const cells = { l: { l: { class: 'p' }, h: { class: 'q' } }, h: { l: { class: 'p' }, h: { class: 'r' } } };
    const matrix = { kind: 'segmentation', name: 'class', entity: 'entity/customer', method: 'matrix' };
    const examined = examine({ ...matrix, rows: axis(30), columns: axis(60), cells });
    expect(examined.faults).toEqual(['cells-reachable refuted cell-unreachable /cells']);
  });
});
