import { defineProblems } from '../model/problem.ts';

/** What can be wrong with a declared field: of an entity, a reference table, a decision table's output. */
export const fieldProblem = defineProblems({
  'key-does-not-apply': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{key}”不适用于类型 {type}',
    en: '"{key}" does not apply to the type {type}',
  },
  'label-not-in-enum': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是可选值，不能有名称；可选值：{values}',
    en: '"{found}" is none of the possible values, so it has no label; they are: {values}',
  },
  'labels-without-enum': {
    severity: 'error',
    status: 422,
    'zh-CN': '未列出可选值 enum，labels 无所指',
    en: 'The labels name nothing: no possible values are listed in "enum"',
  },
  'decimals-needed': {
    severity: 'error',
    status: 422,
    'zh-CN': '类型为 decimal 时须写明小数位 decimals（0–9）',
    en: 'A decimal states its "decimals" (0–9)',
  },
  'bound-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '界限 {found} 无法读取；数写成数（超过 15 位时写成带引号的十进制文字），日期写成 2026-01-31，时刻带时区',
    en: 'The bound {found} cannot be read; write a figure (beyond 15 digits as text in quotes), a date such as 2026-01-31, or an instant with its zone',
  },
  'bound-finer-than-decimals': {
    severity: 'error',
    status: 422,
    'zh-CN': '界限 {found} 的小数位多于字段的 {decimals} 位',
    en: 'The bound {found} has more decimals than the field’s {decimals}',
  },
  'bound-too-large': {
    severity: 'error',
    status: 422,
    'zh-CN': '界限 {found} 超过 38 位数字',
    en: 'The bound {found} has more than 38 digits',
  },
  'bounds-crossed': {
    severity: 'error',
    status: 422,
    'zh-CN': '最小值 {minimum} 大于最大值 {maximum}',
    en: 'The minimum {minimum} is above the maximum {maximum}',
  },
});
