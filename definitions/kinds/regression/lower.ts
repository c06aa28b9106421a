import type { Decision } from '../../model/decision.ts';
import { approximately, round, transcendental, weightedSum } from '../../expression/build-number.ts';
import { decimal } from '../../expression/build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { refuses } from '../../model/problem.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { finest, scaledTo } from '../figure.ts';
import { coefficientOf } from './coefficient.ts';
import { gather, type Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import { asNumber } from '../../expression/build-number.ts';
import { type LoweredTerm, lowerTerm } from './lower-term.ts';
import type { Regression } from './regression.ts';

/** A regression's meaning: one output, `value`. */
export function lowerRegression(document: Regression, environment: Environment): Lowered {
  const id = `regression/${document.name}`;
  if (environment.entity(document.entity) === undefined) return { decision: null, problems: [] };
  const gathered = gather();
  const scope = entityScope(environment, document.entity, id);
  const terms = document.terms.map((term, i) =>
    lowerTerm(term, scope, { definition: id, pointer: `/terms/${i}` }, gathered),
  );
  const known = terms.filter((term) => term !== null);
  if (known.length < terms.length || refuses(gathered.problems)) return { decision: null, problems: gathered.problems };
  const plans = distinctPlans(gathered.plans);
  const value = unlessRefused(linked(document, predictor(document, known, id), id), plans);
  const decision: Decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity },
    outputs: { value },
    value: { kind: 'value', of: value },
    reasons: [],
    reasonOrder: 'declared',
    problems: plans,
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems };
}

/** intercept + Σ coefficient × fact, exact. */
function predictor({ intercept }: Regression, terms: readonly LoweredTerm[], id: string): Expression {
  const start = coefficientOf(intercept);
  if (terms.length === 0) return decimal(start.scaled, start.decimals);
  const weightDecimals = finest(terms.map(({ weight }) => weight));
  const own = terms.reduce((most, { of }) => Math.max(most, asNumber(of).decimals), 0);
  const factDecimals = Math.max(own, start.decimals - weightDecimals);
  const weighted = terms.map(({ weight, of }) => ({
    weight: scaledTo(weight, weightDecimals),
    of: round(of, factDecimals),
  }));
  const at: Origin = { definition: id, pointer: '/terms' };
  return weightedSum(scaledTo(start, weightDecimals + factDecimals), weightDecimals, weighted, at);
}

/** The predictor as it is, or as a probability; rounded to the stated decimals. */
function linked({ link, decimals }: Regression, predicted: Expression, id: string): Expression {
  const at = (pointer: string): Origin => ({ definition: id, pointer });
  if (link === 'identity') return round(predicted, decimals, 'half-up', at('/decimals'));
  return round(
    transcendental('logistic', [approximately(predicted)], at('/link')),
    decimals,
    'half-up',
    at('/decimals'),
  );
}
