import { defineProblems } from '../../model/problem.ts';

export const feedProblem = defineProblems({
  'feed-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '列“{column}”对应的“{field}”不是 {entity} 的字段{hint}',
    en: 'The column "{column}" is to be "{field}", which is no field of {entity}{hint}',
  },
  'feed-field-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '列“{column}”与“{other}”都对应字段“{field}”；一个字段只来自一列',
    en: 'The columns "{column}" and "{other}" are both to be "{field}"; a field comes from one column',
  },
  'feed-field-is-list': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{field}”是序列，不能从一个单元格读取',
    en: '"{field}" is a list, which no cell can hold',
  },
  'feed-key-does-not-apply': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{key}”对字段“{field}”没有意义：它是{type}',
    en: '"{key}" says nothing of the field "{field}", which is {type}',
  },
  'feed-marks-clash': {
    severity: 'error',
    status: 422,
    'zh-CN': '千分位“{thousands}”与小数点“{decimalMark}”须不同，且不能是数字或负号',
    en: 'The mark of thousands "{thousands}" and the decimal mark "{decimalMark}" have to differ, and neither is a digit or a minus sign',
  },
  'feed-date-form': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '“{form}”不是能唯一读取的日期写法；应由 yyyy、M 或 MM、d 或 dd（时刻再加 HH、mm、ss）组成，如 yyyy/M/d，或为 serial',
    en: '"{form}" is no form of a day that can be read in one way; it has yyyy, M or MM, d or dd (and HH, mm, ss of an instant), such as yyyy/M/d, or it is serial',
  },
  'feed-zone-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有时区“{zone}”；应如 Asia/Shanghai 或 +08:00',
    en: 'There is no zone "{zone}"; expected such as Asia/Shanghai or +08:00',
  },
  'feed-word-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{word}”在此列有两种含义',
    en: '"{word}" means two things in this column',
  },
  'feed-truth-words': {
    severity: 'error',
    status: 422,
    'zh-CN': '须同时写出表示真与表示假的文字',
    en: 'The words for true and those for false are stated together',
  },
  'feed-value-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{value}”不是字段“{field}”的可选值{hint}',
    en: '"{value}" is no value of the field "{field}"{hint}',
  },
  'feed-members-alike': {
    severity: 'error',
    status: 422,
    'zh-CN': '不分全角半角和大小写时，“{one}”与“{other}”相同，不能用 fold',
    en: 'Without width and case "{one}" and "{other}" are one; "fold" cannot tell them apart',
  },
  'feed-required-not-fed': {
    severity: 'warning',
    status: 422,
    'zh-CN': '{entity} 的必填字段没有来源：{fields}；需要它们的判断无法使用此供数',
    en: 'Required fields of {entity} that no column feeds: {fields}; decisions that need them cannot use this feed',
  },
  'feed-dates-ambiguous': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{text}”按“{one}”是 {first}，按“{other}”是 {second}；请只留一种写法',
    en: '"{text}" is {first} as "{one}" and {second} as "{other}"; keep one of the two forms',
  },
  'feed-guess-field': {
    severity: 'warning',
    status: 200,
    'zh-CN': '列“{column}”按名称最接近“{field}”，请确认',
    en: 'The column "{column}" was taken for "{field}", the nearest name; make sure',
  },
  'feed-guess-ambiguous': {
    severity: 'warning',
    status: 200,
    'zh-CN': '列“{column}”的“{text}”按 {one} 是 {first}，按 {other} 是 {second}；取了前者，请确认',
    en: '"{text}" of the column "{column}" is {first} with {one} and {second} with {other}; the former was taken, make sure',
  },
  'feed-guess-missing': {
    severity: 'note',
    status: 200,
    'zh-CN': '列“{column}”中的 {words} 视为缺失',
    en: 'In the column "{column}", {words} were taken to mean missing',
  },
  'feed-guess-round': {
    severity: 'warning',
    status: 200,
    'zh-CN': '列“{column}”的小数位多于字段（{expected}）；按四舍五入，请确认',
    en: 'The column "{column}" has more decimals than the field ({expected}); they are rounded half up, make sure',
  },
  'feed-guess-unit': {
    severity: 'warning',
    status: 200,
    'zh-CN': '列“{column}”的名称写有单位“{unit}”；数按此单位读，请确认',
    en: 'The name of the column "{column}" states the unit "{unit}"; figures are read in it, make sure',
  },
  'feed-guess-zone': {
    severity: 'warning',
    status: 200,
    'zh-CN': '有的时刻没有时区，按 {zone} 读，请确认',
    en: 'Some times state no zone and are read as of {zone}; make sure',
  },
  'feed-guess-value': {
    severity: 'warning',
    status: 200,
    'zh-CN': '“{word}”视为“{member}”，请确认',
    en: '"{word}" was taken for "{member}"; make sure',
  },
  'feed-guess-unreadable': {
    severity: 'warning',
    status: 200,
    'zh-CN': '列“{column}”有 {count} 个不同的值不能读作{expected}，如 {found}{odd}',
    en: '{count} different values of the column "{column}" cannot be read as {expected}, such as {found}{odd}',
  },
  'feed-guess-unused': {
    severity: 'note',
    status: 200,
    'zh-CN': '没有字段与之对应的列：{columns}',
    en: 'Columns that no field answers to: {columns}',
  },
});
