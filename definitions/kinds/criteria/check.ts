import type { Problem } from '../../model/problem.ts';
import type { Surroundings } from '../kind.ts';
import type { Criteria } from './criteria.ts';
import { lowerCriteria } from './lower.ts';

/** All that a criteria can have wrong stands in its condition. */
export function checkCriteria(document: Criteria, around: Surroundings): readonly Problem[] {
  return lowerCriteria(document, around).problems;
}
