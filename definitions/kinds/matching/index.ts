import type { Kind } from '../kind.ts';
import type { Reference } from '../../model/document.ts';
import { computedReferences, conditionReferences, factReferences } from '../references.ts';
import { checkMatching } from './check.ts';
import { matchingTexts } from './lower.ts';
import { type Matching, matchingExamples, matchingSchema } from './matching.ts';
import { proveMatching } from './prove.ts';
import { matchingWords } from './words.ts';

/** Matching: which products suit a customer. */
export const matchingKind: Kind<Matching> = {
  name: 'matching',
  title: { 'zh-CN': '匹配', en: 'Matching' },
  schema: matchingSchema,
  examples: matchingExamples,
  references,
  decides: true,
  lower: checkMatching,
  prove: proveMatching,
  words: matchingWords,
  texts: matchingTexts,
};

function references(document: Matching): readonly Reference[] {
  return [
    { pointer: '/customer', target: document.customer },
    { pointer: '/product', target: document.product },
    ...factReferences(document.customerGrade, '/customerGrade'),
    ...factReferences(document.productGrade, '/productGrade'),
    ...(document.eligible === undefined ? [] : conditionReferences(document.eligible, '/eligible')),
    ...(document.rank === undefined ? [] : computedReferences(document.rank, '/rank')),
  ];
}
