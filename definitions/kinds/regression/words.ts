import type { Decision } from '../../decision.ts';
import { pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import { titleOf } from '../../expression/to-words/nouns.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf } from '../words.ts';
import type { Regression, Term } from './regression.ts';

/** A regression as sentences: what its value is, then what each term adds. */
export function regressionWords(
  document: Regression,
  _decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  const speech = speechOf(around, language);
  const start = String(document.intercept).replace('-', '−');
  const head =
    document.link === 'logit'
      ? pick2(
          speech,
          `概率由以下各项之和经逻辑函数换算，起始 ${start}，保留 ${document.decimals} 位小数。`,
          `A probability: the sum of these terms, starting from ${start}, through the logistic function, ${document.decimals} decimals.`,
        )
      : pick2(
          speech,
          `结果为以下各项之和，起始 ${start}，保留 ${document.decimals} 位小数。`,
          `The sum of these terms, starting from ${start}, ${document.decimals} decimals.`,
        );
  return [head, ...document.terms.map((term) => termWords(term, document, speech))];
}

function termWords(term: Term, { entity }: Regression, speech: Speech): string {
  const name = factTitle(term.fact, entity, speech);
  const missing =
    term.ifMissing === undefined || term.ifMissing === 'missing'
      ? ''
      : term.ifMissing === 'refuse'
        ? pick2(speech, '；未知时不给出结果', '; no result where it is unknown')
        : pick2(speech, `；未知时按 ${term.ifMissing} 计`, `; counted as ${term.ifMissing} where it is unknown`);
  if (term.values === undefined)
    return pick2(
      speech,
      `${name} × ${signed(term.coefficient)}${missing}。`,
      `${name} × ${signed(term.coefficient)}${missing}.`,
    );
  const values = Object.entries(term.values).map(([value, figure]) => `${quoted(speech, value)} ${signed(figure)}`);
  return pick2(speech, `${name}：${values.join('；')}${missing}。`, `${name}: ${values.join('; ')}${missing}.`);
}

function signed(figure: number | string | undefined): string {
  const text = String(figure ?? 0);
  return text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`;
}

/** A fact by its title: of the field, the derived field, or the definition a result comes from. */
function factTitle(fact: string, entity: string, speech: Speech): string {
  if (fact.includes('/')) return titleOf(fact.split('#')[0] ?? fact, speech);
  const own = speech.around.entity(entity);
  const title = own?.fields.get(fact)?.title ?? own?.derived.get(fact)?.title;
  return title === undefined ? fact : typeof title === 'string' ? title : (title[speech.language] ?? fact);
}
