import { conditionReferences } from '../../../references.ts';
import { nearestName } from '../../../../model/did-you-mean.ts';
import type { Problem } from '../../../../model/problem.ts';
import { decideOne } from '../../decide-one.ts';
import { segmentationProblem, unknownClass } from '../../problems.ts';
import type { CriteriaSegmentation } from '../../segmentation.ts';
import type { Method } from '../method.ts';
import { decideAll } from './decide-all.ts';
import { classesByCriteria, lowerFirst, otherwiseName } from './lower.ts';
import { proveCriteria } from './prove.ts';
import { criteriaLines } from './words.ts';

/** Classes with conditions: the first that holds, or all. */
export const criteriaMethod: Method<CriteriaSegmentation> = {
  keys: { needs: ['classes'], may: ['mode', 'otherwise'], ofClass: 'when' },
  classes: classesByCriteria,
  references: ({ classes }) => classes.flatMap(({ when }, i) => conditionReferences(when, `/classes/${i}/when`)),
  check,
  scoreDecimals: () => null,
  givesSeveral: ({ mode }) => mode === 'all',
  otherwise: otherwiseName,
  decide(document, context, gate) {
    if (document.mode === 'all') return decideAll(document, context, gate);
    const ranking = lowerFirst(document, context);
    return ranking === null ? null : decideOne(document, ranking, context, gate);
  },
  prove: proveCriteria,
  words: criteriaLines,
};

/** What is left may be a listed class by its name, or a class of its own. */
function check(document: CriteriaSegmentation): readonly Problem[] {
  const left = otherwiseName(document);
  if (left === undefined) return [];
  const names = document.classes.map(({ name }) => name);
  const isListed = names.includes(left);
  const at = { definition: `segmentation/${document.name}`, pointer: '/otherwise' };
  if (typeof document.otherwise !== 'string')
    return isListed ? [segmentationProblem('otherwise-repeats-class', at, { found: left }, { found: left })] : [];
  // A name that is not listed names a class of its own, unless it is all but that of a listed one.
  return isListed || nearestName(left, names) === undefined ? [] : [unknownClass(at, left, names)];
}
