import type { CommandEntry } from './command-entry.ts';

/** What is made of files of figures. */
export const figureCommands = {
  fit: {
    summary: { 'zh-CN': '用数据拟合回归的系数', en: 'Fit the coefficients of a regression to data' },
    no: { 'zh-CN': '未收敛', en: 'the fit did not settle' },
    examples: ['fit regression/churn --definitions rules --input past.csv --outcome left=yes --write churn.json'],
    load: async () => (await import('../fit.ts')).describeFit,
  },
  deciles: {
    summary: { 'zh-CN': '按分值十等分，并看各组的结果', en: 'Ten groups by a score, and what happened in each' },
    examples: ['deciles scorecard/loyalty#score --definitions rules --input past.parquet --outcome left=yes'],
    load: async () => (await import('../deciles.ts')).describeDeciles,
  },
  bins: {
    summary: {
      'zh-CN': '分箱的证据权重（WOE）与信息值（IV），并建议分箱',
      en: 'Weight of evidence and information value of bins, and bins that would tell more',
    },
    no: { 'zh-CN': '没有符合条件的分箱', en: 'no bins keep the rules' },
    examples: [
      'bins scorecard/loyalty --characteristic tenure --definitions rules --input past.parquet --outcome left=yes',
    ],
    load: async () => (await import('../bins.ts')).describeBins,
  },
  feed: {
    summary: {
      'zh-CN': '由文件提出供数定义，并指出不确定之处',
      en: 'Propose a feed from a file, and say what of it is a guess',
    },
    examples: [
      'feed guess customers.csv --entity entity/customer --definitions rules --write rules/feed/customers.json',
    ],
    load: async () => (await import('../feed.ts')).describeFeed,
  },
  sample: {
    summary: { 'zh-CN': '生成一组有种子的样例客户文件', en: 'Make files of seeded sample customers' },
    examples: ['sample --customers 20000 --seed 7 --output sample'],
    load: async () => (await import('../sample.ts')).describeSample,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
