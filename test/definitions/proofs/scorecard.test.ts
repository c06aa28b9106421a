import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { isObject } from '../../../definitions/index.ts';
import { examine, witnessOf } from './workbench.ts';

const AGES = [
  { in: '[0, 30)', score: 10 },
  { in: '[30, 60)', score: 50 },
  { in: '[60, 120]', score: 90 },
];
const BANDS = [
  { name: 'low', in: '[0, 40)' },
  { name: 'high', in: '[40, 100]' },
];
const card = (
  characteristics: readonly JsonObject[],
  bands: readonly JsonObject[] = [],
  more: JsonObject = {},
): JsonObject => ({
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/customer',
  decimals: 2,
  combine: 'weighted-mean',
  characteristics,
  ...(bands.length === 0 ? {} : { bands }),
  ...more,
});
const age = (bins: readonly JsonObject[] = AGES) => ({ name: 'age', fact: 'age', weight: 0.5, bins });
const months = (...bins: readonly JsonObject[]) => ({ name: 'months', fact: 'months', weight: 0.5, bins });

describe('sound scorecards are proved', () => {
  it.each<[string, JsonObject]>([
    ['one characteristic', card([age()], BANDS)],
    [
      'a missing bin',
      card(
        [age(), months({ in: '[0, 24)', score: 0 }, { in: '[24, ∞)', score: 80 }, { missing: true, score: 0 })],
        BANDS,
      ),
    ],
    [
      'an enum and an otherwise',
      card(
        [
          {
            name: 'grade',
            fact: 'grade',
            bins: [
              { values: ['A', 'B'], score: 100 },
              { otherwise: true, score: 10 },
            ],
          },
        ],
        BANDS,
      ),
    ],
    [
      'conditions that cover',
      card(
        [
          {
            name: 'c',
            bins: [
              { when: { all: [{ fact: 'age', operator: 'lessThan', value: 30 }] }, score: 10 },
              { when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 30 }] }, score: 90 },
            ],
          },
        ],
        BANDS,
      ),
    ],
    [
      'bands that leave out what is not scored',
      card(
        [age()],
        [
          { name: 'ten', in: '[0, 20]' },
          { name: 'fifty', in: '[40, 60]' },
          { name: 'ninety', in: '[80, 100]' },
        ],
      ),
    ],
    [
      'a derived field',
      card(
        [
          {
            name: 'deposits',
            fact: 'deposits',
            bins: [
              { in: '(-∞, 50000)', score: 10 },
              { in: '[50000, ∞)', score: 90 },
            ],
          },
        ],
        BANDS,
      ),
    ],
    [
      'a negative score',
      card(
        [
          {
            name: 'grade',
            fact: 'grade',
            bins: [
              { values: ['A'], score: -20 },
              { otherwise: true, score: 10 },
            ],
          },
        ],
        [
          { name: 'low', in: '[-20, 0)' },
          { name: 'high', in: '[0, 10]' },
        ],
        { combine: 'sum' },
      ),
    ],
  ])('%s', (_, document) => {
    const examined = examine(document);
    expect(examined.errors).toEqual([]);
    expect(examined.faults).toEqual([]);
    expect(examined.proofs.length).toBeGreaterThan(0);
  });
});

