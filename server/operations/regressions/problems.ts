import { defineProblems } from '../../../definitions/index.ts';

/** What can be wrong with what is sent to be fitted. */
export const fitProblem = defineProblems({
  'fit-form-unreadable': {
    severity: 'error',
    status: 400,
    'zh-CN': '请求内容不是可读的表单（multipart/form-data）',
    en: 'The body is no form that can be read (multipart/form-data)',
  },
  'fit-part-absent': {
    severity: 'error',
    status: 422,
    'zh-CN': '表单缺少“{part}”；须有 definition（回归定义）、outcome（结果列）和 file（数据文件）',
    en: 'The form lacks “{part}”; it needs definition (the regression), outcome (the column of outcomes) and file (the rows)',
  },
  'fit-part-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '表单的“{part}”为 {found}；应为 {expected}',
    en: 'The part “{part}” of the form is {found}; expected {expected}',
  },
  'fit-file-name': {
    severity: 'error',
    status: 422,
    'zh-CN': '无法由文件名“{name}”得知如何读取；文件名须以 .csv、.xlsx、.parquet、.ndjson 或 .jsonl 结尾',
    en: 'The file name “{name}” does not say how it is read; it has to end in .csv, .xlsx, .parquet, .ndjson or .jsonl',
  },
  'fit-takes-too-long': {
    severity: 'error',
    status: 422,
    'zh-CN': '在允许的时间内未能拟合完；请减少行数或项数',
    en: 'The fit was not finished in the time allowed; send fewer rows, or fit fewer terms',
  },
  'fit-busy': {
    severity: 'error',
    status: 503,
    'zh-CN': '等待拟合的文件太多；请稍后重试',
    en: 'Too many files are waiting to be fitted; try again later',
  },
});
