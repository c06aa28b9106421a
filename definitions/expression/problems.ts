import { defineProblems } from '../problem.ts';

/** Problems of formulas: FEEL text, computed values, names and results they use. Conditions have their own table. */
export const formulaProblem = defineProblems({
  'unknown-definition': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有名为 {name} 的定义',
    en: 'There is no definition {name}',
  },
  'uses-broken': {
    severity: 'error',
    status: 422,
    'zh-CN': '{name} 自身有错误，须先改正',
    en: '{name} has errors of its own, which come first',
  },
  'unknown-output': {
    severity: 'error',
    status: 422,
    'zh-CN': '{name} 不是一个结果；可用的有：{known}',
    en: '{name} is not a result; there are: {known}',
  },
  'uses-other-facts': {
    severity: 'error',
    status: 422,
    'zh-CN': '{name} 依据的是另一实体的数据，这里没有',
    en: '{name} reads the facts of another entity, which are not here',
  },
});
