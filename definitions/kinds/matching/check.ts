import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import type { Environment } from '../../model/environment.ts';
import { lowerMatching } from './lower.ts';
import type { Matching } from './matching.ts';

/** Grades with known values, a grid with every cell, a condition and a rank that mean something. */
export function checkMatching(document: Matching, environment: Environment): Lowered {
  const { decision, problems } = lowerMatching(document, environment);
  if (decision === null || decision.value.kind !== 'products') return { decision, problems };
  const range = checkRange(decision.value.order, { definition: decision.id, pointer: '/rank' });
  return { decision, problems: [...problems, ...range] };
}
