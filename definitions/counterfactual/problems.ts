import { defineProblems } from '../model/problem.ts';

/** What the question "what would have to change?" may be refused for. */
export const nearestProblem = defineProblems({
  'unknown-class': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{definition}”没有名为“{found}”的结果。可选：{expected}。',
    en: '“{definition}” has no result named “{found}”. Choose one of: {expected}.',
  },
  'not-a-choice': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '“{definition}”的结果不是类别或分段，没有可以到达的目标。请选择评分卡、细分、标准，或决策表的一个输出（decision-table/…#输出名）。',
    en: '“{definition}” does not answer with a class or band, so there is nothing to reach. Choose a scorecard, segmentation, criteria, or an output of a table (decision-table/…#output).',
  },
  'unknown-actionable': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是“{definition}”读取的字段。可改变的字段：{expected}。',
    en: '“{found}” is not a field that “{definition}” reads. Fields that can change: {expected}.',
  },
});
