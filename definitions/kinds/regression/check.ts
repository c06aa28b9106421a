import { checkRange } from '../../expression/check.ts';
import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { checkFigure } from '../figure-problems.ts';
import type { Environment } from '../../model/environment.ts';
import { lowerRegression } from './lower.ts';
import type { Regression } from './regression.ts';

/** What a regression's schema cannot say: its figures, and what its facts are. */
export function checkRegression(document: Regression, environment: Environment): readonly Problem[] {
  const at = (pointer: string) => ({ definition: `regression/${document.name}`, pointer });
  const figures = document.terms.flatMap(({ coefficient, values, ifMissing }, i) => [
    ...checkFigure(coefficient, at(`/terms/${i}/coefficient`)),
    ...Object.entries(values ?? {}).flatMap(([key, figure]) =>
      checkFigure(figure, at(below(`/terms/${i}/values`, key))),
    ),
    ...(typeof ifMissing === 'number' ? checkFigure(ifMissing, at(`/terms/${i}/ifMissing`)) : []),
  ]);
  const { decision, problems } = lowerRegression(document, environment);
  const value = decision?.outputs['value'];
  return [
    ...checkFigure(document.intercept, at('/intercept')),
    ...figures,
    ...problems,
    ...(value === undefined ? [] : checkRange(value, at('/terms'))),
  ];
}
