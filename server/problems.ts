import { defineProblems } from '../definitions/index.ts';

/** What can go wrong around decisions: files, requests, the store. */
export const serverProblem = defineProblems({
  'folder-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '找不到文件夹 {path}',
    en: 'There is no folder {path}',
  },
  'no-definitions': {
    severity: 'error',
    status: 422,
    'zh-CN': '文件夹 {path} 中没有定义（*.json）',
    en: 'The folder {path} holds no definitions (*.json)',
  },
  'file-not-readable': {
    severity: 'error',
    status: 404,
    'zh-CN': '无法读取文件 {path}：{reason}',
    en: 'The file {path} cannot be read: {reason}',
  },
  'too-many-files': {
    severity: 'error',
    status: 413,
    'zh-CN': '文件夹 {path} 中的定义超过 {most} 个',
    en: 'The folder {path} holds more than {most} definitions',
  },
  'decision-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有判断 {ref}{hint}',
    en: 'There is no decision {ref}{hint}',
  },
  'definition-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有定义 {ref}{hint}',
    en: 'There is no definition {ref}{hint}',
  },
  'decides-nothing': {
    severity: 'error',
    status: 422,
    'zh-CN': '{ref} 不作判断：它是{kind}',
    en: '{ref} decides nothing: it is of kind {kind}',
  },
  'definition-has-errors': {
    severity: 'error',
    status: 422,
    'zh-CN': '{ref} 有错误，不能用于判断；请先运行 guiju check',
    en: '{ref} has errors and cannot decide; run guiju check first',
  },
  'line-not-json': {
    severity: 'error',
    status: 400,
    'zh-CN': '第 {line} 行无法读取：{reason}',
    en: 'Line {line} cannot be read: {reason}',
  },
  'line-too-long': {
    severity: 'error',
    status: 413,
    'zh-CN': '第 {line} 行超过 {most} MB',
    en: 'Line {line} is longer than {most} MB',
  },
  'option-malformed': {
    severity: 'error',
    status: 400,
    'zh-CN': '{option} 的值 {found} 无效；应为{expected}',
    en: 'The value {found} of {option} is not valid; expected {expected}',
  },
});
