import { defineProblems } from '../../definitions/index.ts';

/** What SQL cannot decide. */
export const engineProblem = defineProblems({
  'engine-without-matching': {
    severity: 'error',
    status: 422,
    'zh-CN': 'SQL 不作产品匹配；请用 function 或 reference',
    en: 'SQL does not match products; use function or reference',
  },
  'engine-without-field': {
    severity: 'error',
    status: 422,
    'zh-CN': 'SQL 无法读取字段“{field}”',
    en: 'SQL cannot read the field "{field}"',
  },
});
