import type { Decision } from '../../model/decision.ts';
import type { Bins, Expression } from '../../model/expression.ts';
import { writtenIn } from '../../proofs/index-nodes.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { conditionList, conditionSentence, whoMeets } from '../../expression/to-words/sentences.ts';
import { lowerFirst, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { oneOf, speechOf, subjectOf, titled } from '../words.ts';
import { methodOf } from './methods/index.ts';
import type { Segmentation } from './segmentation.ts';
import { stabilityWords } from './stability-words.ts';

/** A segmentation as sentences: how the class is found and to whom it applies, then exceptions and stability. */
export function segmentationWords(
  document: Segmentation,
  decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(environment, language, document.entity);
  const { bins } = writtenIn(decision);
  const subject = oneOf(speech, document.entity);
  const stability = document.stability === undefined ? '' : stabilityWords(document.stability, subject, speech);
  return [
    ...methodOf(document).words(document, decision, speech),
    ...exceptionWords(document, bins.get('/exceptions'), speech),
    ...(stability === '' ? [] : [stability]),
    ...appliesWords(document, decision, speech),
  ];
}

function exceptionWords(document: Segmentation, bins: Bins | undefined, speech: Speech): readonly string[] {
  const subject = subjectOf(speech, document.entity);
  return (document.exceptions ?? []).map((exception, i) => {
    const test = bins?.bins[i]?.test;
    const condition = test?.kind === 'when' ? test.when : undefined;
    const named = document.classes?.find((one) => one.name === exception.class);
    const name = named === undefined ? exception.class : titled(speech, named);
    const who = condition === undefined ? undefined : whoMeets(condition, subject, speech);
    if (who !== undefined)
      return pick2(
        speech,
        zh`例外：${who}，直接归为${quoted(name)}。`,
        `Exception: ${who} are classed as ${quoted(name)}.`,
      );
    const list = condition === undefined ? '' : conditionList(condition, speech);
    return pick2(
      speech,
      zh`例外：符合下列情形的，直接归为${quoted(name)}：${list}`,
      `Exception, always classed as ${quoted(name)}: ${list}`,
    );
  });
}

/** To whom the segmentation applies; nothing where it applies to all. */
function appliesWords(document: Segmentation, { reasons }: Decision, speech: Speech): readonly string[] {
  const index = reasons.find(({ origin }) => origin.pointer === '/appliesTo')?.index;
  const condition: Expression | undefined = index?.kind === 'if' ? index.condition : undefined;
  if (condition === undefined) return [];
  const subject = subjectOf(speech, document.entity);
  const who = whoMeets(condition, subject, speech);
  return [
    who === undefined
      ? pick2(
          speech,
          `适用对象须${conditionSentence(condition, subject, speech)}`,
          `It applies only where ${lowerFirst(speech, conditionSentence(condition, subject, speech))}`,
        )
      : pick2(speech, zh`仅适用于${who}。`, `It applies only to ${who}.`),
  ];
}
