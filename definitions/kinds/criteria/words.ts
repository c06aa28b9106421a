import type { Decision } from '../../model/decision.ts';
import { conditionSentence } from '../../expression/to-words/sentences.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { speechOf, subjectOf } from '../words.ts';
import type { Criteria } from './criteria.ts';

/** A criteria as one sentence: who meets it. */
export function criteriaWords(
  document: Criteria,
  decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const holds = decision?.outputs['holds'];
  if (holds === undefined) return [];
  const condition = holds.kind === 'if' && holds.then.kind === 'missing' ? holds.otherwise : holds;
  const speech = speechOf(environment, language, document.entity);
  return [conditionSentence(condition, subjectOf(speech, document.entity), speech)];
}
