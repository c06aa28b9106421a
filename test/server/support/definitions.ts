/** A small bank: an entity, criteria that read the day, a scorecard and a segmentation with two classes. */
export const documents: readonly object[] = [
  {
    kind: 'entity',
    name: 'client',
    key: 'clientId',
    fields: {
      clientId: { type: 'string' },
      age: { type: 'integer', minimum: 0, maximum: 120 },
      aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000_000, optional: true },
      joinedOn: { type: 'date', optional: true },
    },
  },
  {
    kind: 'criteria',
    name: 'recent',
    title: { 'zh-CN': '新客户', en: 'Recent client' },
    entity: 'entity/client',
    when: { all: [{ fact: 'joinedOn', operator: 'withinLast', value: 'P1Y' }] },
  },
  scorecard(50),
  segmentation(60),
];

/** The scorecard, with the score of those whose assets are not known. */
export function scorecard(unknown: number): object {
  return {
    kind: 'scorecard',
    name: 'wealth',
    entity: 'entity/client',
    decimals: 0,
    combine: 'sum',
    characteristics: [
      {
        name: 'assets',
        fact: 'aum',
        bins: [
          { in: '[0, 1000)', score: 10 },
          { in: '[1000, 1000000000]', score: 90 },
          { missing: true, score: unknown, reason: 'assets-unknown' },
        ],
      },
    ],
    reasons: { 'assets-unknown': { 'zh-CN': '资产不明', en: 'Assets not known' } },
  };
}

/** The segmentation, with the score its upper class begins at. */
export function segmentation(from: number): object {
  return {
    kind: 'segmentation',
    name: 'tier',
    title: { 'zh-CN': '客户等级', en: 'Tier' },
    entity: 'entity/client',
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'scorecard/wealth#score', weight: 1, ifMissing: 'refuse' }],
    classes: [
      { name: 'plain', in: `[0, ${from})`, colour: '#C5CCDA' },
      { name: 'gold', title: { 'zh-CN': '黄金', en: 'Gold' }, in: `[${from}, 100]`, colour: '#2F4B8F' },
    ],
  };
}
