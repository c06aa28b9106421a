import type { JsonObject } from '../json.ts';
import { CAMEL_NAME, DATE_TEXT, DECIMAL_TEXT, type Form, INTERVAL, KEBAB_NAME, referenceForm, USE } from './forms.ts';

/**
 * The pieces kinds' schemas are made of (JSON Schema 2020-12). A kind's schema stands alone: the pieces it points at by
 * `#/$defs/…` are put into it by `kindSchema`. Titles are bilingual, "中文 / English", because a form shows them as they are.
 *
 * Keywords that definitions are validated by (others are annotations): type, enum, const, pattern, minimum, maximum,
 * exclusiveMinimum, minLength, maxLength, items, minItems, maxItems, uniqueItems, properties, required, additionalProperties,
 * propertyNames, minProperties, maxProperties, dependentRequired, anyOf, oneOf, $ref to `#/$defs/…`.
 */

/** A condition as it is written: json-rules-engine's JSON. `fromCondition` reads it. */
export type Condition = JsonObject;

/** A decimal as it is written: a JSON number, or a text beyond 15 significant digits. */
export type Figure = number | string;

/** One written value: a member of an enum, a flag, a figure, a date. */
export type Scalar = boolean | number | string;

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });

/** A text of a given form. */
export function formed(form: Form, zh: string, en: string): JsonObject {
  return { type: 'string', maxLength: 300, pattern: form.pattern, ...title(zh, en) };
}
/** A mention of a definition of one of `kinds` (none named: of any kind). */
export const mention = (zh: string, en: string, ...kinds: readonly string[]) => formed(referenceForm(kinds), zh, en);
export const kebabName = (zh: string, en: string) => formed(KEBAB_NAME, zh, en);
export const camelName = (zh: string, en: string) => formed(CAMEL_NAME, zh, en);

/** `{ "$ref": "#/$defs/<piece>" }`, with a title of its own where the place needs one. */
export function piece(name: PieceName, zh?: string, en?: string): JsonObject {
  return { $ref: `#/$defs/${name}`, ...(zh === undefined || en === undefined ? {} : title(zh, en)) };
}

/** An object whose keys are exactly `properties`. */
export function object(properties: JsonObject, required: readonly string[] = [], more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false, ...more };
}

/** A list. */
export function list(items: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'array', items, ...more };
}

/** An object as a dictionary: keys of a form, values of a schema. */
export function dictionary(keys: Form, values: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    propertyNames: { pattern: keys.pattern },
    additionalProperties: values,
    maxProperties: 5000,
    ...more,
  };
}

/** A whole schema of a kind: the head every definition has, the kind's own keys, the shared pieces it uses. */
export function kindSchema(of: {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly description: { readonly 'zh-CN': string; readonly en: string };
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly defs?: JsonObject;
}): JsonObject {
  const own = { ...of.properties, ...(of.defs ?? {}) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/${of.kind}.json`,
    ...title(of.zh, of.en),
    description: `${of.description['zh-CN']}\n${of.description.en}`,
    type: 'object',
    properties: { kind: { const: of.kind }, name: kebabName('名称', 'Name'), ...HEAD, ...of.properties, cases: CASES },
    required: ['kind', 'name', ...of.required],
    additionalProperties: false,
    $defs: { ...piecesUsed({ own, HEAD, CASES }), ...(of.defs ?? {}) },
  };
}

const SCALAR: JsonObject = { type: ['boolean', 'number', 'string'], maxLength: 1000 };
const CONDITIONS = { type: 'array', items: { $ref: '#/$defs/condition' }, maxItems: 10_000 };

const PIECES = {
  text: {
    ...title('文字', 'Text'),
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
    },
  };
}

const HEAD: JsonObject = {
  title: piece('text', '标题', 'Title'),
  description: piece('text', '说明', 'Description'),
  subject: piece('text', '主题', 'Subject'),
  owner: { type: 'string', maxLength: 200, ...title('归属机构', 'Owner') },
  purpose: { type: 'string', maxLength: 200, ...title('用途', 'Purpose') },
  basis: {
    ...title('依据', 'Basis'),
    ...list(
      object(
        {
          document: { type: 'string', maxLength: 1000, ...title('文件', 'Document') },
          clause: { type: 'string', maxLength: 200, ...title('条款', 'Clause') },
        },
        ['document'],
      ),
      { maxItems: 1000 },
    ),
  },
  reviewBy: formed(DATE_TEXT, '复核期限', 'Review by'),
};

const CASES: JsonObject = {
  ...title('用例', 'Cases'),
  ...list(
    object(
      {
        name: { type: 'string', minLength: 1, maxLength: 1000, ...title('名称', 'Name') },
        given: {
          ...title('给定', 'Given'),
          ...object(
            {
              facts: { type: 'object' },
              $asOf: { type: 'string', maxLength: 40 },
              $previous: { type: 'object' },
              products: list({ type: 'object' }),
            },
            ['facts'],
          ),
        },
        expect: {
          ...title('应得', 'Expect'),
          ...object({ value: {}, reasons: list({ type: 'string' }), problems: list({ type: 'string' }) }, [], {
            minProperties: 1,
          }),
        },
      },
      ['name', 'given', 'expect'],
    ),
    { maxItems: 100_000 },
  ),
};

/** The pieces that `schema` points at, and those that they point at. */
function piecesUsed(schema: JsonObject): JsonObject {
  const used: Record<string, JsonObject> = {};
  const visit = (from: JsonObject) => {
    for (const [, name] of JSON.stringify(from).matchAll(/"#\/\$defs\/([a-zA-Z]+)"/g)) {
      const found =
        name === undefined || name in used ? undefined : (PIECES as Readonly<Record<string, JsonObject>>)[name];
      if (name === undefined || found === undefined) continue;
      used[name] = found;
      visit(found);
    }
  };
  visit(schema);
  return used;
}
