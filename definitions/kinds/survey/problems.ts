import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a survey, and with answers to one. */
export const surveyProblem = defineProblems({
  'survey-question-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”出现了两次；同一个问题只能在一处提出',
    en: 'The question "{found}" stands in two places; a question is asked in one',
  },
  'survey-question-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有问题“{found}”{hint}',
    en: 'There is no question "{found}"{hint}',
  },
  'survey-question-untitled': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”没有文字：ui.questions 应写明中英文',
    en: 'The question "{found}" has no text: ui.questions says it in both languages',
  },
  'survey-question-unplaced': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”不在任何一节，或在两节',
    en: 'The question "{found}" stands in no section, or in two',
  },
  'survey-question-bounds': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”：{type} 需要 {expected}',
    en: 'The question "{found}": {type} needs {expected}',
  },
  'survey-question-unanswerable': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”没有任何可选的答案',
    en: 'The question "{found}" has no answer that it would take',
  },
  'survey-label-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”的答案 {answer} 没有名称',
    en: 'The answer {answer} to the question "{found}" has no label',
  },
  'survey-label-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”没有答案 {answer}',
    en: 'The question "{found}" has no answer {answer}',
  },
  'survey-condition-open': {
    severity: 'error',
    status: 422,
    'zh-CN': '条件提到“{found}”，但没有把它列入 required：没有回答时条件也会成立',
    en: 'The condition speaks of "{found}" without requiring it: it would hold where nothing was answered',
  },
  'survey-condition-unlisted': {
    severity: 'error',
    status: 422,
    'zh-CN': '条件只能判断有可选答案的问题，“{found}”是自由文字',
    en: 'Conditions ask of questions with listed answers; "{found}" is free text',
  },
  'survey-question-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '问题“{found}”永远不会被问到：没有答案能使它的条件成立',
    en: 'The question "{found}" is never asked: no answers meet its condition',
  },
  'survey-score-type': {
    severity: 'error',
    status: 422,
    'zh-CN': '得分应为整数或小数',
    en: 'A score is a whole number or a decimal',
  },
  'survey-score-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '有效的答案可以没有得分；请写明 ifMissing，或把问题设为必答',
    en: 'There are valid answers without a score: state ifMissing, or require the question',
  },
  'survey-reminder-late': {
    severity: 'error',
    status: 422,
    'zh-CN': '提醒（{found}）应在链接失效（{validFor}）之前，且逐次更晚',
    en: 'A reminder ({found}) comes before the link ends ({validFor}), each later than the one before',
  },
  'survey-template-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 写的是 {found}，而问卷问的是 {expected}',
    en: '{template} is about {found}, but the survey is about {expected}',
  },
  'survey-template-audience': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 不是写给客户的',
    en: '{template} is not written for customers',
  },
  'survey-template-linkless': {
    severity: 'error',
    status: 422,
    'zh-CN': '{template} 没有写问卷的链接（survey.link）',
    en: '{template} does not say the link of the survey (survey.link)',
  },
  'survey-request-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '{survey} 问的是 {found}，而请求是 {expected}',
    en: '{survey} is about {found}, but the request is {expected}',
  },
  'survey-field-sensitive': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”为 C3 级，不得在问卷中询问',
    en: '"{found}" is of the class C3, which no survey asks',
  },
  'survey-field-purpose': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”只可用于 {purposes}，而本问卷的用途是“{purpose}”',
    en: '"{found}" may be used for {purposes} only, and the purpose of this survey is "{purpose}"',
  },
  'survey-answer-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”尚未回答',
    en: '"{found}" has not been answered',
  },
  'survey-answer-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”的答案不是可选的答案之一，或太长',
    en: 'The answer to "{found}" is none of those it takes, or too long',
  },
  'survey-answer-unasked': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有问到“{found}”',
    en: '"{found}" was not asked',
  },
});
