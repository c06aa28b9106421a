import { type Kind, namedItems } from '../kind.ts';
import { checkSegmentation } from './check.ts';
import { checkPrimary } from './primary.ts';
import { proveSegmentation } from './prove.ts';
import { segmentationReferences } from './references.ts';
import { segmentationExamples, segmentationSchema } from './schema.ts';
import type { Segmentation } from './segmentation.ts';
import { segmentationWords } from './words.ts';

/** Segmentations: every subject gets a class. */
export const segmentationKind: Kind<Segmentation> = {
  name: 'segmentation',
  title: { 'zh-CN': '客户细分', en: 'Segmentation' },
  schema: segmentationSchema,
  examples: segmentationExamples,
  references: segmentationReferences,
  names: ({ classes }) => [namedItems(classes ?? [], '/classes')],
  sets: () => ['/overridable'],
  divided: ({ method }) => (method === 'composite' ? '/classes' : undefined),
  decides: true,
  divides: true,
  lower: checkSegmentation,
  checkTogether: checkPrimary,
  prove: proveSegmentation,
  words: segmentationWords,
};
