import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Matching } from './matching.ts';

/** This kind is not told in words yet. */
export function matchingWords(
  _document: Matching,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
