import { defineProblems } from '../model/problem.ts';

/** Why a request is refused before anything is computed, and what is said of values that count as missing. */
export const factProblem = defineProblems({
  'request-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '应为{expected}，而不是 {found}',
    en: 'Expected {expected}, not {found}',
  },
  'request-key-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '请求中没有“{name}”这一项；可用：facts（向服务请求时也可用 $record）、$asOf、$previous、products',
    en: 'A request has no "{name}"; it has facts (or $record, asked of a server), $asOf, $previous and products',
  },
  'as-of-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '判断取决于基准日，但请求没有 $asOf',
    en: 'The decision depends on the day it is made for, and the request has no $asOf',
  },
  'products-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '匹配需要产品，但请求没有 products',
    en: 'Matching needs products, and the request has none under "products"',
  },
  'product-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{key}”为 {found} 的产品在 products 中出现多次',
    en: 'The product whose "{key}" is {found} stands more than once under "products"',
  },
  'fact-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有“{name}”这一字段；{hint}',
    en: 'There is no field "{name}"; {hint}',
  },
  'required-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '缺少必填字段“{name}”：应为{expected}',
    en: 'The field "{name}" is required: expected {expected}',
  },
  'fact-of-wrong-type': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”应为{expected}，而不是 {found}{odd}',
    en: '"{name}" should be {expected}, not {found}{odd}',
  },
  'fact-too-precise': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”的值 {found} 小数位过多；应为{expected}{odd}',
    en: '"{name}" is {found}, which has too many decimals; expected {expected}{odd}',
  },
  'fact-with-too-many-digits': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”的值 {found} 超过 15 位有效数字，作为 JSON 数已丢失数位；请写成带引号的文字',
    en: '"{name}" is {found}, which has more than 15 significant digits and has lost some as a JSON number; write it as text in quotes',
  },
  'fact-out-of-domain': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”的值 {found} 不在取值范围内；应为{expected}{odd}',
    en: '"{name}" is {found}, outside its domain; expected {expected}{odd}',
  },
  'too-many-rows': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”有 {found} 行，最多 {most} 行',
    en: '"{name}" has {found} rows; at most {most} are allowed',
  },
  'fact-counted-as-missing': {
    severity: 'warning',
    status: 200,
    'zh-CN': '“{name}”的值 {found} 不可用（应为{expected}），按缺失处理{odd}',
    en: '"{name}" is {found}, which is not usable (expected {expected}); it counts as missing{odd}',
  },
});
