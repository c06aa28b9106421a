import type { Problem } from '../../model/problem.ts';
import type { Environment } from '../../model/environment.ts';
import type { Criteria } from './criteria.ts';
import { lowerCriteria } from './lower.ts';

/** All that a criteria can have wrong stands in its condition. */
export function checkCriteria(document: Criteria, environment: Environment): readonly Problem[] {
  return lowerCriteria(document, environment).problems;
}
