import type { Decision } from '../../decision.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import type { Formula } from './formula.ts';

/** A formula as sentences. */
export function formulaWords(
  _document: Formula,
  _decision: Decision | null,
  _around: Surroundings,
  _language: Language,
): readonly string[] {
  return [];
}
