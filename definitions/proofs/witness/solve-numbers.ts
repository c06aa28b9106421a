import type { Expression } from '../../model/expression.ts';

/** A number whose value is sought, and the ranges it may lie in, ascending. */
export interface Amount {
  readonly key: string;
  readonly expression: Expression;
  readonly ranges: readonly { readonly low: bigint; readonly high: bigint }[];
}

/** An order that two amounts must have, each times a factor. */
export interface NumberRelation {
  readonly left: { readonly key: string; readonly factor: bigint };
  readonly right: { readonly key: string; readonly factor: bigint };
  readonly order: '<' | '=' | '>';
}

/** After so many rounds what goes on rising is left as it is; whoever uses the values evaluates them. */
const MOST_ROUNDS = 2_000;

/**
 * The least values that keep all relations: orders ask that one side rises, never that it falls, so that raising what is too low comes
 * to the least solution or past the end of a range, where there is none.
 */
export function solveNumbers(
  amounts: readonly Amount[],
  relations: readonly NumberRelation[],
): ReadonlyMap<string, bigint> | undefined {
  const rising = relations.map(({ left, right, order }) =>
    order === '>' ? { low: right, high: left, gap: 1n } : { low: left, high: right, gap: order === '=' ? 0n : 1n },
  );
  const equal = relations
    .filter(({ order }) => order === '=')
    .map(({ left, right }) => ({ low: right, high: left, gap: 0n }));
  const edges = [...rising, ...equal];
  if (hasCircle(edges)) return undefined;
  const byKey = new Map(amounts.map((amount) => [amount.key, amount]));
  const values = new Map<string, bigint>();
  for (const { key, ranges } of amounts) {
    const [first] = ranges;
    if (first === undefined) return undefined;
    values.set(key, first.low);
  }
  for (let round = 0, isRising = true; isRising && round < MOST_ROUNDS; round++) {
    isRising = false;
    for (const { low, high, gap } of edges) {
      const least = ceiling((values.get(low.key) ?? 0n) * low.factor + gap, high.factor);
      if (least <= (values.get(high.key) ?? 0n)) continue;
      const next = raised(byKey.get(high.key)?.ranges ?? [], least);
      if (next === undefined) return undefined;
      values.set(high.key, next);
      isRising = true;
    }
  }
  return values;
}

function raised(ranges: Amount['ranges'], least: bigint): bigint | undefined {
  const range = ranges.find(({ high }) => high >= least);
  return range && (range.low > least ? range.low : least);
}

interface Edge {
  readonly low: { readonly key: string };
  readonly high: { readonly key: string };
  readonly gap: bigint;
}

/** Whether some amount would have to lie below itself. Factors are positive and bounds finite, but a circle would rise for very long. */
function hasCircle(edges: readonly Edge[]): boolean {
  const reach = (from: string): ReadonlySet<string> => {
    const found = new Set([from]);
    for (const key of found) for (const edge of edges) if (edge.low.key === key) found.add(edge.high.key);
    return found;
  };
  return edges.some(
    (edge) =>
      edge.gap > 0n &&
      hasOneFactor(edges) &&
      (edge.low.key === edge.high.key || reach(edge.high.key).has(edge.low.key)),
  );
}

/** With several factors a circle may still close: 100 · a < b < 200 · a. */
function hasOneFactor(edges: readonly Edge[]): boolean {
  const factors = new Set(
    edges.flatMap(({ low, high }) => [low, high].map((side) => ('factor' in side ? String(side.factor) : ''))),
  );
  return factors.size <= 1;
}

function ceiling(n: bigint, by: bigint): bigint {
  const quotient = n / by;
  return n % by > 0n ? quotient + 1n : quotient;
}
