import { RUNG_TEXT } from '../time/rungs.ts';
import { LENGTH_TEXT } from '../time/time-budget.ts';
import { WINDOW_TEXT } from '../time/wall-window.ts';
import type { Message } from '../model/text.ts';

/** A form of text that definitions use: its pattern (as in JSON Schema) and how a reader is told of it. */
export interface Form {
  readonly pattern: string;
  readonly code: string;
  readonly expected: Message;
}

const KEBAB = '[a-z0-9\\p{Lo}]+(-[a-z0-9\\p{Lo}]+)*';
const CAMEL = '[\\p{Ll}\\p{Lo}][\\p{L}\\p{M}\\p{Nd}]*';

/** Names of definitions, classes, bands and roles: kebab-case; letters without case (Chinese ones, say) are allowed. */
export const KEBAB_NAME: Form = {
  pattern: `^${KEBAB}$`,
  code: 'name-malformed',
  expected: {
    'zh-CN': '由小写字母、数字或汉字以连字符相连的名称，如 customer-class',
    en: 'a name of small letters, digits or Chinese characters joined by hyphens, such as customer-class',
  },
};

/** Names of fields, outputs, lines and inputs: camelCase, letters of any script. The names JavaScript objects inherit are refused. */
export const CAMEL_NAME: Form = {
  pattern: `^(?!(?:constructor|prototype|toString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString)$)${CAMEL}$`,
  code: 'field-name-malformed',
  expected: {
    'zh-CN': '以小写字母或汉字开头、只含字母、汉字和数字的字段名，如 tenureMonths（toString 之类程序保留的名称除外）',
    en: 'a field name that begins with a small letter (or a Chinese character) and has letters and digits only, such as tenureMonths, and none that programs reserve, such as toString',
  },
};

/** Names of parts that a result speaks of (a scorecard's characteristics): kebab-case or camelCase, letters of any script. */
export const PART_NAME: Form = {
  pattern: `^(?!(?:constructor|prototype|toString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString)$)\\p{L}[\\p{L}\\p{M}\\p{Nd}]*(-[\\p{L}\\p{M}\\p{Nd}]+)*$`,
  code: 'name-malformed',
  expected: {
    'zh-CN': '以字母或汉字开头、只含字母、汉字、数字和连字符的名称，如 credit-grade',
    en: 'a name that begins with a letter and has letters, digits and hyphens only, such as credit-grade',
  },
};

/** Names of grades: band and class names, or members of a field's enum. */
export const GRADE_NAME: Form = {
  pattern: '^.{1,300}$',
  code: 'name-malformed',
  expected: { 'zh-CN': '等级的名称', en: 'the name of a grade' },
};

/** `[60, 80)`: shape only; the bounds are read by the field's type. */
export const INTERVAL: Form = {
  pattern: '^\\s*[\\[(]\\s*[^,\\s]+\\s*,\\s*[^,\\s]+\\s*[\\])]\\s*$',
  code: 'interval-malformed',
  expected: {
    'zh-CN': '区间，如 [60, 80)、(-∞, 5000)、[90, ∞)',
    en: 'an interval such as [60, 80), (-∞, 5000) or [90, ∞)',
  },
};

/** A day of the calendar; whether a year has a 29 February is left to who reads it. */
export const DATE_TEXT: Form = {
  pattern: '^\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2\\d))$',
  code: 'date-malformed',
  expected: { 'zh-CN': '日期，如 2026-06-30', en: 'a date such as 2026-06-30' },
};

/** Working hours of a day by the wall clock. */
export const WINDOW: Form = {
  pattern: WINDOW_TEXT.source,
  code: 'window-malformed',
  expected: {
    'zh-CN': '一段时间，如 09:00-12:00；22:00-06:00 止于次日，00:00-24:00 为全天',
    en: 'a window such as 09:00-12:00; 22:00-06:00 ends on the next day, 00:00-24:00 is the whole day',
  },
};

