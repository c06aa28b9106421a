import { defineProblems } from '../../model/problem.ts';

/** Problems of bins, bands and classes: wherever a value falls into one of several written parts. */
export const binProblem = defineProblems({
  'bin-without-one-test': {
    severity: 'error',
    status: 422,
    'zh-CN': '每个分箱须恰好写一种判断：in、values、when、missing 或 otherwise；此处有 {found} 种。',
    en: 'Each bin says exactly one of in, values, when, missing and otherwise; this one says {found}.',
  },
  'bin-interval-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是区间；应写作 [60, 80)、(-∞, 5000) 或 [90, ∞)，用半角符号，无穷一侧为开。',
    en: '“{found}” is no interval; write [60, 80), (-∞, 5000) or [90, ∞), open at an infinite side.',
  },
  'bin-interval-unordered': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”是区间，但此处的值是{type}，不分大小；请逐个列出取值。',
    en: '“{found}” is an interval, but the value here is {type}, which has no order; list the values.',
  },
  'bin-bound-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '区间“{found}”的边界应为{type}。',
    en: 'The bounds of “{found}” must each be {type}.',
  },
  'bin-interval-empty': {
    severity: 'error',
    status: 422,
    'zh-CN': '区间“{found}”不含任何{type}。',
    en: 'The interval “{found}” holds no value that is {type}.',
  },
  'bin-value-of-other-type': {
    severity: 'error',
    status: 422,
    'zh-CN': '此处的值应为{type}，而不是“{found}”。',
    en: 'A value here is {type}, not “{found}”.',
  },
  'bin-value-not-in-domain': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不在取值范围内；应为{expected}。',
    en: '“{found}” is outside the domain; expected {expected}.',
  },
  'bin-value-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '值“{found}”写了两次。',
    en: 'The value “{found}” is written twice.',
  },
  'bin-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 只能写一次。',
    en: 'There may be only one bin with {found}.',
  },
  'bin-otherwise-not-last': {
    severity: 'error',
    status: 422,
    'zh-CN': '分箱按书写的先后判断，otherwise 须写在最后；它之后的分箱永远用不到。',
    en: 'Bins are tried in the order they are written, so that otherwise stands last; a bin after it is never used.',
  },
  'bin-without-fact': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 要有所判断的值；请写明 fact 或 formula。',
    en: '{found} needs a value to test; state fact or formula.',
  },
  'value-not-binnable': {
    severity: 'error',
    status: 422,
    'zh-CN': '此处须是单个值（数、文字、true 或 false、日期），得到的是{type}。',
    en: 'A single value is expected here (a number, text, true or false, a date), not {type}.',
  },
  'missing-without-bin': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有分箱说明“{part}”缺失时如何处理；请写 missing 或 otherwise。',
    en: 'No bin says what happens where “{part}” is missing; add one with missing or otherwise.',
  },
  'missing-perhaps-without-bin': {
    severity: 'warning',
    status: 422,
    'zh-CN': '“{part}”是计算所得，或许缺失，但没有分箱说明缺失时如何处理；若缺失，该记录将被拒绝。',
    en: '“{part}” is computed and perhaps missing, and no bin says what then; a record without it is refused.',
  },
  'value-not-covered': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{part}”的值没有落入任何分箱。',
    en: 'The value of “{part}” falls into no bin.',
  },
});
