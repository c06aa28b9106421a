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
