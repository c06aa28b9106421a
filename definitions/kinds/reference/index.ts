import { type Kind, namedKeys } from '../kind.ts';
import { checkReference } from './check.ts';
import { proveReference } from './prove.ts';
import { type ReferenceDocument, referenceExamples, referenceSchema } from './reference.ts';
import { referenceWords } from './words.ts';

/** Reference tables: rates and lists with validity. */
export const referenceKind: Kind<ReferenceDocument> = {
  name: 'reference',
  title: { 'zh-CN': '参考表', en: 'Reference table' },
  schema: referenceSchema,
  examples: referenceExamples,
  references: () => [],
  names: ({ fields, key }) => [
    [...namedKeys(fields, '/fields'), ...key.map((name, i) => ({ name, pointer: `/key/${i}` }))],
  ],
  sets: () => ['/rows'],
  decides: false,
  lower: (document) => ({ decision: null, problems: checkReference(document) }),
  prove: proveReference,
  words: referenceWords,
};
