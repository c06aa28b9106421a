import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import { nearestName } from '../../model/did-you-mean.ts';
import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { exactly } from '../figure.ts';
import { checkFigure } from '../figure-problems.ts';
import type { Environment } from '../../model/environment.ts';
import { checkOverridable } from './check-overridable.ts';
import { methodOf } from './methods/index.ts';
import { checkKeys } from './keys.ts';
import { lowerSegmentation } from './lower.ts';
import { segmentationProblem, unknownClass } from './problems.ts';
import type { Class, Segmentation } from './segmentation.ts';

/** What a segmentation's schema cannot say. Where keys of its method are missing, only that is told. */
export function checkSegmentation(document: Segmentation, environment: Environment): Lowered {
  const keys = checkKeys(document);
  if (keys.length > 0) return { decision: null, problems: keys };
  const { decision, problems } = lowerSegmentation(document, environment);
  const at = { definition: `segmentation/${document.name}`, pointer: '/classes' };
  const all = [
    ...checkClasses(document),
    ...checkAtStake(document, environment),
    ...methodOf(document).check(document),
    ...checkExceptions(document),
    ...checkStability(document),
    ...checkOverridable(document),
    ...problems,
    ...Object.values(decision?.outputs ?? {}).flatMap((output) => checkRange(output, at)),
  ];
  return { decision, problems: all };
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

/** What is at stake is a figure of the subject: a field of its own, one and not a series. */
function checkAtStake(document: Segmentation, environment: Environment): readonly Problem[] {
  const { atStake: name, entity } = document;
  const fields = environment.entity(entity)?.fields;
  if (name === undefined || fields === undefined || fields.get(name)?.type.kind === 'number') return [];
  const near = fields.has(name) ? undefined : nearestName(name, [...fields.keys()]);
  const evidence = near === undefined ? { found: name } : { found: name, fix: near };
  return [segmentationProblem('at-stake-not-usable', place(document)('/atStake'), { found: name, entity }, evidence)];
}

function checkExceptions(document: Segmentation): readonly Problem[] {
  const names = methodOf(document)
    .classes(document)
    .map(({ name }) => name);
  return (document.exceptions ?? []).flatMap((one, i) =>
    names.includes(one.class)
      ? []
      : [unknownClass(place(document)(below('/exceptions', i, 'class')), one.class, names)],
  );
}

function checkStability(document: Segmentation): readonly Problem[] {
  const { stability } = document;
  if (stability === undefined) return [];
  const at = place(document);
  const buffer = stability.down?.buffer;
  const method = methodOf(document);
  const decimals = method.scoreDecimals(document);
  const bufferAt = at('/stability/down/buffer');
  const problems: Problem[] = [];
  if (method.givesSeveral?.(document) === true) return [segmentationProblem('stability-with-all', at('/stability'))];
  if (decimals === null && !isOrdered(method.classes(document)))
    problems.push(segmentationProblem('stability-without-order', at('/stability')));
  if (buffer === undefined) return problems;
  if (decimals === null)
    return [...problems, segmentationProblem('buffer-without-score', bufferAt, { method: document.method })];
  if (exactly(buffer).scaled < 0n) {
    problems.push(segmentationProblem('buffer-negative', bufferAt, { found: String(buffer) }, { found: buffer }));
  }
  return [...problems, ...checkFigure(buffer, bufferAt, decimals)];
}

/** Whether every class has an order of its own. */
function isOrdered(classes: readonly Class[]): boolean {
  const orders = classes.map(({ order }) => order);
  return !orders.includes(undefined) && new Set(orders).size === orders.length;
}
