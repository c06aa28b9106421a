import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Scorecard } from './scorecard.ts';

/** A scorecard as sentences. */
export function scorecardWords(
  _document: Scorecard,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
