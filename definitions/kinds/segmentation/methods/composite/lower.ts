import { type MethodContext, nameOf, type Ranking } from '../method.ts';
import { compare as compareBounds } from '../../../../expression/bins/covers.ts';
import { readBins } from '../../../../expression/bins/read.ts';
import { typeWords } from '../../../../expression/bins/type-words.ts';
import { readInterval } from '../../../../expression/bins/parse-interval.ts';
import type { ProblemPlan } from '../../../../model/decision.ts';
import { and, coalesce, decimal, isMissing, not, or } from '../../../../expression/build-logic.ts';
import { weightedMean } from '../../../../expression/build-number.ts';
import type { Expression } from '../../../../model/expression.ts';
import type { Type } from '../../../../model/type.ts';
import { below } from '../../../../model/json.ts';
import { exactly, finest, scaledTo } from '../../../figure.ts';
import { gather } from '../../../gather.ts';
import { readFact } from '../../../read-fact.ts';
import { type CompositePart, partReasons } from './part-reasons.ts';
import { segmentationProblem } from '../../problems.ts';
import type { CompositeSegmentation, Score } from '../../segmentation.ts';

/** The weighted mean of scores, rounded once, and the class whose interval holds it. */
export function lowerComposite(document: CompositeSegmentation, context: MethodContext): Ranking | null {
  const own = gather();
  const read = document.scores.map((score, i) => readScore(score, i, context, own.take));
  context.gathered.problems.push(...own.problems);
  const parts = read.filter((part) => part !== null);
  // Without any weight there is no mean; the check of weights says so.
  if (parts.length < read.length || parts.every(({ weight }) => weight.scaled === 0n)) return null;
  const score = mean(document, parts, context);
  const classes = [...document.classes].sort((a, b) => compareBounds(lowOf(a.in, score.type), lowOf(b.in, score.type)));
  const bins = readBins({
    bins: classes.map((one) => ({ in: one.in })),
    on: score,
    part: document.title ?? document.name,
    origin: context.at('/classes'),
    binPointer: (rank) =>
      below(
        '/classes',
        document.classes.findIndex((one) => one === classes[rank]),
      ),
    condition: () => null,
  });
  context.gathered.problems.push(...bins.problems);
  if (bins.index === null) return null;
  // A missing composite is told of by the score that is missing.
  const gaps = bins.plans.filter((plan) => plan.code === 'value-not-covered');
  return {
    classes,
    rank: bins.index,
    plans: [...own.plans, ...missingScores(parts, score, context), ...gaps],
    reasons: partReasons(parts, context),
    partial: partialOf(parts),
    score: { of: score, lows: classes.map((one) => boundOf(lowOf(one.in, score.type), document.decimals)) },
    members: () => [{ name: 'score', shape: { kind: 'value', of: score } }],
    outputs: { score },
  };
}

function readScore(
  written: Score,
  position: number,
  context: MethodContext,
  take: ReturnType<typeof gather>['take'],
): CompositePart | null {
  const at = context.at(`/scores/${position}/of`);
  const of = take(readFact(written.of, context.scope, at));
  if (of === null) return null;
  if (of.type.kind !== 'number') {
    context.gathered.problems.push(
      segmentationProblem(
        'score-not-a-number',
        at,
        { part: nameOf(of, written.of), type: typeWords(of.type) },
        { found: written.of },
      ),
    );
    return null;
  }
  return { written, of, weight: exactly(written.weight), position };
}

function mean(
  { decimals }: CompositeSegmentation,
  parts: readonly CompositePart[],
  context: MethodContext,
): Expression {
  const weightDecimals = finest(parts.map(({ weight }) => weight));
  // A weight of 0 takes no part: where all other scores are left out, nothing remains to divide by.
  const terms = parts
    .filter(({ weight }) => weight.scaled !== 0n)
    .map(({ written, of, weight }) => ({
      weight: scaledTo(weight, weightDecimals),
      of: filled(of, written.ifMissing),
      ifMissing: written.ifMissing === 'reweigh' ? ('skip' as const) : ('missing' as const),
    }));
  return weightedMean(decimals, weightDecimals, terms, context.at('/scores'));
}

function filled(of: Expression, ifMissing: Score['ifMissing']): Expression {
  if (typeof ifMissing !== 'number') return of;
  const { scaled, decimals } = exactly(ifMissing);
  return coalesce([of, decimal(scaled, decimals)]);
}

/** The plans for scores that are missing: one each where it refuses, one for all where all could be left out. */
function missingScores(
  parts: readonly CompositePart[],
  score: Expression,
  { at }: MethodContext,
): readonly ProblemPlan[] {
  const refused = parts.filter(({ written, of }) => (written.ifMissing ?? 'refuse') === 'refuse' && of.missable);
  const plans = refused.map(({ of, written, position }) => ({
    code: 'score-missing',
    slots: { part: nameOf(of, written.of) },
    when: isMissing(of),
    refuses: true,
    origin: at(`/scores/${position}`),
  }));
  const counted = parts.filter(({ weight }) => weight.scaled !== 0n);
  if (!counted.every(({ written, of }) => written.ifMissing === 'reweigh' && of.missable)) return plans;
  const isNone = and([...refused.map(({ of }) => not(isMissing(of))), isMissing(score)]);
  return [...plans, { code: 'all-scores-missing', slots: {}, when: isNone, refuses: true, origin: at('/scores') }];
}

/** Whether a score was left out and the others reweighed. */
function partialOf(parts: readonly CompositePart[]): Expression | null {
  const left = parts.filter(
    ({ written, of, weight }) => written.ifMissing === 'reweigh' && of.missable && weight.scaled !== 0n,
  );
  const [only, ...more] = left.map(({ of }) => isMissing(of));
  if (only === undefined) return null;
  return more.length === 0 ? only : or([only, ...more]);
}

/** The least whole unit of an interval, null where it has none (or cannot be read). */
function lowOf(interval: string, type: Type): bigint | null {
  const range = readInterval(interval, type);
  return typeof range === 'string' ? null : range.low;
}

function boundOf(low: bigint | null, decimals: number): Expression | null {
  return low === null ? null : decimal(low, decimals);
}
