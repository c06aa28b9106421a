import type { Decision } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { sentenceCase } from '../../expression/to-words/english.ts';
import { pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import { memberTitle } from '../../expression/to-words/titles.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { readFact } from '../read-fact.ts';
import { decimalsWords, speechOf, stated } from '../words.ts';
import { coefficientText } from './coefficient.ts';
import type { Regression, Term } from './regression.ts';

/** A regression as sentences: what its value is, then what each term adds. */
export function regressionWords(
  document: Regression,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language);
  const start = stated(coefficientText(document.intercept));
  const decimals = decimalsWords(speech, document.decimals);
  const head =
    document.link === 'logit'
      ? pick2(
          speech,
          zh`从 ${start} 起加上以下各项，所得之和经逻辑斯谛（Logistic）函数换算为概率，${decimals}。`,
          `A probability: these terms are added to ${start}, and the logistic function turns the sum into it; ${decimals}.`,
        )
      : pick2(speech, zh`从 ${start} 起加上以下各项，${decimals}。`, `These terms are added to ${start}; ${decimals}.`);
  const scope = entityScope(environment, document.entity, `regression/${document.name}`);
  const lines = document.terms.map((term, i) => {
    const at = { definition: `regression/${document.name}`, pointer: `/terms/${i}/fact` };
    return termWords(term, readFact(term.fact, scope, at).expression, speech);
  });
  return [head, ...lines];
}

function termWords(term: Term, fact: Expression | null, speech: Speech): string {
  const name = fact === null ? term.fact : speech.noun(fact);
  const missing = missingWords(term.ifMissing, speech);
  if (term.values === undefined) {
    const figure = stated(coefficientText(term.coefficient ?? 0));
    return pick2(speech, zh`${name}，乘以 ${figure}${missing}。`, `${sentenceCase(name)}, times ${figure}${missing}.`);
  }
  const values = Object.entries(term.values).map(
    ([value, figure]) => `${valueName(fact, value, speech)} ${signed(figure)}`,
  );
  const rest = leavesSome(fact, term.values) ? [pick2(speech, '其余 0', 'any other 0')] : [];
  const said = [...values, ...rest];
  return pick2(
    speech,
    `${name}：${said.join('；')}${missing}。`,
    `${sentenceCase(name)}: ${said.join('; ')}${missing}.`,
  );
}

function missingWords(ifMissing: Term['ifMissing'], speech: Speech): string {
  if (ifMissing === undefined || ifMissing === 'missing') return '';
  if (ifMissing === 'refuse') return pick2(speech, '；未知时不给出结果', '; no result where it is unknown');
  return pick2(speech, zh`；未知时按 ${stated(ifMissing)} 计`, `; counted as ${stated(ifMissing)} where it is unknown`);
}

/** Whether a value may come that is not listed: it adds nothing. */
function leavesSome(fact: Expression | null, values: NonNullable<Term['values']>): boolean {
  if (fact?.type.kind === 'boolean') return Object.keys(values).length < 2;
  const members = fact?.type.kind === 'string' ? fact.type.enum : undefined;
  return members === undefined || members.some((member) => !Object.hasOwn(values, member));
}

function valueName(fact: Expression | null, value: string, speech: Speech): string {
  if (fact?.type.kind === 'boolean')
    return quoted(value === 'true' ? pick2(speech, '是', 'yes') : pick2(speech, '否', 'no'));
  return quoted((fact === null ? undefined : memberTitle(fact, value, speech)) ?? value);
}

function signed(figure: number | string | undefined): string {
  const text = stated(coefficientText(figure ?? 0));
  return text.startsWith('−') ? text : `+${text}`;
}
