import type { Document, Condition } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { mention } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/** A standard that a record meets or not: a good customer, a lapsing account. Its result is `criteria/…#holds`. */
export interface Criteria extends Document {
  readonly kind: 'criteria';
  readonly entity: string;
  readonly when: Condition;
}

export const criteriaSchema = kindSchema({
  kind: 'criteria',
  zh: '标准',
  en: 'Criteria',
  description: {
    'zh-CN': '一条记录符合或不符合的标准，由条件写成。',
    en: 'A standard that a record meets or does not, written as a condition.',
  },
  properties: { entity: mention('实体', 'Entity', 'entity'), when: piece('condition', '条件', 'Condition') },
  required: ['entity', 'when'],
});

export const criteriaExamples: readonly Criteria[] = [
  {
    kind: 'criteria',
    name: 'good-customer',
    title: { 'zh-CN': '优质客户', en: 'Good customer' },
    entity: 'entity/customer',
    when: {
      all: [
        { fact: 'aum', operator: 'greaterThanInclusive', value: 50000 },
        { fact: 'tenureMonths', operator: 'between', value: '[24, ∞)' },
      ],
    },
  },
];
