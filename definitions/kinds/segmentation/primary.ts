import type { Problem } from '../../problem.ts';
import type { Document } from '../kind.ts';
import { segmentationProblem } from './problems.ts';
import type { Segmentation } from './segmentation.ts';

/** At most one segmentation of a library is the primary one; asked of all documents together, in their order. */
export function checkPrimary(documents: readonly Document[]): readonly Problem[] {
  const primary = documents.filter(
    (document) => document.kind === 'segmentation' && (document as Segmentation).primary === true,
  );
  const [first, ...more] = primary;
  if (first === undefined) return [];
  return more.map(({ name }) =>
    segmentationProblem(
      'primary-twice',
      { definition: `segmentation/${name}`, pointer: '/primary' },
      { expected: `segmentation/${first.name}` },
    ),
  );
}
