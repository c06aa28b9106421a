import { defineProblems } from '../../model/problem.ts';

export const matchingProblem = defineProblems({
  'grade-without-grades': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不是有固定取值的等级；应为评分卡的等级、客户分类或有 enum 的字段',
    en: '{found} is not a grade with known values; use a scorecard’s band, a class, or a field with an "enum"',
  },
  'grade-of-other-side': {
    severity: 'error',
    status: 422,
    'zh-CN': '此处的等级应只依据{side}的数据',
    en: 'The grade here reads the facts of the {side} alone',
  },
  'grid-cell-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '对照表缺少客户等级 {customer} × 产品等级 {product}',
    en: 'The grid has no cell for customer grade {customer} and product grade {product}',
  },
  'grid-grade-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是等级；应为 {expected}',
    en: '"{found}" is not one of the grades {expected}',
  },
  'product-without-key': {
    severity: 'error',
    status: 422,
    'zh-CN': '{entity} 没有主键，结果无法指明是哪个产品',
    en: '{entity} has no key, so a result could not say which product it means',
  },
  'rank-not-a-number': {
    severity: 'error',
    status: 422,
    'zh-CN': '排序须为数',
    en: 'The rank is a number',
  },
  'rank-too-precise': {
    severity: 'error',
    status: 422,
    'zh-CN': '排序有 {found} 位小数；至多 9 位，请写明 decimals',
    en: 'The rank has {found} decimals; at most 9 are allowed: state its decimals',
  },
  'rank-cannot-refuse': {
    severity: 'error',
    status: 422,
    'zh-CN': '排序缺失时不能拒绝整个请求；请写 "ifMissing": "missing" 或一个值',
    en: 'A missing rank cannot refuse the whole request; say "ifMissing": "missing", or a value',
  },
});
