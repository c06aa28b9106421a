import type { Json, JsonObject } from '../../../definitions/index.ts';
import { anyOf, choiceOf, fieldsOf, figureOf, type Ground, type Named, type Way } from './ground-fields.ts';

/** What new definitions that decide say at first, over the fields of their entity. */

export function conditions(fields: readonly Named[]): readonly JsonObject[] {
  const [figure, choice] = [figureOf(fields), choiceOf(fields)];
  const rows = [
    ...(figure === undefined
      ? []
      : [{ fact: figure.field.name, operator: 'greaterThanInclusive', value: figure.middle }]),
    ...(choice === undefined ? [] : [{ fact: choice.name, operator: 'in', value: (choice.enum ?? []).slice(0, 2) }]),
  ];
  return rows.length === 0 ? [{ fact: anyOf(fields), operator: 'isPresent', value: true }] : rows;
}

const RESULT: JsonObject = {
  name: 'level',
  title: { 'zh-CN': '等级', en: 'Level' },
  type: 'string',
  enum: ['high', 'low'],
  labels: { high: { 'zh-CN': '高', en: 'High' }, low: { 'zh-CN': '低', en: 'Low' } },
};

export function table(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields);
  const fact = figure?.field.name ?? anyOf(fields);
  const rules: readonly JsonObject[] =
    way === 'empty' || figure === undefined
      ? [{ when: ['-'], then: ['low'] }]
      : [
          { when: [figure.above], then: ['high'] },
          { when: [figure.below], then: ['low'] },
        ];
  return { hitPolicy: 'unique', inputs: [{ fact }], outputs: [RESULT], rules, otherwise: ['low'] };
}

export function scorecard(fields: readonly Named[], way: Way): JsonObject {
  const [figure, choice] = [figureOf(fields), choiceOf(fields)];
  const field = figure?.field ?? choice ?? fields[0];
  const missing = field?.optional === true ? [{ missing: true, score: 0 }] : [];
  const bins: readonly JsonObject[] =
    figure !== undefined
      ? [
          { in: figure.below, score: way === 'empty' ? 0 : 40 },
          { in: figure.above, score: way === 'empty' ? 0 : 100 },
        ]
      : choice !== undefined
        ? (choice.enum ?? []).map((member, i) => ({
            values: [member],
            score: way === 'empty' ? 0 : Math.max(0, 100 - i * 20),
          }))
        : [{ otherwise: true, score: 0 }];
  const bands = [
    { name: 'low', title: { 'zh-CN': '低', en: 'Low' }, in: '[0, 50)' },
    { name: 'high', title: { 'zh-CN': '高', en: 'High' }, in: '[50, 100]' },
  ];
  const name = field?.name ?? 'id';
  return {
    decimals: 2,
    combine: 'sum',
    characteristics: [{ name, fact: name, bins: [...bins, ...missing] }],
    ...(way === 'empty' ? {} : { bands }),
  };
}

export function segmentation(fields: readonly Named[], way: Way): JsonObject {
  const rest = { name: 'other', title: { 'zh-CN': '其他', en: 'Others' }, order: 1 };
  const focus = { name: 'focus', title: { 'zh-CN': '重点客户', en: 'In focus' }, order: 2 };
  const when: JsonObject = {
    all: way === 'empty' ? [{ fact: anyOf(fields), operator: 'isMissing', value: true }] : conditions(fields),
  };
  return { method: 'criteria', mode: 'first', classes: [{ ...focus, when }], otherwise: rest };
}

export function formula(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields)?.field;
  const text = way === 'empty' || figure === undefined ? '0' : `${figure.name} * 0.1`;
  const line = { name: 'result', title: { 'zh-CN': '结果', en: 'Result' }, text, type: 'decimal', decimals: 2 };
  return { lines: [{ ...line, ifMissing: 'missing' }], outputs: ['result'] };
}

export function regression(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields)?.field;
  const terms = way === 'empty' || figure === undefined ? [] : [{ fact: figure.name, coefficient: 0.01, ifMissing: 0 }];
  return { link: 'logit', intercept: way === 'empty' ? 0 : -2, decimals: 6, terms };
}

/** Grades are fields with listed values; where an entity has none, its first field stands there to be changed. */
export function matching({ entity, product, productDocument }: Ground, fields: readonly Named[]): JsonObject {
  const products = fieldsOf(productDocument);
  const [own, theirs] = [choiceOf(fields), choiceOf(products)];
  const columns = (theirs?.enum ?? ['grade']).map((member): [string, Json] => [member, 'refer']);
  const rows = (own?.enum ?? ['grade']).map((member): [string, Json] => [member, Object.fromEntries(columns)]);
  return {
    customer: entity,
    product,
    customerGrade: `customer.${own?.name ?? anyOf(fields)}`,
    productGrade: `product.${theirs?.name ?? anyOf(products)}`,
    grid: Object.fromEntries(rows),
  };
}
