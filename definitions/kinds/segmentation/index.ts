import { type Kind, namedItems } from '../kind.ts';
import { checkSegmentation } from './check.ts';
import { lowerSegmentation } from './lower.ts';
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
  check: checkSegmentation,
  checkTogether: checkPrimary,
  lower: (document, environment) => {
    const { decision } = lowerSegmentation(document, environment);
    if (decision === null) throw new Error(`segmentation/${document.name} is lowered although its check found errors`);
    return decision;
  },
  prove: proveSegmentation,
  words: segmentationWords,
};
