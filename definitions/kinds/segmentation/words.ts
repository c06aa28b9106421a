import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Segmentation } from './segmentation.ts';

/** A segmentation as sentences. */
export function segmentationWords(
  _document: Segmentation,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
