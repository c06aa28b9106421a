import { at } from './linear-algebra.ts';

/** How well predictions tell events from the rest. */
export interface Discrimination {
  /** The share of pairs of an event and a non-event in which the event is predicted higher; ties count half. */
  readonly auc: number;
  /** 2 · AUC − 1. */
  readonly gini: number;
  /** The largest distance between the shares of events and of non-events that are predicted no higher than some figure. */
  readonly ks: number;
}

/** Of outcomes of both kinds. */
export function discriminationOf(predicted: Float64Array, outcome: Float64Array): Discrimination {
  const order = Uint32Array.from({ length: predicted.length }, (_, i) => i).sort(
    (a, b) => at(predicted, a) - at(predicted, b),
  );
  const events = outcome.reduce((sum, y) => sum + y, 0);
  const others = outcome.length - events;
  let [below, pairs, ks, i] = [{ events: 0, others: 0 }, 0, 0, 0];
  while (i < order.length) {
    const score = at(predicted, order[i] ?? 0);
    let here = 0;
    const from = i;
    while (i < order.length && at(predicted, order[i] ?? 0) === score) here += at(outcome, order[i++] ?? 0);
    const rest = i - from - here;
    pairs += here * (below.others + rest / 2);
    below = { events: below.events + here, others: below.others + rest };
    ks = Math.max(ks, Math.abs(below.events / events - below.others / others));
  }
  const auc = pairs / (events * others);
  return { auc, gini: 2 * auc - 1, ks };
}
