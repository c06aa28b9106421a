import type { JsonObject } from '../model/json.ts';
import { CAMEL_NAME, COEFFICIENT_TEXT, DECIMAL_TEXT, INTERVAL, LENGTH, referenceForm, USE } from './forms.ts';
import { MOST_DAYS } from '../time/time-budget.ts';
import { dictionary, formed, object, title } from './schema.ts';

/** `{ "$ref": "#/$defs/<piece>" }`, with a title of its own where the place needs one. */
export function piece(name: PieceName, zh?: string, en?: string): JsonObject {
  return { $ref: `#/$defs/${name}`, ...(zh === undefined || en === undefined ? {} : title(zh, en)) };
}

const SCALAR: JsonObject = { type: ['boolean', 'number', 'string'], maxLength: 1000 };
const CONDITIONS = { type: 'array', items: { $ref: '#/$defs/condition' }, maxItems: 10_000 };

/** What several kinds' schemas point at by `#/$defs/…`. */
export const PIECES = {
  text: {
    ...title('文字', 'Text'),
    description:
      '一种文字供所有读者，或中英文各一；缺读者的语言时，显示另一种。\n' +
      'One text for all readers, or one a language; where the reader’s is absent, the other is shown.',
    anyOf: [
      { type: 'string', maxLength: 5000, ...title('一种文字', 'One text for all') },
      {
        ...title('按语言', 'By language'),
        ...object({ 'zh-CN': { type: 'string', maxLength: 5000 }, en: { type: 'string', maxLength: 5000 } }, [], {
          minProperties: 1,
        }),
      },
    ],
  },
  scalar: SCALAR,
  /** What a reason code may be. */
  code: { type: 'string', minLength: 1, maxLength: 200 },
  interval: formed(INTERVAL, '区间', 'Interval'),
  /** A decimal that is stated: a weight, a score, a coefficient. */
  figure: {
    anyOf: [
      { type: 'number', ...title('数', 'Number') },
      { type: 'string', pattern: DECIMAL_TEXT.pattern, ...title('十进制文字', 'Decimal as text') },
    ],
  },
  /** A coefficient as any tool writes it. */
  coefficient: {
    description:
      '最多 17 位有效数字，可写指数；保留 12 位小数。\nUp to 17 significant digits, exponents too; kept to 12 decimals.',
    anyOf: [
      { type: 'number', ...title('数', 'Number') },
      { type: 'string', pattern: COEFFICIENT_TEXT.pattern, ...title('文字', 'As text') },
    ],
  },
  /** How much time something may take; `TimeBudget` is its meaning. */
  budget: {
    ...title('时限', 'Budget'),
    description:
      '"PT4H" 为工作时间，"P1D" 为一个工作日的工作时间；calendarDays 为自然日（起始日不计，最后一日休息则顺延至下一工作日）；elapsed 为实际经过的时间。三者互不折算。\n' +
      '"PT4H" is working time, "P1D" one working day of it; calendarDays are days of the calendar (the first is not counted, a last day off work rolls to the next working day); elapsed is time by the clock. None is converted into another.',
    anyOf: [
      formed(LENGTH, '工作时间', 'Working time'),
      {
        ...title('自然日', 'Calendar days'),
        ...object({ calendarDays: { type: 'integer', minimum: 1, maximum: MOST_DAYS, ...title('日数', 'Days') } }, [
          'calendarDays',
        ]),
      },
      {
        ...title('实际经过的时间', 'Elapsed time'),
        ...object({ elapsed: formed(LENGTH, '时长', 'Length') }, ['elapsed']),
      },
    ],
  },
  decimals: { type: 'integer', minimum: 0, maximum: 9, ...title('小数位', 'Decimals') },
  condition: {
    ...title('条件', 'Condition'),
    ...object(
      {
        all: { ...CONDITIONS, ...title('全部满足', 'All of') },
        any: { ...CONDITIONS, ...title('任一满足', 'Any of') },
        not: { $ref: '#/$defs/condition', ...title('不满足', 'Not') },
        condition: formed(referenceForm(['criteria']), '标准', 'Criteria'),
        fact: { type: 'string', minLength: 1, maxLength: 200, ...title('字段', 'Field') },
        of: {
          type: 'string',
          minLength: 1,
          maxLength: 200,
          ...title('关联记录', 'Related record'),
          description:
            '单个关联的名称：判断其记录的决策结果。\nThe name of a single relation: the decision is that of its record.',
        },
        operator: { type: 'string', minLength: 1, maxLength: 200, ...title('比较', 'Operator') },
        value: title('值', 'Value'),
        path: { type: 'string', maxLength: 500, ...title('路径', 'Path') },
        params: { type: 'object', ...title('参数', 'Parameters') },
        name: { type: 'string', maxLength: 500, ...title('名称', 'Name') },
        priority: { type: 'number', ...title('优先级', 'Priority') },
      },
      [],
      { minProperties: 1, dependentRequired: { fact: ['operator', 'value'], operator: ['fact'] } },
    ),
  },
  /** A computed value; the keys of `COMPUTED` may also be mixed into an object that has more keys. */
  computed: { ...title('计算值', 'Computed value'), ...object(computed(9), ['text', 'type']) },
} satisfies JsonObject;

export type PieceName = keyof typeof PIECES;

/** The keys of a computed value with at most `mostDecimals` decimals (9; 12 for what is only an intermediate). */
export function computed(mostDecimals: 9 | 12): JsonObject {
  return {
    text: { type: 'string', minLength: 1, maxLength: 20_000, ...title('公式 (FEEL)', 'Formula (FEEL)') },
    type: { enum: ['boolean', 'string', 'integer', 'decimal', 'date', 'instant'], ...title('类型', 'Type') },
    decimals: { type: 'integer', minimum: 0, maximum: mostDecimals, ...title('小数位', 'Decimals') },
    ifMissing: { ...SCALAR, ...title('缺失时', 'If missing') },
    uses: {
      ...dictionary(CAMEL_NAME, { type: 'string', maxLength: 300, pattern: USE.pattern }),
      ...title('引用', 'Uses'),
      description:
        '公式中的名称 → 结果（scorecard/credit#score）、参考表（reference/ftp，按键调用后取列）或带输入的公式（formula/instalment，按位置或按名称给参数调用）。\n' +
        'Names of the formula → results (scorecard/credit#score), reference tables (reference/ftp, called with their keys, then a column) or formulas with inputs (formula/instalment, called with arguments by position or by name).',
    },
  };
}
