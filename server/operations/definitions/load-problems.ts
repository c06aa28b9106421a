import { defineProblems } from '../../../definitions/index.ts';

/** Why definitions that are sound are not published all the same. */
export const loadProblem = defineProblems({
  'case-failed': {
    severity: 'error',
    status: 422,
    'zh-CN': '用例“{name}”不符：应为 {expected}，实为 {got}',
    en: 'The case "{name}" fails: expected {expected}, got {got}',
  },
});
