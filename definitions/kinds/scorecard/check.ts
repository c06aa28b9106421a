import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { checkFigure, checkWeights } from '../figure-problems.ts';
import type { Environment } from '../../model/environment.ts';
import { lowerScorecard } from './lower.ts';
import { reasonOrderOf } from './lower-reasons.ts';
import { scorecardProblem } from './problems.ts';
import type { Scorecard } from './scorecard.ts';

/** What a scorecard's schema cannot say: names, figures, weights, reasons, and all that its bins mean. */
export function checkScorecard(document: Scorecard, environment: Environment): Lowered {
  const at = place(document);
  const own = [
    ...checkNames(document),
    ...document.characteristics.flatMap((_, i) => checkCharacteristic(document, i)),
    ...checkWeights(
      document.characteristics.map(({ weight }) => weight),
      (i) => at(`/characteristics/${i}`),
      at('/characteristics'),
      document.combine === 'weighted-mean',
    ),
    ...checkFigure(document.initial, at('/initial'), document.combine === 'sum' ? 12 : document.decimals),
    ...checkReasons(document),
  ];
  const { decision, problems } = lowerScorecard(document, environment);
  const score = decision?.outputs['score'];
  const range = score === undefined ? [] : checkRange(score, at('/characteristics'));
  return { decision, problems: [...own, ...problems, ...range] };
}

const place = (document: Scorecard) => (pointer: string) => ({ definition: `scorecard/${document.name}`, pointer });

function checkNames(document: Scorecard): readonly Problem[] {
  const at = place(document);
  const names = document.characteristics.map(({ name }) => name);
  const bands = (document.bands ?? []).map(({ name }) => name);
  return [
    ...repeated(names).map(([i, found]) =>
      scorecardProblem('characteristic-named-twice', at(`/characteristics/${i}/name`), { found }, { found }),
    ),
    ...repeated(bands).map(([i, found]) =>
      scorecardProblem('band-named-twice', at(`/bands/${i}/name`), { found }, { found }),
    ),
  ];
}

/** Names that stand before, with their positions. */
function repeated(names: readonly string[]): readonly (readonly [number, string])[] {
  return names.flatMap((name, i) => (names.indexOf(name) < i ? [[i, name] as const] : []));
}

function checkCharacteristic(document: Scorecard, i: number): readonly Problem[] {
  const written = document.characteristics[i];
  if (written === undefined) return [];
  const at = (...steps: readonly (string | number)[]) => place(document)(below(`/characteristics/${i}`, ...steps));
  const part = written.title ?? written.name;
  const order = reasonOrderOf(document);
  const problems: Problem[] = [];
  if (written.fact !== undefined && written.formula !== undefined) {
    problems.push(scorecardProblem('characteristic-with-two-sources', at('formula'), { part }));
  }
  problems.push(...written.bins.flatMap((bin, j) => checkFigure(bin.score, at('bins', j, 'score'))));
  problems.push(...checkFigure(written.baseline, at('baseline')));
  if (order?.against === 'baseline' && written.baseline === undefined) {
    problems.push(scorecardProblem('baseline-required', at(), { part }));
  }
  return problems;
}

function checkReasons(document: Scorecard): readonly Problem[] {
  const order = reasonOrderOf(document);
  if (order === null) return [];
  const at = place(document);
  const texts = document.reasons ?? {};
  const given = document.characteristics.flatMap(({ reason, bins }, i) => [
    { code: reason, pointer: `/characteristics/${i}/reason` },
    ...bins.map((bin, j) => ({ code: bin.reason, pointer: `/characteristics/${i}/bins/${j}/reason` })),
  ]);
  const known = new Set([...given.map(({ code }) => code), ...document.characteristics.map(({ name }) => name)]);
  const side = order.loss === 'below' ? { 'zh-CN': '低于', en: 'below' } : { 'zh-CN': '高于', en: 'above' };
  const expectedLoss = document.direction === 'high-is-bad' ? 'above' : 'below';
  return [
    ...given.flatMap(({ code, pointer }) =>
      code === undefined || Object.hasOwn(texts, code)
        ? []
        : [scorecardProblem('reason-without-text', at(pointer), { found: code }, { found: code })],
    ),
    ...Object.keys(texts).flatMap((code) =>
      known.has(code) ? [] : [scorecardProblem('reason-unused', at(below('/reasons', code)), { found: code })],
    ),
    ...(document.direction === undefined || order.loss === expectedLoss
      ? []
      : [
          scorecardProblem('loss-against-direction', at('/reasonOrder'), { found: side, expected: document.direction }),
        ]),
  ];
}
