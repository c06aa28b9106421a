import type { JsonObject } from '../../../definitions/model/json.ts';
import type { Result } from '../../../definitions/model/result.ts';
import { criteria, decided, entity, given, libraryOf } from './told.ts';

const score = { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true };
const CUSTOMER = entity({
  id: { type: 'string', optional: true },
  credit: score,
  contribution: score,
  personal: { type: 'boolean' },
  exit: { type: 'boolean' },
  region: { type: 'string', enum: ['north', 'south'], optional: true },
});
const yes = (name: string, fact: string) =>
  criteria(
    { all: [{ fact, operator: 'equal', value: true }] },
    { name, title: { 'zh-CN': `是${name}`, en: `Is ${name}` } },
  );
export const AROUND = [CUSTOMER, yes('personal', 'personal'), yes('exit', 'exit')];
export const PERSON = { personal: true, exit: false };

export const CLASSES = [
  { name: 'gold', title: { 'zh-CN': '黄金客户', en: 'Gold' }, in: '[90, 100]', colour: 'gold', treatment: 'Care' },
  { name: 'quality', in: '[80, 90)' },
  { name: 'regular', in: '[40, 80)' },
  { name: 'phase-out', in: '[0, 40)' },
];
export const composite = (more: JsonObject = {}): JsonObject => ({
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  appliesTo: { condition: 'criteria/personal' },
  method: 'composite',
  decimals: 2,
  scores: [
    { of: 'credit', weight: 0.4, ifMissing: 'reweigh' },
    { of: 'contribution', weight: 0.6 },
  ],
  classes: CLASSES,
  exceptions: [{ when: { condition: 'criteria/exit' }, class: 'phase-out', reason: 'exit-approved' }],
  ...more,
});
export const answer = (document: JsonObject, facts: JsonObject, more: JsonObject = {}): Result =>
  decided(libraryOf(...AROUND, document), 'segmentation/class', given({ ...PERSON, ...facts }, more));

export const MATRIX: JsonObject = {
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  method: 'matrix',
  rows: {
    of: 'contribution',
    bands: [
      { name: 'high', in: '[50, 100]' },
      { name: 'low', in: '[0, 50)' },
      { name: 'unknown', missing: true },
    ],
  },
  columns: {
    of: 'region',
    bands: [
      { name: 'home', values: ['north'] },
      { name: 'away', otherwise: true },
    ],
  },
  cells: {
    high: { home: { class: 'focus', treatment: { 'zh-CN': '集中资源', en: 'Pursue' } }, away: { class: 'watch' } },
    low: { home: { class: 'watch' }, away: { class: 'leave' } },
    unknown: { home: { class: 'ask' }, away: { class: 'ask' } },
  },
};
