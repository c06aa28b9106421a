import { describe, expect, it } from 'vitest';
import type { Json } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { prove } from '../../../definitions/prove.ts';
import { compile } from '../../../definitions/compile.ts';
import { MOST_TOLD } from '../../../definitions/model/problem.ts';
import { criteria, entity } from '../traps/told.ts';
import { CUSTOMER, keyed, leaf, linked, many } from './linked.ts';

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = leaf;
  for (let i = 0; i < levels; i += 1) value = wrap(value);
  return value;
}

function knot(): unknown {
  const itself: Record<string, unknown> = {};
  itself['itself'] = itself;
  return itself;
}

describe('documents that are too deep, too many or too large', () => {
  it.each<[string, () => readonly unknown[], readonly string[]]>([
    ['a million nested lists', () => [criteria(nested(1_000_000, (inner) => [inner]) as Json)], ['nested-too-deep']],
    [
      'a hundred thousand nested nots',
      () => [criteria(nested(100_000, (inner) => ({ not: inner })) as Json)],
      ['nested-too-deep'],
    ],
    ['an object that holds itself', () => [knot()], ['nested-too-deep']],
    [
      'lists shared four by four, sixty deep',
      () => [nested(60, (inner) => [inner, inner, inner, inner])],
      ['document-too-large', 'too-many-conditions'],
    ],
    ['100,000 leaves', () => [criteria({ all: many(100_000, () => leaf) })], ['too-many-conditions']],
    [
      '100,000 leaves in several lists',
      () => [criteria({ any: many(20, () => ({ all: many(5_000, () => leaf) })) })],
      ['too-many-conditions'],
    ],
    ['6,000,000 values', () => [criteria({ all: many(6_000_000, () => 1) })], ['document-too-large']],
    [
      'a text of 50 MB',
      () => [criteria({ all: [] }, { description: 'x'.repeat(50 * 1024 * 1024) })],
      ['text-too-long'],
    ],
    ['300,000 unknown keys', () => [{ ...criteria({ all: [] }), ...keyed(300_000, 1) }], ['unknown-key']],
    ['300,000 fields', () => [entity(keyed(300_000, { type: 'integer' }, 'f'), { name: 'e' })], ['too-many-items']],
    [
      'a table of 5,001 rules',
      () => [
        {
          kind: 'decision-table',
          name: 't',
          entity: 'entity/customer',
          hitPolicy: 'first',
          inputs: [{ fact: 'age' }],
          outputs: [{ name: 'y', type: 'integer' }],
          rules: many(5_001, () => ({ when: ['-'], then: [1] })),
        },
      ],
      ['too-many-items'],
    ],
    [
      '200,000 rows',
      () => [
        {
          kind: 'reference',
          name: 'r',
          key: ['k'],
          fields: { v: { type: 'integer' } },
          rows: many(200_000, (i) => ({ k: `k${i}`, v: i })),
        },
      ],
      ['too-many-items'],
    ],
    [
      'a row of 300,000 unknown columns',
      () => [
        {
          kind: 'reference',
          name: 'r',
          key: ['k'],
          fields: { v: { type: 'integer' } },
          rows: [{ k: 'a', v: 1, ...keyed(300_000, 1) }],
        },
      ],
      ['column-unknown'],
    ],
    [
      '320,000 wrong cells',
      () => [
        {
          kind: 'decision-table',
          name: 't',
          entity: 'entity/customer',
          hitPolicy: 'first',
          inputs: many(64, () => ({ fact: 'age' })),
          outputs: [{ name: 'y', type: 'integer' }],
          rules: many(5_000, (i) => ({ when: many(64, () => `[x${i}, 1)`), then: [1] })),
        },
      ],
      ['bin-bound-unreadable', 'more-problems'],
    ],
    [
      '9,000,000 cells that a grid lacks',
      () => [
        entity(
          { id: { type: 'string' }, g: { type: 'string', enum: many(3_000, (i) => `g${i}`) } },
          { name: 'e', key: 'id' },
        ),
        {
          kind: 'matching',
          name: 'm',
          customer: 'entity/e',
          product: 'entity/e',
          customerGrade: 'customer.g',
          productGrade: 'product.g',
          grid: { g0: { g0: 'offer' } },
        },
      ],
      ['grid-cell-missing', 'more-problems'],
    ],
    [
      '5,000 unknown values of an enum of 3 MB',
      () => [
        entity({ g: { type: 'string', enum: many(10_000, (i) => `g${i}`.padEnd(280, 'x')) } }, { name: 'e' }),
        {
          kind: 'scorecard',
          name: 's',
          entity: 'entity/e',
          decimals: 0,
          combine: 'sum',
          characteristics: [
            {
              name: 'c',
              fact: 'g',
              bins: [
                { values: many(5_000, (i) => `v${i}`), score: 1 },
                { otherwise: true, score: 1 },
              ],
            },
          ],
        },
      ],
      ['bin-value-not-in-domain', 'more-problems'],
    ],
    [
      '100,000 unknown references among 1,000 definitions',
      () => [
        ...many(1_000, (i) => criteria({ all: [] }, { name: `rule-${i}` })),
        criteria(
          { any: many(10, (j) => ({ all: many(10_000, (i) => ({ condition: `criteria/role-${i}-${j}` })) })) },
          { name: 'bad' },
        ),
      ],
      ['unknown-reference'],
    ],
  ])('%s', (_, documents, codes) => {
    expect(linked(...documents())).toEqual(codes);
  });

  it('tells of at most a hundred problems of a definition, the errors first, and how many more there are', () => {
    const rows = many(150, (i) => ({ when: [`[x${i}, 1)`], then: [1] }));
    const table = {
      kind: 'decision-table',
      name: 't',
      entity: 'entity/customer',
      hitPolicy: 'first',
      inputs: [{ fact: 'age' }, { fact: 'age' }],
      outputs: [{ name: 'y', type: 'integer' }],
      rules: rows.map((row) => ({ ...row, when: [...row.when, ...row.when] })),
    };
    const { problems } = link([CUSTOMER, table].map((document) => ({ document })));
    expect(problems).toHaveLength(MOST_TOLD + 1);
    expect(problems.at(-1)).toMatchObject({ code: 'more-problems', severity: 'note' });
  });
});

