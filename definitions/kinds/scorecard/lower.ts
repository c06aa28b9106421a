import { readBins } from '../../expression/bins/read.ts';
import type { Decision, ProblemPlan, Shape } from '../../model/decision.ts';
import { pick, pickNumber } from '../../expression/build-list.ts';
import { decimal } from '../../expression/build-logic.ts';
import { arithmetic, round, weightedMean, weightedSum } from '../../expression/build-number.ts';
import { rescale } from '../../model/decimal.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import { refuses } from '../../model/problem.ts';
import { type Scope } from '../../expression/scope/index.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { exactly, finest, scaledTo } from '../figure.ts';
import { gather, type Gathered, type Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import { type LoweredCharacteristic, lowerCharacteristic } from './lower-characteristic.ts';
import { lowerReasons } from './lower-reasons.ts';
import type { Scorecard } from './scorecard.ts';

/** A scorecard's meaning: outputs `score` and, where it has bands, `band`. */
export function lowerScorecard(document: Scorecard, environment: Environment): Lowered {
  const id = `scorecard/${document.name}`;
  // An entity that is not there is told of where it is mentioned; its fields need not all be told of, too.
  if (environment.entity(document.entity) === undefined) return { decision: null, problems: [] };
  const gathered = gather();
  const scope = entityScope(environment, document.entity, id);
  const parts = document.characteristics.map((written, i) =>
    lowerCharacteristic(written, scope, { definition: id, pointer: `/characteristics/${i}` }, gathered),
  );
  const lowered = parts.filter((part) => part !== null);
  if (lowered.length < parts.length) return { decision: null, problems: gathered.problems };
  const at = (pointer: string): Origin => ({ definition: id, pointer });
  const total = combine(document, lowered, at);
  const band = lowerBands(document, total, at, gathered);
  if (refuses(gathered.problems)) return { decision: null, problems: gathered.problems };
  const refusing = [...lowered.flatMap((part) => part.refusing), ...(band?.gap ?? [])];
  const score = unlessRefused(total, refusing);
  const outputs = band === null ? { score } : { score, band: unlessRefused(band.name, refusing) };
  return { decision: decisionOf(document, lowered, outputs, refusing, gathered, scope), problems: gathered.problems };
}

function decisionOf(
  document: Scorecard,
  parts: readonly LoweredCharacteristic[],
  outputs: { readonly score: Expression; readonly band?: Expression },
  refusing: readonly ProblemPlan[],
  gathered: Gathered,
  scope: Scope,
): Decision {
  const { score, band } = outputs;
  return {
    id: `scorecard/${document.name}`,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity },
    outputs: { ...outputs },
    value: {
      kind: 'object',
      members: [
        { name: 'score', shape: { kind: 'value', of: score } },
        { name: 'band', shape: band === undefined ? { kind: 'constant', json: null } : { kind: 'value', of: band } },
        { name: 'contributions', shape: contributions(parts) },
      ],
    },
    outcome: [document.bands === undefined ? 'score' : 'band'],
    reasons: lowerReasons(document, parts, refusing),
    lossesOf: 'score',
    reasonOrder: 'greatest-loss',
    problems: distinctPlans(gathered.plans),
    partial: null,
    reads: [...scope.mentioned],
  };
}

/** The score: initial + Σ weight × points, or initial + Σ weight × points / Σ weight; rounded once. */
function combine(
  { combine: how, decimals, initial }: Scorecard,
  parts: readonly LoweredCharacteristic[],
  at: (pointer: string) => Origin,
): Expression {
  const weightDecimals = finest(parts.map((part) => part.weight));
  const start = exactly(initial ?? 0);
  const own = finest(parts.flatMap((part) => part.scores));
  const scoreDecimals = how === 'sum' ? Math.max(own, start.decimals - weightDecimals) : own;
  const terms = parts.map((part) => ({
    weight: scaledTo(part.weight, weightDecimals),
    of: pickNumber(
      part.index,
      part.scores.map((score) => scaledTo(score, scoreDecimals)),
      scoreDecimals,
      part.origin,
    ),
  }));
  if (how === 'sum') {
    const sum = weightedSum(scaledTo(start, weightDecimals + scoreDecimals), weightDecimals, terms, at('/combine'));
    return round(sum, decimals, 'half-up', at('/decimals'));
  }
  const mean = weightedMean(
    decimals,
    weightDecimals,
    terms.map((term) => ({ ...term, ifMissing: 'missing' as const })),
    at('/combine'),
  );
  if (start.scaled === 0n) return mean;
  return arithmetic('add', [decimal(rescale(start.scaled, start.decimals, decimals), decimals), mean], at('/initial'));
}

/** What each characteristic adds: weight × points of its bin, exact and known per bin. */
function contributions(parts: readonly LoweredCharacteristic[]): Shape {
  const members = parts.map(({ written, weight, scores, index }) => {
    const decimals = finest(scores);
    const points = scores.map((score) => weight.scaled * scaledTo(score, decimals));
    return {
      name: written.name,
      shape: { kind: 'value' as const, of: pickNumber(index, points, weight.decimals + decimals) },
    };
  });
  return { kind: 'object', members };
}

/** The band the score falls into, and the plan for a score that falls into none. */
function lowerBands(
  { bands, title, name }: Scorecard,
  score: Expression,
  at: (pointer: string) => Origin,
  gathered: Gathered,
) {
  if (bands === undefined) return null;
  const read = readBins({
    bins: bands.map((band) => ({ in: band.in })),
    on: score,
    part: title ?? name,
    origin: at('/bands'),
    binPointer: (i) => below('/bands', i),
    condition: () => null,
  });
  gathered.problems.push(...read.problems);
  if (read.index === null) return null;
  // A missing score has been explained by the characteristic it is missing for.
  const gap = read.plans.filter((plan) => plan.code === 'value-not-covered');
  gathered.plans.push(...gap);
  const names = bands.map((band) => band.name);
  return { name: pick(read.index, names, { kind: 'string', enum: names }, at('/bands')), gap };
}
