import { defineProblems } from '../model/problem.ts';

/** What can be wrong between definitions. */
export const linkProblem = defineProblems({
  'wrong-place': {
    severity: 'error',
    status: 422,
    'zh-CN': '文件位于 {place}，但内容是 {id}；应放在 {expected}',
    en: 'The file stands at {place} but holds {id}; it belongs at {expected}',
  },
  'duplicate-definition': {
    severity: 'error',
    status: 409,
    'zh-CN': '{id} 定义了两次{places}',
    en: '{id} is defined twice{places}',
  },
  'unknown-reference': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有定义 {target}{hint}',
    en: 'There is no definition {target}{hint}',
  },
  'reference-has-errors': {
    severity: 'error',
    status: 422,
    'zh-CN': '所引用的 {target} 有错误，须先改正',
    en: '{target} has errors, which come first',
  },
  cycle: {
    severity: 'error',
    status: 422,
    'zh-CN': '定义互相引用，形成循环：{path}',
    en: 'The definitions refer to each other in a cycle: {path}',
  },
  'reference-chain-too-long': {
    severity: 'error',
    status: 422,
    'zh-CN': '引用链长 {found} 级；至多 {most} 级',
    en: 'The chain of definitions this one builds on has {found} links; at most {most} are allowed',
  },
});
