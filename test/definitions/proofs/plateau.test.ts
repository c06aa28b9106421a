import { expect, it } from 'vitest';
import { link, prove } from '../../../definitions/index.ts';

const card = (scores: readonly [number, number, number]) => ({
  kind: 'scorecard',
  name: 'wealth',
  entity: 'entity/client',
  decimals: 0,
  combine: 'sum',
  direction: 'high-is-good',
  characteristics: [
    {
      name: 'aum',
      fact: 'aum',
      bins: ['[0, 100)', '[100, 200)', '[200, 1000]'].map((text, i) => ({ in: text, score: scores[i] })),
    },
    {
      name: 'years',
      fact: 'years',
      bins: [
        { in: '[0, 5)', score: 0 },
        { in: '[5, 50]', score: 20 },
      ],
    },
  ],
});
const documents = (scores: readonly [number, number, number]) => [
  {
    kind: 'entity',
    name: 'client',
    fields: {
      aum: { type: 'integer', minimum: 0, maximum: 1000, direction: 'high-is-good' },
      years: { type: 'integer', minimum: 0, maximum: 50 },
    },
  },
  card(scores),
  {
    kind: 'segmentation',
    name: 'tier',
    entity: 'entity/client',
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'scorecard/wealth#score', weight: 1 }],
    classes: [
      { name: 'low', in: '[0, 40)' },
      { name: 'high', in: '[40, 120]' },
    ],
  },
];

it.each([
  [[10, 60, 60], 'proved'],
  [[10, 60, 50], 'refuted'],
] as const)('points %j of neighbouring bins are monotone: %s', (scores, verdict) => {
  const library = link(documents(scores).map((document) => ({ document })));
  const proofs = prove(library, ['segmentation/tier']).flatMap((one) => one.proofs);
  const monotone = proofs.filter(({ property }) => property.includes('monoton'));
  expect(monotone.map((proof) => proof.verdict)).toEqual([verdict]);
});
