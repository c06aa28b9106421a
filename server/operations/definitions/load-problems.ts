import { defineProblems } from '../../../definitions/index.ts';

/** Why definitions that are sound are not published all the same. */
export const loadProblem = defineProblems({
  'load-beside-people': {
    severity: 'error',
    status: 403,
    'zh-CN': '此数据库已有工作人员，不能再由主机命令直接发布；请由编制人提交、另一人审批',
    en: 'People work with this store, so a command of the host publishes nothing any more; hand the change in, and let another person approve it',
  },
  'case-failed': {
    severity: 'error',
    status: 422,
    'zh-CN': '用例“{name}”不符：应为 {expected}，实为 {got}',
    en: 'The case "{name}" fails: expected {expected}, got {got}',
  },
});
