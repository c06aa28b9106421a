import { defineProblems } from '../../model/problem.ts';

export const referenceProblem = defineProblems({
  'column-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{column}”不是此表的列；{hint}',
    en: '"{column}" is not a column of this table; {hint}',
  },
  'row-value-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '此行缺少“{column}”',
    en: 'This row has no "{column}"',
  },
  'row-value-unreadable': {
    severity: 'error',
    status: 422,
    'zh-CN': '列“{column}”的值 {found} 应为{expected}',
    en: 'In the column "{column}", {found} was found; expected {expected}',
  },
  'row-value-out-of-domain': {
    severity: 'error',
    status: 422,
    'zh-CN': '列“{column}”的值 {found} 超出取值范围；应为{expected}',
    en: 'In the column "{column}", {found} is outside its domain; expected {expected}',
  },
  'row-duplicate': {
    severity: 'error',
    status: 422,
    'zh-CN': '与第 {other} 行的键{since}相同',
    en: 'The key{since} is the same as in row {other}',
  },
  'row-validity-reversed': {
    severity: 'error',
    status: 422,
    'zh-CN': '失效日期 {to} 早于生效日期 {from}',
    en: 'The row ends on {to}, before it begins on {from}',
  },
  'row-validity-overlaps': {
    severity: 'error',
    status: 422,
    'zh-CN': '与第 {other} 行的有效期重叠（该行自 {from} 起）',
    en: 'The days of validity overlap those of row {other}, which begins on {from}',
  },
  'row-validity-hole': {
    severity: 'warning',
    status: 422,
    'zh-CN': '第 {other} 行没有失效日期，但自本行生效起不再适用；本行于 {to} 失效，其后没有适用的行',
    en: 'Row {other} has no end, but gives way to this row; after this one ends on {to} no row is valid',
  },
  'column-has-two-uses': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{column}”不能既是键又是有效期列',
    en: '"{column}" cannot be a key and a day of validity at once',
  },
  'key-types-mixed': {
    severity: 'error',
    status: 422,
    'zh-CN': '键列“{column}”的值类型不一；请在 fields 中声明其类型',
    en: 'The key column "{column}" holds values of several types; declare its type among the fields',
  },
});
