import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a formula beyond its schema and its texts. */
export const formulaKindProblem = defineProblems({
  'formula-without-one-subject': {
    severity: 'error',
    status: 422,
    'zh-CN': '公式须写 entity 或 inputs 之一；此处写了 {found}。',
    en: 'A formula states either entity or inputs; this one states {found}.',
  },
  'line-named-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '行名“{found}”用了两次；每行须有自己的名称。',
    en: 'The line name “{found}” is used twice; each line needs a name of its own.',
  },
  'line-hides-fact': {
    severity: 'error',
    status: 422,
    'zh-CN': '行名“{found}”与已有字段同名，后面各行将读不到该字段；请改名。',
    en: 'The line “{found}” has the name of a fact, which later lines could then not read; rename it.',
  },
  'line-unused': {
    severity: 'warning',
    status: 422,
    'zh-CN': '行“{found}”既非结果，也没有任何结果用到它。',
    en: 'The line “{found}” is no output, and no output needs it.',
  },
  'output-not-a-line': {
    severity: 'error',
    status: 422,
    'zh-CN': '结果“{found}”不是任何一行的名称；已有：{expected}。',
    en: 'The output “{found}” names no line; there are {expected}.',
  },
  'formula-output-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '结果“{found}”写了两次。',
    en: 'The output “{found}” is written twice.',
  },
  'output-too-precise': {
    severity: 'error',
    status: 422,
    'zh-CN': '结果“{part}”有 {found} 位小数；结果至多 9 位，更多位数只用于中间行。',
    en: 'The output “{part}” has {found} decimals; an output has at most 9, more are for lines in between.',
  },
});
