import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with what runs hand on to each other. */
export const runProblem = defineProblems({
  'next-of-none': {
    severity: 'error',
    status: 422,
    'zh-CN': '--next 需要恰好一个带稳定规则的客户细分；所求的判断中为：{found}',
    en: '--next needs exactly one segmentation with stability; among the decisions asked for: {found}',
  },
  'previous-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 的列“{column}”有值 {found}，应如 {expected}；它不是上一次批量的结果',
    en: 'The column "{column}" of {path} has the value {found}, expected such as {expected}; it is no result of a run before',
  },
});
