import type { Decision } from '../../model/decision.ts';
import type { Bins } from '../../model/expression.ts';
import { writtenIn } from '../../proofs/index-nodes.ts';
import { binPhrases } from '../../expression/to-words/bins-words.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { countEn, sentenceCase } from '../../expression/to-words/english.ts';
import { pick2, type Speech } from '../../expression/to-words/speech.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { decimalsWords, percent, speechOf, stated, titled } from '../words.ts';
import type { Characteristic, Scorecard } from './scorecard.ts';

/** A scorecard as sentences: how the points combine, the bands, then one line a characteristic. */
export function scorecardWords(
  document: Scorecard,
  decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(environment, language);
  const { bins } = writtenIn(decision);
  const lines = document.characteristics.map((one, i) =>
    characteristicLine(document, one, bins.get(`/characteristics/${i}/bins`), speech),
  );
  return [summary(document, bins.get('/bands'), speech), ...lines];
}

function characteristicLine(document: Scorecard, one: Characteristic, bins: Bins | undefined, speech: Speech): string {
  const name = one.title === undefined && bins?.on ? sentenceCase(speech.noun(bins.on)) : titled(speech, one);
  const phrases = bins === undefined ? [] : binPhrases(known(bins, one), speech);
  const points = phrases.map((phrase, j) => pointsOf(phrase, stated(one.bins[j]?.score ?? ''), speech));
  const weight = weightWords(document, one.weight, speech);
  const refusal =
    one.formula?.ifMissing === 'refuse' ? [pick2(speech, '未知时不给出得分', 'no score where it is unknown')] : [];
  const said = [...points, ...refusal];
  const order = bins === undefined ? '' : orderWords(bins, speech);
  return pick2(
    speech,
    `${name}${weight}：${order}${said.join('；')}。`,
    `${name}${weight}: ${order}${said.join('; ')}.`,
  );
}

/** Where conditions stand among several bins, more than one may fit. */
function orderWords({ bins }: Bins, speech: Speech): string {
  const canOverlap = bins.filter(({ test }) => test.kind !== 'otherwise').length > 1;
  return canOverlap && bins.some(({ test }) => test.kind === 'when')
    ? pick2(speech, '依次判断，取首个符合的：', 'the first that fits of ')
    : '';
}

/** What is refused where it is unknown never comes unknown to its bins. */
function known(bins: Bins, { formula }: Characteristic): Bins {
  return formula?.ifMissing === 'refuse' && bins.on !== null ? { ...bins, on: { ...bins.on, missable: false } } : bins;
}

const FIGURE_ZH = /[0-9%分](?: ?及以[上下])?$/;
const FIGURE_EN = /[0-9%](?: or (?:more|less))?$/;

/** A bin and its points; a bare figure is kept apart from the points behind it. */
function pointsOf(phrase: string, score: string, speech: Speech): string {
  return pick2(
    speech,
    zh`${phrase}${FIGURE_ZH.test(phrase) ? '得' : ''}${`${score} 分`}`,
    `${phrase}${FIGURE_EN.test(phrase) ? ':' : ''} ${score}`,
  );
}

function weightWords(document: Scorecard, weight: number | string | undefined, speech: Speech): string {
  if (document.combine === 'sum')
    return weight === undefined || Number(weight) === 1
      ? ''
      : pick2(speech, zh`（乘以 ${stated(weight)}）`, ` (times ${stated(weight)})`);
  const total = document.characteristics.reduce((sum, one) => sum + Number(one.weight ?? 1), 0);
  const share = percent(speech, Number(weight ?? 1) / total);
  return pick2(speech, zh`（权重 ${share}）`, ` (weight ${share})`);
}

function summary(document: Scorecard, bands: Bins | undefined, speech: Speech): string {
  const end = pick2(speech, '。', '.');
  const how = `${combineWords(document, speech)}${pick2(speech, '，', ', ')}${decimalsWords(speech, document.decimals)}`;
  if (bands === undefined || document.bands === undefined) return how + end;
  const phrases = binPhrases(bands, speech, 'score');
  const grades = document.bands.map((band, i) => {
    const name = titled(speech, band);
    return pick2(speech, zh`${phrases[i] ?? ''}为${name}`, `${phrases[i] ?? ''}: ${name}`);
  });
  return pick2(speech, `${how}；${grades.join('；')}${end}`, `${how}; ${grades.join('; ')}${end}`);
}

function combineWords({ characteristics, combine, initial = 0 }: Scorecard, speech: Speech): string {
  const count = characteristics.length;
  const start =
    Number(initial) === 0 ? '' : pick2(speech, zh`，起始 ${stated(initial)} 分`, `, starting from ${stated(initial)}`);
  if (count === 1 && combine === 'sum')
    return pick2(speech, `得分即以下一项的分数${start}`, `The score is that of one characteristic${start}`);
  const many = `${countEn(count)} characteristic${count === 1 ? '' : 's'}`;
  return combine === 'sum'
    ? pick2(speech, zh`得分为以下 ${String(count)} 项之和${start}`, `The score is the sum of ${many}${start}`)
    : pick2(
        speech,
        zh`得分为以下 ${String(count)} 项的加权平均${start}`,
        `The score is the weighted mean of ${many}${start}`,
      );
}
