import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a scorecard beyond its schema and its bins. */
export const scorecardProblem = defineProblems({
  'characteristic-named-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '特征名“{found}”用了两次；每个特征须有自己的名称。',
    en: 'The characteristic name “{found}” is used twice; each needs a name of its own.',
  },
  'characteristic-with-two-sources': {
    severity: 'error',
    status: 422,
    'zh-CN': '特征“{part}”同时写了 fact 和 formula；只能写一种。',
    en: 'The characteristic “{part}” states both a fact and a formula; it can have one of them.',
  },
  'band-named-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '等级名“{found}”用了两次。',
    en: 'The band name “{found}” is used twice.',
  },
  'baseline-required': {
    severity: 'error',
    status: 422,
    'zh-CN': '失分以基准分计，但特征“{part}”没有写 baseline。',
    en: 'Losses count against the baseline, but the characteristic “{part}” states none.',
  },
  'reason-without-text': {
    severity: 'warning',
    status: 422,
    'zh-CN': '原因“{found}”在 reasons 中没有文字；读者只能看到代码。',
    en: 'The reason “{found}” has no text in reasons; readers see the code alone.',
  },
  'reason-unused': {
    severity: 'warning',
    status: 422,
    'zh-CN': 'reasons 中的“{found}”没有任何特征或分箱使用。',
    en: 'No characteristic or bin gives the reason “{found}” of reasons.',
  },
  'loss-against-direction': {
    severity: 'warning',
    status: 422,
    'zh-CN': 'direction 为 {expected}，而 reasonOrder 把{found}的分数算作失分；请核对。',
    en: 'The direction is {expected}, yet reasonOrder counts points {found} as lost; one of the two is likely wrong.',
  },
});
