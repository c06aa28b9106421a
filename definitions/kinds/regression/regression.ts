import type { JsonObject } from '../../model/json.ts';
import type { Document, Figure } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { list, mention, object } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/** A regression: intercept + Σ coefficient × fact, as it is (`identity`) or as a probability 1/(1 + e^−z) (`logit`). */
export interface Regression extends Document {
  readonly kind: 'regression';
  readonly entity: string;
  readonly link: 'identity' | 'logit';
  readonly intercept: Figure;
  readonly terms: readonly Term[];
  /** Of the value; it is rounded once, half-up. */
  readonly decimals: number;
}

/** A term is a fact times its coefficient, or the coefficient that stands for the fact's value (0 for a value not listed). */
export interface Term {
  /** A field, a derived field, or a result (`formula/contribution#amount`). */
  readonly fact: string;
  readonly coefficient?: Figure;
  readonly values?: Readonly<Record<string, Figure>>;
  /**
   * What a missing fact means: no value with a problem (`refuse`), no value (`missing`), or a figure: for a coefficient the
   * fact's value, for `values` the coefficient itself. Required where the fact may be missing.
   */
  readonly ifMissing?: 'refuse' | 'missing' | number;
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });

const TERM = object(
  {
    fact: { type: 'string', minLength: 1, maxLength: 300, ...title('字段', 'Fact') },
    coefficient: piece('coefficient', '系数', 'Coefficient'),
    values: {
      type: 'object',
      propertyNames: { minLength: 1, maxLength: 1000 },
      additionalProperties: piece('coefficient'),
      minProperties: 1,
      maxProperties: 5000,
      ...title('各取值的系数', 'Coefficient by value'),
    },
    ifMissing: { anyOf: [{ enum: ['refuse', 'missing'] }, { type: 'number' }], ...title('缺失时', 'If missing') },
  },
  ['fact'],
);

/** JSON Schema of a regression. */
export const regressionSchema: JsonObject = kindSchema({
  kind: 'regression',
  zh: '回归',
  en: 'Regression',
  description: {
    'zh-CN': '截距加各项系数之和；logit 时换算为概率。',
    en: 'An intercept plus coefficients; with logit, turned into a probability.',
  },
  properties: {
    entity: mention('对象', 'Entity', 'entity'),
    link: { enum: ['identity', 'logit'], ...title('联系函数', 'Link') },
    intercept: piece('coefficient', '截距', 'Intercept'),
    terms: list({ $ref: '#/$defs/term' }, { maxItems: 1000, ...title('各项', 'Terms') }),
    decimals: piece('decimals', '结果小数位', 'Decimals of the value'),
  },
  required: ['entity', 'link', 'intercept', 'terms', 'decimals'],
  defs: { term: TERM },
});

/** Examples a form may start from. */
export const regressionExamples: readonly Regression[] = [
  {
    kind: 'regression',
    name: 'churn-example',
    title: { 'zh-CN': '流失预测', en: 'Predicted churn' },
    entity: 'entity/customer',
    link: 'logit',
    intercept: -2,
    decimals: 6,
    terms: [
      { fact: 'complaints12m', coefficient: 1.2, ifMissing: 0 },
      { fact: 'creditGrade', values: { AAA: -0.4, D: 0.9 }, ifMissing: 'refuse' },
    ],
  },
];
