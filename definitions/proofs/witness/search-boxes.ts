import type { Json } from '../../model/json.ts';
import type { Expression } from '../../model/expression.ts';
import { type Box, countBits } from '../../expression/to-regions/boxes.ts';
import { eachBox } from '../../expression/to-regions/boxes-of.ts';
import type { Builder } from '../../expression/to-regions/builder.ts';
import { type RequestDraft, requestOf } from './request-builder.ts';
import { solve, type WantedValue } from './solve.ts';
import type { Probe } from './probe.ts';
import { fixedRandom } from './random-value.ts';
import { assign } from './assign.ts';
import type { Subject } from '../../expression/to-regions/subjects.ts';
import { withinBudget } from '../../expression/to-regions/within-budget.ts';

/** Whether something can be: `never` is proved; `can` has a request that was evaluated; `open` is not decided. */
export type Answer =
  | { readonly verdict: 'never'; readonly isBehindGate?: true }
  | { readonly verdict: 'can'; readonly request: Json }
  | { readonly verdict: 'open'; readonly why: 'budget' | 'unrealised' };

/** How many paths to a wanted answer are tried before a witness is given up. */
const TRIES = 12;
/** How many random requests are tried beside each of them, all told. */
const RANDOM_TRIES = 400;

/** What the conditions are for a request. */
export type Values = NonNullable<ReturnType<Probe['evaluate']>>;

/**
 * Goes through the boxes in which a condition holds: where no facts fit into any of them it never does; else a request of one is
 * evaluated, then of some with other facts drawn at random. Undefined where the diagram is too large.
 */
export function searchBoxes(
  condition: Expression,
  builder: Builder,
  probe: Probe,
  isWanted: (values: Values) => boolean,
): Answer | undefined {
  const { subjects } = builder;
  const boxes: Box[] = [];
  const isSearched = withinBudget(() => {
    for (const box of eachBox(builder.of(condition), builder, (part) => solve(part, subjects) !== undefined)) {
      if (solve(box, subjects) !== undefined) boxes.push(box);
      if (boxes.length >= TRIES) return;
    }
    return true;
  });
  if (boxes.length === 0) return isSearched === true ? { verdict: 'never' } : undefined;
  const request = withinBudget(
    () => amongPlain(boxes, subjects, probe, isWanted) ?? amongRandom(boxes, subjects, probe, isWanted),
  );
  return request === undefined ? { verdict: 'open', why: 'unrealised' } : { verdict: 'can', request };
}

/** A request of a box whose other facts are ordinary ones. */
function amongPlain(
  boxes: readonly Box[],
  subjects: readonly Subject[],
  probe: Probe,
  isWanted: (values: Values) => boolean,
): Json | undefined {
  for (const box of boxes) {
    const wanted = solve(box, subjects) ?? [];
    for (const order of [wanted, [...wanted].reverse()]) {
      const request = requestWith(order, probe.drafter.ordinary());
      if (isReal(request, probe, isWanted)) return request;
    }
  }
  return undefined;
}

/** A request of some cells of a box, or of none, whose other facts are random. */
export function amongRandom(
  boxes: readonly Box[],
  subjects: readonly Subject[],
  probe: Probe,
  isWanted: (values: Values) => boolean,
): Json | undefined {
  const random = fixedRandom();
  for (let i = 0; i < RANDOM_TRIES; i++) {
    const box = i % 2 === 0 ? boxes[(i / 2) % Math.max(boxes.length, 1)] : undefined;
    const wanted = box === undefined ? [] : (solve(narrowed(box, random), subjects) ?? solve(box, subjects) ?? []);
    const request = requestWith(wanted, probe.drafter.random());
    if (isReal(request, probe, isWanted)) return request;
  }
  return undefined;
}

function isReal(request: Json, probe: Probe, isWanted: (values: Values) => boolean): boolean {
  const values = probe.evaluate(request);
  return values !== undefined && isWanted(values);
}

/** One cell of each subject, at random. */
function narrowed(box: Box, random: (below: number) => number): Box {
  return box.map((cells) => {
    let rest = cells;
    for (let skip = random(countBits(cells)); skip > 0; skip--) rest &= rest - 1n;
    return rest & -rest;
  });
}

function requestWith(wanted: readonly WantedValue[], draft: RequestDraft): Json {
  for (const { expression, value } of wanted) assign(draft, expression, value);
  return requestOf(draft);
}
