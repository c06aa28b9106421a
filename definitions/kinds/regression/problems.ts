import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a regression beyond its schema. */
export const regressionProblem = defineProblems({
  'coefficient-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '系数 {found} 无法采用：最多 17 位有效数字，且绝对值小于 10^15。',
    en: 'The coefficient {found} cannot be kept: at most 17 significant digits, and below 10^15.',
  },
  'coefficients-rounded': {
    severity: 'note',
    status: 200,
    'zh-CN': '按 12 位小数保留的系数：{count} 个（{examples}）；在各字段的取值范围内，结果因此最多变动 {most}。',
    en: 'Coefficients kept to 12 decimals: {count} ({examples}); within the bounds of the facts, a result moves by {most} at most.',
  },
  'term-without-one-coefficient': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{part}”一项须写 coefficient 或 values 之一。',
    en: 'The term on “{part}” states either a coefficient or values.',
  },
  'term-not-a-number': {
    severity: 'error',
    status: 422,
    'zh-CN': '系数只能乘数值，而“{part}”是{type}；请用 values 逐值给出系数。',
    en: 'A coefficient multiplies a number, and “{part}” is {type}; give a coefficient for each value by values.',
  },
  'term-values-not-listable': {
    severity: 'error',
    status: 422,
    'zh-CN': 'values 用于文字、true 或 false、整数，而“{part}”是{type}。',
    en: 'values is for text, true or false, and whole numbers, and “{part}” is {type}.',
  },
  'term-value-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是“{part}”可有的值；应为{expected}。',
    en: '“{found}” is no value that “{part}” can have; expected {expected}.',
  },
  'term-missing-unanswered': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{part}”可能缺失；请用 ifMissing 说明：refuse、missing 或一个数。',
    en: '“{part}” may be missing; say by ifMissing what then: refuse, missing or a figure.',
  },
  'term-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '缺少“{part}”，无法计算。',
    en: '“{part}” is missing, so there is no value.',
  },
});
