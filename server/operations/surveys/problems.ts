import { defineProblems } from '../../../definitions/index.ts';

/** Why a survey cannot be answered. */
export const invitationProblem = defineProblems({
  'survey-link-unknown': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有这份问卷：链接不完整，或已不存在',
    en: 'There is no such survey: the link is cut off, or it is gone',
  },
  'survey-expired': {
    severity: 'error',
    status: 410,
    'zh-CN': '此问卷已过期，不能再回答',
    en: 'This survey has ended and cannot be answered any more',
  },
  'survey-answered': {
    severity: 'error',
    status: 410,
    'zh-CN': '此问卷已经回答过；每个链接只能回答一次',
    en: 'This survey was answered before; each link counts once',
  },
  'survey-key-reused': {
    severity: 'error',
    status: 409,
    'zh-CN': '先前提交的答案已收到，以那一份为准',
    en: 'Other answers were received before, and those count',
  },
  'survey-answers-refused': {
    severity: 'error',
    status: 422,
    'zh-CN': '答案不符合问卷',
    en: 'The answers are not those of this survey',
  },
});
