import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Regression } from './regression.ts';

/** A regression as sentences. */
export function regressionWords(
  _document: Regression,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
