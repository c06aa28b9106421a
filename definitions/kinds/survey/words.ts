import { beside } from '../../expression/to-words/chinese.ts';
import { meaningWords } from '../../expression/to-words/choices.ts';
import { listed, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language } from '../../model/text.ts';
import { timeWords } from '../budget.ts';
import { decimalsWords, speechOf, stated, titled, withFootnotes } from '../words.ts';
import { lengthOf } from './letters.ts';
import { questionWords } from './question-words.ts';
import { questionsOf } from './questions.ts';
import { scoreDecision } from './score.ts';
import { scoreRange } from './score-range.ts';
import type { SurveyDocument } from './survey.ts';

/** A survey as sentences: how it is asked, each question with its answers and when it is asked, what answers score, who is reminded. */
export function surveyWords(
  document: SurveyDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language, document.entity);
  const questions = questionsOf(document);
  const [valid, pause] = [spanWords(document.validFor, speech), spanWords(document.cooldown, speech)];
  return [
    pick2(
      speech,
      `请客户回答 ${questions.length} 个问题，链接${valid}内有效，只能回答一次；同一客户${pause}内不再邀请。`,
      `Asks the customer ${questions.length === 1 ? 'one question' : `${questions.length} questions`} by a link that is valid for ${valid} and can be answered once; the same customer is not asked again within ${pause}.`,
    ),
    ...questions.map((one) => questionWords(one, document, speech)),
    scoreWords(document, environment, speech),
    ...letterWords(document, speech),
  ];
}

/** ` 14 日`, `14 days`. */
function spanWords(written: string, speech: Speech): string {
  const milliseconds = lengthOf(written);
  const days = milliseconds / 86_400_000;
  const said = Number.isInteger(days)
    ? pick2(speech, `${days} 日`, `${days} day${days === 1 ? '' : 's'}`)
    : timeWords(speech, milliseconds);
  return pick2(speech, ` ${said}`, said);
}

/** What answers score, and between which figures a score lies, where every set of answers could be tried. */
function scoreWords(document: SurveyDocument, environment: Environment, speech: Speech): string {
  const { score } = document;
  const expression = scoreDecision(document, environment).decision?.outputs['score'];
  const end = score.type === 'decimal' ? pick2(speech, '，', ', ') + decimalsWords(speech, score.decimals ?? 0) : '';
  const meaning =
    expression === undefined
      ? score.text + end
      : withFootnotes(speech, (inner) => meaningWords(expression, end, inner));
  const range = scoreRange(document, environment);
  const isKnown = range !== undefined && Number.isFinite(range.minimum);
  const between = isKnown
    ? pick2(
        speech,
        `；得分在 ${stated(range.minimum)} 与 ${stated(range.maximum)} 之间`,
        `; scores lie between ${stated(range.minimum)} and ${stated(range.maximum)}`,
      )
    : '';
  return pick2(speech, beside('得分 = ', `${meaning}${between}。`), `Score = ${meaning}${between}.`);
}

function letterWords({ invitation, reminders = [] }: SurveyDocument, speech: Speech): readonly string[] {
  const called = (id: string) =>
    quoted(
      titled(speech, {
        name: id,
        ...(speech.environment.document(id)?.title !== undefined && {
          title: speech.environment.document(id)?.title ?? id,
        }),
      }),
    );
  const times = listed(
    speech,
    reminders.map(({ after }) => spanWords(after, speech).trim()),
    'and',
  );
  return [
    invitation === undefined
      ? pick2(speech, '还没有邀请模板，不能发起。', 'It has no letter yet that invites, and cannot be sent.')
      : pick2(speech, `以${called(invitation)}邀请。`, `The invitation is ${called(invitation)}.`),
    ...(reminders.length === 0
      ? []
      : [
          pick2(
            speech,
            `${times}后仍未回答的，提醒一次。`,
            `Whoever has not answered after ${times} is reminded once each time.`,
          ),
        ]),
  ];
}
