import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Criteria } from './criteria.ts';

/** This kind is not told in words yet. */
export function criteriaWords(
  _document: Criteria,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