/** A length of time in days and a time of day; no months and no years, which have no fixed length. */
export const LENGTH: Form = {
  pattern: LENGTH_TEXT.source,
  code: 'length-malformed',
  expected: { 'zh-CN': '时长，如 PT4H、PT30M、P1D', en: 'a length of time such as PT4H, PT30M or P1D' },
};

/** A rung of a ladder. */
export const RUNG: Form = {
  pattern: RUNG_TEXT.source,
  code: 'text-malformed',
  expected: {
    'zh-CN': '时点，如 80%、100%、overdue PT4H、idle P1D、reopened 2',
    en: 'a rung such as 80%, 100%, overdue PT4H, idle P1D or reopened 2',
  },
};

/** What requests of a queue are put in order by. */
export const ORDER: Form = {
  pattern: `^(clock:${KEBAB}|${CAMEL}) (asc|desc)$`,
  code: 'text-malformed',
  expected: {
    'zh-CN': '字段或时钟及其顺序，如 priority desc、clock:resolve asc',
    en: 'a field or a clock and its order, such as priority desc or clock:resolve asc',
  },
};

/** A decimal figure as text, for what has more than 15 significant digits. */
export const DECIMAL_TEXT: Form = {
  pattern: '^-?\\d{1,38}(\\.\\d{1,12})?$',
  code: 'decimal-malformed',
  expected: { 'zh-CN': '十进制数，如 12.50', en: 'a decimal figure such as 12.50' },
};

/** A coefficient as statistical tools write it: `-1.2345678901234567E-05`. */
export const COEFFICIENT_TEXT: Form = {
  pattern: '^[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,3})?$',
  code: 'coefficient-malformed',
  expected: { 'zh-CN': '数值，如 0.0123 或 -1.23E-05', en: 'a figure such as 0.0123 or -1.23E-05' },
};

/** A mention of a definition of one of `kinds`: `criteria/personal-customer`. */
export function referenceForm(kinds: readonly string[]): Form {
  return mention(kinds, '');
}

/** A mention of a result, or of a reference table or a formula with inputs as a whole: `reference/ftp`, `formula/instalment`. */
export const USE: Form = {
  pattern: `^([a-z]+(-[a-z]+)*/${KEBAB}#${CAMEL}|(reference|formula)/${KEBAB})$`,
  code: 'reference-malformed',
  expected: {
    'zh-CN':
      '对某个结果的引用，如 scorecard/credit#score；对参考表的引用，如 reference/ftp；或对带参数公式的引用，如 formula/instalment',
    en: 'a mention of a result such as scorecard/credit#score, of a reference table such as reference/ftp, or of a formula with inputs such as formula/instalment',
  },
};

function mention(kinds: readonly string[], output: '' | '#'): Form {
  const example = `${kinds[0] ?? 'criteria'}/…${output === '' ? '' : '#…'}`;
  const anyKind = kinds.length === 0 ? '[a-z]+(-[a-z]+)*' : `(${kinds.join('|')})`;
  const form: Form = {
    pattern: `^${anyKind}/${KEBAB}${output === '' ? '' : `#${CAMEL}`}$`,
    code: 'reference-malformed',
    expected: { 'zh-CN': `形如 ${example} 的引用`, en: `a mention of the form ${example}` },
  };
  return remember(form);
}

const byPattern = new Map<string, Form>();
function remember(form: Form): Form {
  byPattern.set(form.pattern, form);
  return form;
}
for (const form of [
  KEBAB_NAME,
  CAMEL_NAME,
  PART_NAME,
  GRADE_NAME,
  INTERVAL,
  DATE_TEXT,
  WINDOW,
  LENGTH,
  RUNG,
  ORDER,
  DECIMAL_TEXT,
  COEFFICIENT_TEXT,
  USE,
])
  remember(form);

/** The form a schema's `pattern` stands for, so that a reader is told of the form and not of the pattern. */
export function formOf(pattern: string): Form | undefined {
  return byPattern.get(pattern);
}
