import { defineProblems } from '../../../definitions/index.ts';

/** What SQL cannot decide. */
export const engineProblem = defineProblems({
  'engine-without-field': {
    severity: 'error',
    status: 422,
    'zh-CN': 'SQL 无法读取字段“{field}”',
    en: 'SQL cannot read the field "{field}"',
  },
});
