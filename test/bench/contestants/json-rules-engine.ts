import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Customer } from '../model/customers.ts';
import { CARDS, type Characteristic, CRITERIA } from '../model/workload.ts';
import { CLASS_CUTS, CRITERIA_NAMES, summary } from './summary.ts';

/**
 * json-rules-engine on the workload: one rule per interval (the missing points are what a card starts with, an interval adds the
 * difference), one per criteria, and a second engine for the classes. Engines are built once. No reasons, no result objects.
 */
export function jsonRulesEngine(): (customer: Customer) => Promise<string> {
  const scoring = new Engine([], { allowUndefinedFacts: true });
  const classing = new Engine();
  const starts = CARDS.map((card) => card.characteristics.reduce((sum, one) => sum + one.missing * one.weight, 0));
  CARDS.forEach((card, at) => {
    for (const one of card.characteristics) {
      one.points.forEach((points, i) => {
        const params = { at, delta: (points - one.missing) * one.weight };
        scoring.addRule({ conditions: { all: intervalOf(one, i) }, event: { type: 'score', params } });
      });
    }
  });
  CRITERIA.forEach(({ when }, index) => {
    scoring.addRule({ conditions: when as TopLevelCondition, event: { type: 'hit', params: { index } } });
  });
  CLASS_CUTS.forEach(({ name, from }, i) => {
    const to = CLASS_CUTS[i + 1]?.from;
    const all = [
      { fact: 'composite', operator: 'greaterThanInclusive', value: from },
      ...(to === undefined ? [] : [{ fact: 'composite', operator: 'lessThan', value: to }]),
    ];
    classing.addRule({ conditions: { all }, event: { type: 'class', params: { name } } });
  });
  return async (customer) => {
    const { events } = await scoring.run(customer);
    const scores = [...starts];
    const holds = CRITERIA_NAMES.map(() => false);
    for (const { type, params } of events) {
      if (type === 'hit') holds[params?.['index']] = true;
      else scores[params?.['at']] = (scores[params?.['at']] ?? 0) + params?.['delta'];
    }
    const composite = CARDS.reduce((sum, { weight }, i) => sum + weight * (scores[i] ?? 0), 0);
    const classes = await classing.run({ composite });
    return summary(composite, String(classes.events[0]?.params?.['name']), holds);
  };
}

function intervalOf(one: Characteristic, i: number) {
  if ('groups' in one) return [{ fact: one.fact, operator: 'in', value: one.groups[i] }];
  const [low, high] = [one.cuts[i - 1], one.cuts[i]];
  return [
    ...(low === undefined ? [] : [{ fact: one.fact, operator: 'greaterThanInclusive', value: low }]),
    ...(high === undefined ? [] : [{ fact: one.fact, operator: 'lessThan', value: high }]),
  ];
}
