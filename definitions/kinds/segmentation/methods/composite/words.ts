import type { Bins } from '../../../../model/expression.ts';
import { binPhrases } from '../../../../expression/to-words/bins-words.ts';
import { zh } from '../../../../expression/to-words/chinese.ts';
import { sentenceCase } from '../../../../expression/to-words/english.ts';
import { lowerFirst, pick2, type Speech } from '../../../../expression/to-words/speech.ts';
import { titleOf } from '../../../../expression/to-words/titles.ts';
import { entityScope } from '../../../../expression/computed/record-scope.ts';
import { readFact } from '../../../read-fact.ts';
import { decimalsWords, percent, stated, titled } from '../../../words.ts';
import type { CompositeSegmentation, Score } from '../../segmentation.ts';

/** How the score is made and which class it gives: `综合得分 = 信用 40% + …，保留两位小数。90 分及以上为黄金客户；…`. */
export function compositeWords(document: CompositeSegmentation, bins: Bins | undefined, speech: Speech): string {
  const decimals = decimalsWords(speech, document.decimals);
  const [only, ...more] = document.scores;
  const head =
    more.length === 0 && only !== undefined
      ? pick2(
          speech,
          zh`按${scoreTitle(only, document, speech)}分类，${decimals}。`,
          `Classes by ${scoreTitle(only, document, speech)}, ${decimals}. `,
        )
      : pick2(
          speech,
          `综合得分 = ${sum(document, speech)}，${decimals}。`,
          `Composite = ${sum(document, speech)}, ${decimals}. `,
        );
  if (bins === undefined) return head.trim();
  const phrases = binPhrases(bins, speech, 'score');
  const classes = bins.bins.map(({ origin }, i) => {
    const one = document.classes[Number(origin.pointer.split('/')[2])];
    const name = one === undefined ? '' : titled(speech, one);
    return pick2(speech, zh`${phrases[i] ?? ''}为${name}`, `${fromWords(phrases[i] ?? '')}: ${name}`);
  });
  return head + sentenceCase([...classes].reverse().join(pick2(speech, '；', '; '))) + pick2(speech, '。', '.');
}

/** Where a class begins, as English says it of classes: `from 90`, `from 80 to under 90`. */
function fromWords(phrase: string): string {
  if (phrase.endsWith(' or more')) return `from ${phrase.slice(0, -' or more'.length)}`;
  return phrase.includes(' to ') ? `from ${phrase}` : phrase;
}

function sum(document: CompositeSegmentation, speech: Speech): string {
  const total = document.scores.reduce((all, one) => all + Number(one.weight), 0);
  return document.scores
    .map((one) => zh`${scoreTitle(one, document, speech)} ${percent(speech, Number(one.weight) / total)}`)
    .join(' + ');
}

/** What happens where a score that may be unknown is unknown, score by score. */
export function missingScoreWords(document: CompositeSegmentation, speech: Speech): readonly string[] {
  const said = document.scores.flatMap((one) => {
    if (factOf(one, document, speech)?.missable !== true) return [];
    const name = scoreTitle(one, document, speech);
    const { ifMissing = 'refuse' } = one;
    if (ifMissing === 'reweigh')
      return [
        pick2(
          speech,
          zh`${name}未知时，按其余各项的权重计算`,
          `where ${name} is unknown, the others are weighed without it`,
        ),
      ];
    if (ifMissing === 'refuse')
      return [pick2(speech, zh`${name}未知时，不予分类`, `where ${name} is unknown, there is no class`)];
    const figure = stated(ifMissing);
    return [pick2(speech, zh`${name}未知时，按 ${figure} 分计`, `where ${name} is unknown, it counts as ${figure}`)];
  });
  return said.length === 0 ? [] : [sentenceCase(said.join(pick2(speech, '；', '; '))) + pick2(speech, '。', '.')];
}

function factOf(score: Score, { name, entity }: CompositeSegmentation, speech: Speech) {
  const definition = `segmentation/${name}`;
  return readFact(score.of, entityScope(speech.environment, entity, definition), { definition, pointer: '/scores' })
    .expression;
}

/** A score by the title of what it comes from. */
function scoreTitle(score: Score, document: CompositeSegmentation, speech: Speech): string {
  const fact = factOf(score, document, speech);
  return fact === null ? lowerFirst(speech, titleOf(score.of.split('#')[0] ?? score.of, speech)) : speech.noun(fact);
}