describe('the largest table of the language is answered', () => {
  it.each(['unique', 'first', 'any', 'collect', 'collect-sum'])('under %s', (hitPolicy) => {
    const rules = many(5_000, (i) => ({ when: many(64, (j) => `[${i + j},${i + j + 9})`), then: [1] }));
    const table = {
      kind: 'decision-table',
      name: 't',
      entity: 'entity/customer',
      hitPolicy,
      inputs: many(64, () => ({ fact: 'sum' })),
      outputs: [{ name: 'y', type: 'integer' }],
      rules,
    };
    const holder = entity({ sum: { type: 'integer', minimum: 0, maximum: 10_000 } });
    const compiled = compile(link([holder, table].map((document) => ({ document }))), ['decision-table/t']);
    expect(compiled.decide({ facts: { sum: 5 } })['decision-table/t']?.definition.id).toBe('decision-table/t');
  });
});

describe('proofs count what they do', () => {
  it('rows that nothing can reach are left undecided where looking for them would go beyond the budget', () => {
    const rules = many(400, (i) => ({ when: [`[${i},${i + 1})`, `[${i + 500},${i + 501})`], then: [1] }));
    const table = {
      kind: 'decision-table',
      name: 't',
      entity: 'entity/holder',
      hitPolicy: 'collect',
      inputs: [{ fact: 'sum' }, { fact: 'sum' }],
      outputs: [{ name: 'y', type: 'integer' }],
      rules,
    };
    const holder = entity({ sum: { type: 'integer', minimum: 0, maximum: 10_000 } }, { name: 'holder' });
    const library = link([holder, table].map((document) => ({ document })));
    const verdicts = (nodes: number) =>
      new Set(prove(library, ['decision-table/t'], { nodes })[0]?.proofs.map(({ verdict }) => verdict));
    expect([verdicts(100), verdicts(1_000_000)]).toEqual([new Set(['undecided']), new Set(['refuted'])]);
  });
});
