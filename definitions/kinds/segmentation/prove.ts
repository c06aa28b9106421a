import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { Segmentation } from './segmentation.ts';

/** What is proved about a segmentation. */
export function proveSegmentation(
  _document: Segmentation,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
