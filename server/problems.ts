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
  'folder-not-readable': {
    severity: 'error',
    status: 404,
    'zh-CN': '无法读取文件夹 {path}：{reason}',
    en: 'The folder {path} cannot be read: {reason}',
  },
  'file-not-json': {
    severity: 'error',
    status: 400,
    'zh-CN': '文件 {path} 不是 JSON：{reason}',
    en: 'The file {path} is not JSON: {reason}',
  },
  'cuts-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '文件 {path} 不是冻结的界限；应为 batch --freeze 写出的 { "segmentation/…": [界限, …] }',
    en: 'The file {path} holds no frozen cuts; expected what batch --freeze writes: { "segmentation/…": [bound, …] }',
  },
  'cuts-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '文件 {path} 中的 {id} 不是按份额细分的定义{hint}',
    en: '{id} in the file {path} is no segmentation by share{hint}',
  },
  'cuts-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '文件 {path} 中 {id} 的界限不合：{classes} 个类别需要 {wanted} 个从低到高的界限，至多 {decimals} 位小数',
    en: 'The cuts of {id} in the file {path} do not fit: {classes} classes need {wanted} bounds, from low to high, of at most {decimals} decimals',
  },
  'trace-by-function-only': {
    severity: 'error',
    status: 400,
    'zh-CN': '计算过程只由 function 给出；请去掉 --trace 或 --engine {engine}',
    en: 'Only the function gives a trace; leave out --trace or --engine {engine}',
  },
  'folder-or-random': {
    severity: 'error',
    status: 400,
    'zh-CN': '请给出定义所在文件夹，或 --random，二者之一',
    en: 'Give a folder of definitions or --random: one of the two',
  },
  'stdin-twice': {
    severity: 'error',
    status: 400,
    'zh-CN': '标准输入（-）只能给一个选项，现有 {options}',
    en: 'Standard input (-) serves one option only; it was given to {options}',
  },
  'command-line-refused': {
    severity: 'error',
    status: 400,
    'zh-CN': '{reason}',
    en: '{reason}',
  },
  'program-failed': {
    severity: 'error',
    status: 500,
    'zh-CN': '程序出错：{reason}',
    en: 'The program failed: {reason}',
  },
  'logged-decision-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '判断日志中没有编号为 {id} 的判断；已归档的请用 --archive 指明文件',
    en: 'The log holds no decision {id}; where it was archived, name its file with --archive',
  },
  'mapped-twice': {
    severity: 'error',
    status: 400,
    'zh-CN': '--map {found}：此列或此字段已有对应；一列对应一个字段',
    en: '--map {found}: this column or this field is mapped already; one column is one field',
  },
  'option-malformed': {
    severity: 'error',
    status: 400,
    'zh-CN': '{option} 的值 {found} 无效；应为{expected}',
    en: 'The value {found} of {option} is not valid; expected {expected}',
  },
  'encoding-unknown': {
    severity: 'error',
    status: 400,
    'zh-CN': '未知编码 {found}；应为 utf-8、gbk、gb18030、big5、utf-16le 等',
    en: 'There is no encoding {found}; expected such as utf-8, gbk, gb18030, big5 or utf-16le',
  },
});