describe('broken scorecards are refuted by a record', () => {
  const problemOf = (result: { readonly value: Json; readonly problems: readonly { readonly code: string }[] }) => [
    result.value,
    result.problems.map((p) => p.code),
  ];

  it('a hole of one year', () => {
    const examined = examine(
      card([
        age([
          { in: '[0, 30)', score: 10 },
          { in: '(30, 120]', score: 90 },
        ]),
      ]),
    );
    expect(examined.faults).toEqual(['bins-partition refuted bin-gap /characteristics/0/bins']);
    const result = examined.decide(witnessOf(examined, 'bin-gap'));
    expect(problemOf(result)).toEqual([null, ['value-not-covered']]);
  });

  it('a hole of one cent in a derived field', () => {
    const bins = [
      { in: '(-∞, 50000)', score: 10 },
      { in: '(50000, ∞)', score: 90 },
    ];
    const examined = examine(card([{ name: 'deposits', fact: 'deposits', bins }]));
    expect(examined.faults).toEqual(['bins-partition refuted bin-gap /characteristics/0/bins']);
    expect(problemOf(examined.decide(witnessOf(examined, 'bin-gap')))).toEqual([null, ['value-not-covered']]);
  });

  it('a missing value that no bin takes', () => {
    const examined = examine(card([months({ in: '[0, ∞)', score: 5 })]));
    expect(
      [...examined.errors, ...examined.faults].some((fault) => fault.includes('missing') || fault.includes('bin-gap')),
    ).toBe(true);
  });

  it('two bins that share a bound', () => {
    const examined = examine(
      card([
        age([
          { in: '[0, 30]', score: 10 },
          { in: '[30, 120]', score: 90 },
        ]),
      ]),
    );
    expect(examined.faults).toEqual(['bins-partition refuted bin-overlap /characteristics/0/bins']);
    const witness = witnessOf(examined, 'bin-overlap');
    expect(isObject(witness) && isObject(witness['facts']) && witness['facts']['age']).toBe(30);
  });

  it('a bin outside the domain', () => {
    expect(examine(card([age([...AGES, { in: '(120, 200]', score: 0 }])])).faults).toEqual([
      'bins-reachable refuted bin-unreachable /characteristics/0/bins/3',
    ]);
  });

  it('conditions that leave a record out', () => {
    const bins = [
      { when: { all: [{ fact: 'age', operator: 'lessThan', value: 30 }] }, score: 1 },
      { when: { all: [{ fact: 'payroll', operator: 'equal', value: true }] }, score: 2 },
    ];
    const examined = examine(card([{ name: 'c', bins }]));
    expect(examined.faults).toEqual(['bins-partition refuted bin-gap /characteristics/0/bins']);
    expect(examined.decide(witnessOf(examined, 'bin-gap')).value).toBeNull();
  });

  it('a condition that earlier ones take whole', () => {
    const bins = [
      { when: { all: [{ fact: 'age', operator: 'lessThan', value: 30 }] }, score: 1 },
      { when: { all: [{ fact: 'age', operator: 'lessThan', value: 20 }] }, score: 2 },
      { otherwise: true, score: 3 },
    ];
    expect(examine(card([{ name: 'c', bins }])).faults).toEqual([
      'bins-reachable refuted bin-unreachable /characteristics/0/bins/1',
    ]);
  });

  it('a band that is never scored', () => {
    const bands = [
      { name: 'low', in: '[0, 50)' },
      { name: 'none', in: '[50, 60)' },
      { name: 'high', in: '[60, 100]' },
    ];
    const examined = examine(
      card(
        [
          age([
            { in: '[0, 30)', score: 10 },
            { in: '[30, 120]', score: 90 },
          ]),
        ],
        bands,
      ),
    );
    expect(examined.faults).toEqual(['bands-reachable refuted band-unreachable /bands/1']);
  });

  it('a score that no band holds', () => {
    const bands = [
      { name: 'low', in: '[0, 50)' },
      { name: 'high', in: '(50, 100]' },
    ];
    const examined = examine(card([age()], bands));
    expect(examined.faults).toEqual(['bands-partition refuted band-gap /bands']);
    expect(examined.decide(witnessOf(examined, 'band-gap')).value).toBeNull();
  });

  it('a score that two bands hold', () => {
    const examined = examine(
      card(
        [age()],
        [
          { name: 'low', in: '[0, 50]' },
          { name: 'high', in: '[50, 100]' },
        ],
      ),
    );
    expect(examined.faults).toEqual(['bands-partition refuted band-overlap /bands/1']);
  });

  it('points that fall while a measure improves', () => {
    const bins = [
      { in: '[0, 1000)', score: 10 },
      { in: '[1000, 5000)', score: 60 },
      { in: '[5000, ∞)', score: 50 },
    ];
    const examined = examine(card([{ name: 'aum', fact: 'aum', bins }]));
    expect(examined.faults).toEqual(['monotone refuted not-monotone ']);
    const [worse, better] = witnessOf(examined, 'not-monotone') as readonly Json[];
    const score = (request: Json | undefined) =>
      (examined.decide(request ?? null).value as JsonObject)['score'] as number;
    expect(score(better)).toBeLessThan(score(worse));
  });
});
