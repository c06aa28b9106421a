import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with an HTTP request before it reaches a decision. */
export const httpProblem = defineProblems({
  'route-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有 {found} 这个地址',
    en: 'There is nothing at {found}',
  },
  'method-not-allowed': {
    severity: 'error',
    status: 405,
    'zh-CN': '此地址不接受 {found}；可用：{expected}',
    en: '{found} is not accepted here; use {expected}',
  },
  'media-type-unsupported': {
    severity: 'error',
    status: 415,
    'zh-CN': '不接受内容类型 {found}；应为 {expected}',
    en: 'The content type {found} is not accepted; expected {expected}',
  },
  'body-too-large': {
    severity: 'error',
    status: 413,
    'zh-CN': '请求正文超过 {most} MB',
    en: 'The body is larger than {most} MB',
  },
  'body-missing': {
    severity: 'error',
    status: 400,
    'zh-CN': '请求没有正文；应为 {expected}',
    en: 'The request has no body; expected {expected}',
  },
  'body-incomplete': {
    severity: 'error',
    status: 400,
    'zh-CN': '请求正文不完整：长度与 Content-Length 不符',
    en: 'The body is incomplete: its length is not what Content-Length says',
  },
  'query-malformed': {
    severity: 'error',
    status: 400,
    'zh-CN': '查询参数 {name} 的值 {found} 无效；应为 {expected}',
    en: 'The value {found} of the query parameter {name} is not valid; expected {expected}',
  },
  'address-malformed': {
    severity: 'error',
    status: 400,
    'zh-CN': '地址 {found} 的编码无效',
    en: 'The address {found} is not validly encoded',
  },
  'host-not-allowed': {
    severity: 'error',
    status: 421,
    'zh-CN': '此服务只应答本机地址（localhost、127.0.0.1），而不是 {found}',
    en: 'This server answers under localhost and 127.0.0.1 only, not {found}',
  },
  'problem-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有问题代码 {found}',
    en: 'There is no problem code {found}',
  },
  'schema-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有 {found} 这种定义的模式；可用：{expected}',
    en: 'There is no schema of {found}; known are {expected}',
  },
  'population-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '还没有分类过的客户群体',
    en: 'No population was classified yet',
  },
  'draft-takes-too-long': {
    severity: 'error',
    status: 422,
    'zh-CN': '此草稿在允许的时间内未能检查完；请把它拆小',
    en: 'The draft could not be checked in the time allowed; make it smaller',
  },
  'checker-busy': {
    severity: 'error',
    status: 503,
    'zh-CN': '等待检查的草稿太多；请稍后重试',
    en: 'Too many drafts are waiting to be checked; try again later',
  },
  'server-stopping': {
    severity: 'error',
    status: 503,
    'zh-CN': '服务正在停止',
    en: 'The server is stopping',
  },
  'studio-not-built': {
    severity: 'error',
    status: 404,
    'zh-CN': '界面尚未编译；请运行 npm run build',
    en: 'The studio is not built; run npm run build',
  },
  'not-http': {
    severity: 'error',
    status: 400,
    'zh-CN': '请求不符合 HTTP 的格式',
    en: 'The request is not well-formed HTTP',
  },
  'headers-too-large': {
    severity: 'error',
    status: 431,
    'zh-CN': '地址和请求头合计超过 {most} KB',
    en: 'The address and the headers are larger than {most} KB together',
  },
  'request-too-slow': {
    severity: 'error',
    status: 408,
    'zh-CN': '请求头在允许的时间内没有到齐',
    en: 'The headers did not arrive in the time allowed',
  },
  'expectation-failed': {
    severity: 'error',
    status: 417,
    'zh-CN': '不支持 Expect: {found}；只支持 100-continue',
    en: 'Expect: {found} is not supported; only 100-continue is',
  },
  'encoding-unsupported': {
    severity: 'error',
    status: 415,
    'zh-CN': '不接受以 {found} 压缩的正文；请不压缩发送',
    en: 'A body compressed by {found} is not accepted; send it as it is',
  },
  'request-refused': {
    severity: 'error',
    status: 400,
    'zh-CN': '请求无法处理',
    en: 'The request cannot be served',
  },
  'internal-fault': {
    severity: 'error',
    status: 500,
    'zh-CN': '程序出错；详情见服务日志（{reference}）',
    en: "The program failed; see the server's log ({reference})",
  },
});
