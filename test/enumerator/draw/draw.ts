import fc from 'fast-check';
import type { JsonObject } from '../../../definitions/index.ts';
import { WORLD } from './entities.ts';
import { CRITERIA, FORMULA, MATCHING, REFERENCE, REGRESSION } from './others.ts';
import { SCORECARD } from './scorecards.ts';
import { BY_CRITERIA, COMPOSITE, MATRIX, SHARE } from './segmentations.ts';
import { TABLE } from './tables.ts';

/** What one draw is about: definitions that are judged, and those they are built on. */
export interface Drawn {
  readonly targets: readonly JsonObject[];
  readonly around: readonly JsonObject[];
}

const named = (name: string, of: fc.Arbitrary<JsonObject>) => of.map((document): JsonObject => ({ ...document, name }));

/** Definitions that others read. */
const POINTS: JsonObject = {
  kind: 'scorecard',
  name: 'points',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [
    {
      name: 'n',
      fact: 'n',
      bins: [
        { in: '(-∞, 1]', score: 0 },
        { in: '(1, 2]', score: 1 },
        { in: '(2, ∞)', score: 2 },
        { missing: true, score: 3 },
      ],
    },
  ],
  bands: [
    { name: 'few', in: '[0, 2)' },
    { name: 'many', in: '[2, 3]' },
  ],
};
const MORE: JsonObject = {
  kind: 'scorecard',
  name: 'more',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [
    {
      name: 'm',
      fact: 'm',
      bins: [
        { in: '(-∞, 1)', score: 1 },
        { in: '[1, ∞)', score: 2 },
        { missing: true, score: 0 },
      ],
    },
  ],
};
const amount = (text: string, ifMissing: string): JsonObject => ({
  kind: 'formula',
  name: 'amount',
  entity: 'entity/customer',
  outputs: ['amount'],
  lines: [{ name: 'amount', type: 'integer', text, ifMissing }],
});
const FIXED: readonly JsonObject[] = [
  POINTS,
  MORE,
  {
    kind: 'formula',
    name: 'home-level',
    entity: 'entity/home',
    outputs: ['level'],
    lines: [{ name: 'level', type: 'integer', text: 'r + 1', ifMissing: 'missing' }],
  },
  {
    kind: 'criteria',
    name: 'at-home',
    entity: 'entity/home',
    when: { all: [{ fact: 'r', operator: 'greaterThan', value: 0 }] },
  },
  {
    kind: 'criteria',
    name: 'usual',
    entity: 'entity/customer',
    when: {
      any: [
        { fact: 'n', operator: 'greaterThan', value: 1 },
        { fact: 'b', operator: 'equal', value: true },
      ],
    },
  },
  {
    kind: 'regression',
    name: 'line',
    entity: 'entity/customer',
    link: 'identity',
    intercept: 1,
    decimals: 1,
    terms: [{ fact: 'x', coefficient: 5, ifMissing: 'missing' }],
  },
  {
    kind: 'reference',
    name: 'fees',
    key: ['h'],
    fields: { h: { type: 'string' }, fee: { type: 'integer', minimum: 0, maximum: 2 } },
    rows: [
      { h: 'A', fee: 0 },
      { h: 'B', fee: 2 },
    ],
  },
];
const AMOUNT = fc.constantFrom(
  amount('n', 'missing'),
  amount('n + m', 'refuse'),
  amount('3 - n', 'missing'),
  amount('sqrt(n) * m', 'missing'),
  amount('n / m', 'refuse'),
);

const one = (of: fc.Arbitrary<JsonObject>) => named('target', of).map((document): readonly JsonObject[] => [document]);

const TARGETS: fc.Arbitrary<readonly JsonObject[]> = fc.oneof(
  { weight: 3, arbitrary: CRITERIA },
  { weight: 6, arbitrary: one(TABLE) },
  { weight: 6, arbitrary: one(SCORECARD) },
  { weight: 3, arbitrary: one(COMPOSITE) },
  { weight: 3, arbitrary: one(BY_CRITERIA) },
  { weight: 3, arbitrary: one(MATRIX) },
  { weight: 2, arbitrary: one(SHARE) },
  { weight: 4, arbitrary: one(FORMULA) },
  { weight: 3, arbitrary: one(REGRESSION) },
  { weight: 3, arbitrary: one(MATCHING) },
  { weight: 3, arbitrary: one(REFERENCE) },
);

/** A draw: small definitions of any kind over a small world, with as much of what others are built on as they mention. */
export const DRAWN: fc.Arbitrary<Drawn> = fc.tuple(TARGETS, WORLD, AMOUNT).map(([targets, world, drawn]): Drawn => {
  const supports = [...FIXED, drawn];
  const text = JSON.stringify([targets, world]);
  const mentioned = supports.filter((one_) => text.includes(`${String(one_['kind'])}/${String(one_['name'])}`));
  return { targets, around: [...Object.values(world), ...mentioned] };
});
