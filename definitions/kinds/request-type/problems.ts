import { defineProblems } from '../../model/problem.ts';

/** What can be wrong with a request type, and what its proof finds. */
export const requestTypeProblem = defineProblems({
  'request-number-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '编号“{found}”中 seq 须恰好出现一次，其余只可用 yyyy、MM、dd，均写在花括号内',
    en: 'In the number "{found}" seq stands exactly once, and beside it only yyyy, MM and dd, each in braces',
  },
  'request-routing-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '分派表 {table} 判断的是 {found}，而请求是 {expected}',
    en: 'The routing table {table} is about {found}, but the request is about {expected}',
  },
  'request-routing-policy': {
    severity: 'error',
    status: 422,
    'zh-CN': '分派表 {table} 的命中策略须为 unique，现为 {found}',
    en: 'The routing table {table} has the hit policy "unique"; found {found}',
  },
  'request-routing-output': {
    severity: 'error',
    status: 422,
    'zh-CN': '分派表 {table} 没有输出 queue',
    en: 'The routing table {table} has no output "queue"',
  },
  'request-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '{entity} 没有字段“{field}”{hint}',
    en: '{entity} has no field "{field}"{hint}',
  },
  'request-field-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '字段“{field}”在登记表中出现两次',
    en: 'The field "{field}" stands twice in the form',
  },
  'request-field-left-out': {
    severity: 'warning',
    status: 200,
    'zh-CN': '必填字段“{field}”不在登记表中',
    en: 'The required field "{field}" is not in the form',
  },
  'request-customer-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '按客户查重须有单个关联 customer；{entity} 没有',
    en: 'Duplicates of one customer need a single relation "customer"; {entity} has none',
  },
  'request-unrouted': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{title}”：有请求分派不到任何队列（见示例）。',
    en: '“{title}”: some requests are routed to no queue (see the example).',
  },
});
