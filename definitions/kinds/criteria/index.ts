import type { Kind } from '../kind.ts';
import type { Reference } from '../../model/document.ts';
import { conditionReferences } from '../references.ts';
import { countedNodes } from './counted-nodes.ts';
import { type Criteria, criteriaExamples, criteriaSchema } from './criteria.ts';
import { lowerCriteria } from './lower.ts';
import { proveCriteria } from './prove.ts';
import { printOfCriteria, proveDistinct } from './prove-distinct.ts';
import { criteriaWords } from './words.ts';

/** Criteria: a condition under a name. */
export const criteriaKind: Kind<Criteria> = {
  name: 'criteria',
  title: { 'zh-CN': '标准', en: 'Criteria' },
  schema: criteriaSchema,
  examples: criteriaExamples,
  references,
  decides: true,
  lower: lowerCriteria,
  counted: countedNodes,
  prove: proveCriteria,
  proveTogether: proveDistinct,
  print: printOfCriteria,
  words: criteriaWords,
};

function references(document: Criteria): readonly Reference[] {
  return [{ pointer: '/entity', target: document.entity }, ...conditionReferences(document.when, '/when')];
}
