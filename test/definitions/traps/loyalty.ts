import type { JsonObject } from '../../../definitions/model/json.ts';
import type { Result } from '../../../definitions/model/result.ts';
import { decided, entity, given, libraryOf } from './told.ts';

/** The scorecard of the language's example, with a second characteristic. */
export const CUSTOMER = entity({
  tenureMonths: { type: 'integer', minimum: 0, optional: true },
  products: { type: 'integer', minimum: 0, maximum: 20, optional: true },
  grade: { type: 'string', enum: ['A', 'B', 'C'], optional: true },
});
export const TENURE_BINS = [
  { in: '[0, 6)', score: 10 },
  { in: '[6, 24)', score: 35 },
  { in: '[24, 60)', score: 60 },
  { in: '[60, 120)', score: 85 },
  { in: '[120, ∞)', score: 100 },
  { missing: true, score: 0, reason: 'tenure-unknown' },
];
export const TENURE = {
  name: 'tenure',
  fact: 'tenureMonths',
  weight: 0.35,
  reason: 'short-tenure',
  baseline: 85,
  bins: TENURE_BINS,
};
export const PRODUCTS = {
  name: 'products',
  fact: 'products',
  weight: 0.65,
  baseline: 60,
  bins: [
    { in: '[0, 2]', score: 20 },
    { in: '(2, 20]', score: 100 },
    { otherwise: true, score: 50 },
  ],
};
export const TEXTS = {
  'short-tenure': { 'zh-CN': '开户时间短', en: 'Short time with the bank' },
  'tenure-unknown': { 'zh-CN': '开户时间不详', en: 'Time with the bank unknown' },
};
export const loyalty = (more: JsonObject = {}): JsonObject =>
  ({
    kind: 'scorecard',
    name: 'loyalty',
    entity: 'entity/customer',
    decimals: 2,
    combine: 'weighted-mean',
    characteristics: [TENURE, PRODUCTS],
    reasons: TEXTS,
    bands: [
      { name: 'low', in: '[0, 40)' },
      { name: 'middle', in: '[40, 75)' },
      { name: 'high', in: '[75, 100]' },
    ],
    ...more,
  }) as JsonObject;
const { bands: _bands, ...bandless } = loyalty();
export const BANDLESS: JsonObject = bandless;

/** The result of a scorecard for some facts. */
export const answer = (document: JsonObject, facts: JsonObject): Result =>
  decided(libraryOf(CUSTOMER, document), 'scorecard/loyalty', given(facts));

/** Its reasons. */
export const reasonsOf = (document: JsonObject, facts: JsonObject): Result['reasons'] =>
  answer(document, facts).reasons;
