import type { Problem } from '../../model/problem.ts';
import { segmentationProblem } from './problems.ts';
import type { Segmentation } from './segmentation.ts';

/** At most one segmentation of a library is the primary one; asked of all documents together, in their order. */
export function checkPrimary(documents: readonly Segmentation[]): readonly Problem[] {
  const [first, ...more] = documents.filter(({ primary }) => primary === true);
  if (first === undefined) return [];
  return more.map(({ name }) =>
    segmentationProblem(
      'primary-twice',
      { definition: `segmentation/${name}`, pointer: '/primary' },
      { expected: `segmentation/${first.name}` },
    ),
  );
}
