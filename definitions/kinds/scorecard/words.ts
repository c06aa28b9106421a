import type { Decision } from '../../decision.ts';
import { binPhrases } from '../../expression/to-words/bins-words.ts';
import { noun } from '../../expression/to-words/nouns.ts';
import { pick2, type Speech } from '../../expression/to-words/speech.ts';
import { writtenIn } from '../../expression/to-regions/find.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { percent, speechOf, titled } from '../words.ts';
import type { Scorecard } from './scorecard.ts';

/** A scorecard as sentences: how the points combine, the bands, then one line a characteristic. */
export function scorecardWords(
  document: Scorecard,
  decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(around, language);
  const { bins } = writtenIn(decision);
  const lines = document.characteristics.map((characteristic, i) => {
    const node = bins.get(`/characteristics/${i}/bins`);
    const subject =
      characteristic.title === undefined && node?.on ? noun(node.on, speech) : titled(speech, characteristic);
    const phrases = node === undefined ? [] : binPhrases(node, speech);
    const points = phrases.map((phrase, j) =>
      pick2(
        speech,
        `${phrase} ${score(characteristic.bins[j]?.score)} 分`,
        `${phrase} ${score(characteristic.bins[j]?.score)}`,
      ),
    );
    const weight = weightWords(document, characteristic.weight, speech);
    return pick2(speech, `${subject}${weight}：${points.join('；')}。`, `${subject}${weight}: ${points.join('; ')}.`);
  });
  return [summary(document, bins.get('/bands'), speech), ...lines];
}

function score(figure: number | string | undefined): string {
  return String(figure ?? '').replace('-', '−');
}

function weightWords(document: Scorecard, weight: number | string | undefined, speech: Speech): string {
  if (document.combine === 'sum')
    return weight === undefined || Number(weight) === 1
      ? ''
      : pick2(speech, `（乘以 ${weight}）`, ` (times ${weight})`);
  const total = document.characteristics.reduce((sum, one) => sum + Number(one.weight ?? 1), 0);
  const share = percent(speech, Number(weight ?? 1) / total);
  return pick2(speech, `（权重 ${share}）`, ` (weight ${share})`);
}

function summary(document: Scorecard, bands: Parameters<typeof binPhrases>[0] | undefined, speech: Speech): string {
  const count = document.characteristics.length;
  const initial = Number(document.initial ?? 0);
  const start = initial === 0 ? '' : pick2(speech, `，起始 ${initial} 分`, `, starting from ${initial}`);
  const how =
    document.combine === 'sum'
      ? pick2(speech, `得分为以下 ${count} 项之和${start}`, `The score is the sum of ${count} characteristics${start}`)
      : pick2(
          speech,
          `得分为以下 ${count} 项的加权平均${start}`,
          `The score is the weighted mean of ${count} characteristics${start}`,
        );
  const decimals = pick2(
    speech,
    document.decimals === 0 ? '，取整数' : `，保留 ${document.decimals} 位小数`,
    document.decimals === 0 ? ', a whole number' : `, with ${document.decimals} decimals`,
  );
  if (bands === undefined || document.bands === undefined) return how + decimals + pick2(speech, '。', '.');
  const phrases = binPhrases(bands, speech);
  const grades = document.bands.map((band, i) =>
    pick2(speech, `${phrases[i] ?? ''}为${titled(speech, band)}`, `${phrases[i] ?? ''}: ${titled(speech, band)}`),
  );
  return how + decimals + pick2(speech, `；${grades.join('；')}。`, `; ${grades.join('; ')}.`);
}
