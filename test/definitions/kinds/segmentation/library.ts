/** A small bank: three scores that are fields, so that a test states them. */
export const customer = {
  kind: 'entity',
  name: 'customer',
  fields: {
    credit: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true },
    contribution: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true },
    loyalty: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, optional: true },
    personal: { type: 'boolean' },
    exitApproved: { type: 'boolean' },
    region: { type: 'string', enum: ['north', 'south', 'west'], optional: true },
  },
};

const criteria = (name: string, fact: string, title: string) => ({
  kind: 'criteria',
  name,
  title: { 'zh-CN': title, en: title },
  entity: 'entity/customer',
  when: { all: [{ fact, operator: 'equal', value: true }] },
});
export const personal = criteria('personal-customer', 'personal', 'Personal customer');
export const exitApproved = criteria('exit-approved', 'exitApproved', 'Exit approved');

export const SIX_CLASSES = [
  { name: 'gold', title: { 'zh-CN': '黄金客户', en: 'Gold' }, in: '[90, 100]' },
  { name: 'quality', in: '[80, 90)' },
  { name: 'key', in: '[70, 80)' },
  { name: 'regular', in: '[60, 70)' },
  { name: 'restricted', in: '[40, 60)' },
  { name: 'phase-out', in: '[0, 40)' },
];

/** The customer class of the requirements, written from the highest class down. */
export const customerClass = {
  kind: 'segmentation',
  name: 'customer-class',
  entity: 'entity/customer',
  primary: true,
  appliesTo: { condition: 'criteria/personal-customer' },
  method: 'composite',
  decimals: 2,
  scores: [
    { of: 'credit', weight: 0.4, ifMissing: 'reweigh' },
    { of: 'contribution', weight: 0.35, ifMissing: 'refuse' },
    { of: 'loyalty', weight: 0.25, ifMissing: 'refuse' },
  ],
  classes: SIX_CLASSES,
  exceptions: [{ when: { condition: 'criteria/exit-approved' }, class: 'phase-out', reason: 'exit-approved' }],
  stability: { up: { after: 1 }, down: { after: 3, atMost: 1, at: 'quarter-end', buffer: 2 } },
  overridable: [
    { cut: 'quality|gold', within: '[85, 95]' },
    { score: 'credit', within: '[0.3, 0.5]' },
  ],
};

export const matrix = {
  kind: 'segmentation',
  name: 'matrix',
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
    high: {
      home: { class: 'focus', treatment: { 'zh-CN': '集中资源', en: 'Pursue' } },
      away: { class: 'watch', treatment: 'Watch' },
    },
    low: { home: { class: 'watch' }, away: { class: 'leave' } },
    unknown: { home: { class: 'ask' }, away: { class: 'ask' } },
  },
};

export const share = {
  kind: 'segmentation',
  name: 'share',
  entity: 'entity/customer',
  method: 'share',
  of: 'contribution',
  classes: [
    { name: 'top', share: '(0, 1]' },
    { name: 'upper', share: '(1, 20]' },
    { name: 'rest', share: '(20, 100]' },
  ],
};
