import type { JsonObject } from '../../model/json.ts';
import { GRADE_NAME } from '../forms.ts';
import type { Computed } from '../../model/entity.ts';
import type { Document, Condition } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { dictionary, mention } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/** What a product is to a customer, best first. */
export const MATCHES = ['offer', 'refer', 'refuse'] as const;
export type Match = (typeof MATCHES)[number];

/** A match of customers and products: grade against grade, and what is eligible at all. Facts are `customer.x` and `product.y`. */
export interface Matching extends Document {
  readonly kind: 'matching';
  readonly customer: string;
  readonly product: string;
  /** A result on the customer's facts (`scorecard/capacity#band`), or a field (`customer.creditGrade`). */
  readonly customerGrade: string;
  /** A result on the product's facts, or a field (`product.riskLevel`). */
  readonly productGrade: string;
  /** By customer grade, then product grade. */
  readonly grid: Readonly<Record<string, Readonly<Record<string, Match>>>>;
  readonly eligible?: Condition;
  /** Offered and referred products stand highest first. */
  readonly rank?: Computed;
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const grade = (zh: string, en: string): JsonObject => ({
  type: 'string',
  minLength: 1,
  maxLength: 300,
  ...title(zh, en),
});

export const matchingSchema = kindSchema({
  kind: 'matching',
  zh: '匹配',
  en: 'Matching',
  description: {
    'zh-CN': '客户等级与产品等级的对照：推荐、转人工或不予办理；另有准入条件与排序。',
    en: 'Customer grade against product grade gives offer, refer or refuse; with what is eligible at all, and an order.',
  },
  properties: {
    customer: mention('客户实体', 'Customer entity', 'entity'),
    product: mention('产品实体', 'Product entity', 'entity'),
    customerGrade: grade('客户等级', 'Customer grade'),
    productGrade: grade('产品等级', 'Product grade'),
    grid: {
      ...dictionary(GRADE_NAME, dictionary(GRADE_NAME, { enum: MATCHES }, { minProperties: 1 }), { minProperties: 1 }),
      ...title('对照表', 'Grid'),
    },
    eligible: piece('condition', '准入条件', 'Eligible'),
    rank: piece('computed', '排序', 'Rank'),
  },
  required: ['customer', 'product', 'customerGrade', 'productGrade', 'grid'],
});

export const matchingExamples: readonly Matching[] = [
  {
    kind: 'matching',
    name: 'product-match',
    title: { 'zh-CN': '产品匹配', en: 'Product matching' },
    customer: 'entity/customer',
    product: 'entity/product',
    customerGrade: 'scorecard/capacity#band',
    productGrade: 'scorecard/product-risk#band',
    grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer', high: 'refuse' } },
    eligible: { all: [{ fact: 'product.isOnSale', operator: 'equal', value: true }] },
    rank: { text: 'product.rate', type: 'decimal', decimals: 4, ifMissing: 'missing' },
  },
];
