import type { Decision } from '../../model/decision.ts';
import type { Bins } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';
import { writtenIn } from '../../proofs/index-nodes.ts';
import { binPhrases } from '../../expression/to-words/bins-words.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { countEn, sentenceCase } from '../../expression/to-words/english.ts';
import { boundsOf, valueWords } from '../../expression/to-words/figures.ts';
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
  const points =
    (bins === undefined ? undefined : directPoints(bins, one, phrases, speech)) ??
    pointsOf(
      phrases.map((phrase, j) => [phrase, stated(one.bins[j]?.score ?? '')]),
      speech,
    );
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

/** Bins and their points; where one of the bins ends with a bare figure, all are kept apart from the points behind them. */
function pointsOf(bins: readonly (readonly [phrase: string, score: string])[], speech: Speech): readonly string[] {
  const figure = speech.language === 'en' ? FIGURE_EN : FIGURE_ZH;
  const isApart = bins.some(([phrase]) => figure.test(phrase));
  return bins.map(([phrase, score]) =>
    pick2(speech, zh`${phrase}${isApart ? '得' : ''}${`${score} 分`}`, `${phrase}${isApart ? ':' : ''} ${score}`),
  );
}

/** The one figure that a bin holds; undefined where it holds more, or none. */
function onlyValue(test: Bins['bins'][number]['test'], type: Type): Value | undefined {
  if (test.kind === 'values') return test.values.length === 1 ? test.values[0] : undefined;
  if (test.kind !== 'range') return undefined;
  const { low, high } = boundsOf(test.range, type);
  return low !== null && low.value === high?.value ? low.value : undefined;
}

/** A scale whose values are the points themselves, and what is left of the bins; undefined for any other. */
function directPoints(
  { on, bins }: Bins,
  { bins: written }: Characteristic,
  phrases: readonly string[],
  speech: Speech,
): readonly string[] | undefined {
  const score = (i: number) => stated(written[i]?.score ?? '');
  const isDirect = bins.map(({ test }, i) => {
    const only = on === null ? undefined : onlyValue(test, on.type);
    return only !== undefined && on !== null && valueWords(speech, only, on.type, undefined) === score(i);
  });
  const direct = isDirect.flatMap((is, i) => (is ? [i] : []));
  const [first, last] = [direct[0], direct.at(-1)];
  if (direct.length < 3 || first === undefined || last === undefined || last - first + 1 !== direct.length)
    return undefined;
  const rest = phrases.flatMap((phrase, i) => (isDirect[i] === true ? [] : [[phrase, score(i)] as const]));
  return [
    pick2(
      speech,
      `按 ${score(first)} 至 ${score(last)} 的数值直接计分`,
      `the value itself, ${score(first)} to ${score(last)}`,
    ),
    ...pointsOf(rest, speech),
  ];
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
