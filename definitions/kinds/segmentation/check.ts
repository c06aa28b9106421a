import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import { nearestName } from '../../model/did-you-mean.ts';
import type { Problem } from '../../model/problem.ts';
import { exactly } from '../figure.ts';
import { checkFigure, checkWeights } from '../figure-problems.ts';
import type { Environment } from '../../model/environment.ts';
import { classesByCriteria, otherwiseName } from './by-criteria.ts';
import { checkMatrix } from './check-matrix.ts';
import { checkOverridable } from './check-overridable.ts';
import { checkShares } from './check-shares.ts';
import { checkKeys } from './keys.ts';
import { lowerSegmentation } from './lower.ts';
import { classesOfMatrix } from './matrix.ts';
import { segmentationProblem } from './problems.ts';
import type { Class, CriteriaSegmentation, Segmentation } from './segmentation.ts';

/** What a segmentation's schema cannot say. Where keys of its method are missing, only that is told. */
export function checkSegmentation(document: Segmentation, environment: Environment): Lowered {
  const keys = checkKeys(document);
  if (keys.length > 0) return { decision: null, problems: keys };
  const { decision, problems } = lowerSegmentation(document, environment);
  const at = { definition: `segmentation/${document.name}`, pointer: '/classes' };
  const all = [
    ...checkClasses(document),
    ...checkMethod(document),
    ...checkExceptions(document),
    ...checkStability(document),
    ...checkOverridable(document),
    ...problems,
    ...Object.values(decision?.outputs ?? {}).flatMap((output) => checkRange(output, at)),
  ];
  return { decision, problems: all };
}

/** All classes of a segmentation, whatever its method. */
export function classesOf(document: Segmentation): readonly Class[] {
  switch (document.method) {
    case 'composite':
    case 'share':
      return document.classes;
    case 'criteria':
      return classesByCriteria(document);
    case 'matrix':
      return classesOfMatrix(document);
  }
}

const place = (document: Segmentation) => (pointer: string) => ({
  definition: `segmentation/${document.name}`,
  pointer,
});

function checkClasses(document: Segmentation): readonly Problem[] {
  const names = (document.classes ?? []).map(({ name }) => name);
  return names.flatMap((found, i) =>
    names.indexOf(found) < i
      ? [segmentationProblem('class-named-twice', place(document)(`/classes/${i}/name`), { found }, { found })]
      : [],
  );
}

function checkMethod(document: Segmentation): readonly Problem[] {
  const at = place(document);
  switch (document.method) {
    case 'composite':
      return [
        ...checkWeights(
          document.scores.map(({ weight }) => weight),
          (i) => at(`/scores/${i}`),
          at('/scores'),
          true,
        ),
        ...document.scores.flatMap(({ ifMissing }, i) =>
          typeof ifMissing === 'number' ? checkFigure(ifMissing, at(`/scores/${i}/ifMissing`)) : [],
        ),
      ];
    case 'criteria':
      return checkOtherwise(document);
    case 'matrix':
      return checkMatrix(document);
    case 'share':
      return checkShares(document);
  }
}

function checkOtherwise(document: CriteriaSegmentation): readonly Problem[] {
  const left = otherwiseName(document);
  if (left === undefined) return [];
  const isListed = document.classes.some(({ name }) => name === left);
  const at = place(document)('/otherwise');
  if (typeof document.otherwise === 'string') return isListed ? [] : likelySlip(document, left, at.pointer);
  return isListed ? [segmentationProblem('otherwise-repeats-class', at, { found: left }, { found: left })] : [];
}

/** A name that is not listed names a class of its own, unless it is all but that of a listed one. */
function likelySlip(document: CriteriaSegmentation, left: string, pointer: string): readonly Problem[] {
  const names = document.classes.map(({ name }) => name);
  return nearestName(left, names) === undefined ? [] : [unknownClass(document, left, pointer)];
}

function unknownClass(document: Segmentation, found: string, pointer: string): Problem {
  const written = document.method === 'criteria' && pointer === '/otherwise' ? document.classes : classesOf(document);
  const expected = listed(written.map(({ name }) => name));
  return segmentationProblem('class-unknown', place(document)(pointer), { found, expected }, { found });
}

function checkExceptions(document: Segmentation): readonly Problem[] {
  const names = new Set(classesOf(document).map(({ name }) => name));
  return (document.exceptions ?? []).flatMap((one, i) =>
    names.has(one.class) ? [] : [unknownClass(document, one.class, below('/exceptions', i, 'class'))],
  );
}

function checkStability(document: Segmentation): readonly Problem[] {
  const { stability } = document;
  if (stability === undefined) return [];
  const at = place(document);
  const buffer = stability.down?.buffer;
  const hasScore = document.method === 'composite' || document.method === 'share';
  const bufferAt = at('/stability/down/buffer');
  const problems: Problem[] = [];
  if (document.method === 'criteria' && document.mode === 'all')
    return [segmentationProblem('stability-with-all', at('/stability'))];
  if (!hasScore && !isOrdered(classesOf(document)))
    problems.push(segmentationProblem('stability-without-order', at('/stability')));
  if (buffer === undefined) return problems;
  if (!hasScore)
    return [...problems, segmentationProblem('buffer-without-score', bufferAt, { method: document.method })];
  if (exactly(buffer).scaled < 0n) {
    problems.push(segmentationProblem('buffer-negative', bufferAt, { found: String(buffer) }, { found: buffer }));
  }
  return [...problems, ...checkFigure(buffer, bufferAt, document.method === 'composite' ? document.decimals : 9)];
}

/** Whether every class has an order of its own. */
function isOrdered(classes: readonly Class[]): boolean {
  const orders = classes.map(({ order }) => order);
  return !orders.includes(undefined) && new Set(orders).size === orders.length;
}
