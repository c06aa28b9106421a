import type { Builder } from '../../expression/to-regions/builder.ts';
import type { Id } from '../../expression/to-regions/diagram.ts';
import { missingOf } from '../../expression/to-regions/junction.ts';
import type { Expression } from '../../model/expression.ts';
import type { Subject } from '../../expression/to-regions/subjects.ts';
import type { Summand } from '../../expression/to-regions/sums/summands.ts';

/** From one cell of a subject to a later one a sum goes the wrong way, where the path leads. */
export interface WrongStep {
  readonly from: number;
  readonly to: number;
  readonly path: ReadonlyMap<number, number>;
}

/** The most steps that are told of: one is enough, where it can be shown. */
const MOST_STEPS = 6;

/**
 * Pairs of cells of a subject between which a sum of summands falls (where it should be rising; or rises), neighbours or not. `unclear`: a summand is computed
 * from more than choices, or one that is left out where it is missing may vanish at a step. `gate`: a two-valued condition; only records
 * for which it holds are compared.
 */
export function counterexamples(
  subject: Subject,
  summands: readonly Summand[],
  builder: Builder,
  isRising: boolean,
  gate: Expression | null,
): readonly WrongStep[] | 'unclear' {
  const { diagrams } = builder;
  const isComputed = summands.some(({ of }) =>
    [...diagrams.reachable(builder.of(of))].some((id) => diagrams.at(id).kind === 'subject'),
  );
  if (isComputed) return 'unclear';
  const sum = sumOf(summands, builder);
  const joint = gate === null ? sum : diagrams.choose(builder.of(gate), sum, diagrams.missing);
  const sums = subject.cells.map((_, cell) => restrict(builder, joint, subject.level, cell));
  const steps: WrongStep[] = [];
  let best = sums[0] ?? diagrams.missing;
  for (let cell = 0; cell + 1 < subject.cells.length && steps.length < MOST_STEPS; cell++) {
    const vanishes = summands.some(
      ({ of, isSkipped }) =>
        isSkipped &&
        restrict(builder, missingOf(diagrams, builder.of(of)), subject.level, cell) !==
          restrict(builder, missingOf(diagrams, builder.of(of)), subject.level, cell + 1),
    );
    if (vanishes) return 'unclear';
    const after = sums[cell + 1] ?? diagrams.missing;
    const isWrong = (l: Id, r: Id) => {
      const [low, high] = [diagrams.at(l), diagrams.at(r)];
      if (low.kind !== 'value' || high.kind !== 'value') return false;
      return isRising ? high.value < low.value : high.value > low.value;
    };
    const wrong = diagrams.combine([best, after], ([l = 0, r = 0]) => (isWrong(l, r) ? diagrams.true : diagrams.false));
    const [path] = diagrams.paths(wrong, (terminal) => terminal === diagrams.true, 1);
    const from =
      path &&
      sums.slice(0, cell + 1).findIndex((sum) => isWrong(follow(sum, path, builder), follow(after, path, builder)));
    if (path !== undefined && from !== undefined && from >= 0) steps.push({ from, to: cell + 1, path });
    // The best sum so far, whichever cell it is of: where it is missing in between, the ends are still compared.
    best = diagrams.combine([best, after], ([l = 0, r = 0]) => (r === diagrams.missing || isWrong(l, r) ? l : r));
  }
  return steps;
}

/** The terminal a path leads to; where it says nothing, the first cell. */
function follow(id: Id, path: ReadonlyMap<number, number>, { diagrams }: Builder): Id {
  let at = id;
  while (at >= 0) at = diagrams.children(at)[path.get(diagrams.level(at)) ?? 0] ?? diagrams.missing;
  return at;
}

/** The sum, times what makes all weights whole. */
function sumOf(summands: readonly Summand[], { diagrams, of }: Builder): Id {
  const under = summands.reduce((product, { weight }) => leastMultiple(product, weight.under), 1n);
  return summands.reduce(
    (sum, { of: part, weight }) =>
      diagrams.combine([sum, of(part)], ([s = 0, x = 0]) => {
        const [total, at] = [diagrams.at(s), diagrams.at(x)];
        if (total.kind !== 'value' || at.kind !== 'value' || typeof at.value !== 'bigint') return diagrams.missing;
        return diagrams.value((total.value as bigint) + at.value * weight.over * (under / weight.under));
      }),
    diagrams.value(0n),
  );
}

function leastMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** The diagram with one subject held at one cell. */
function restrict({ diagrams }: Builder, id: Id, level: number, cell: number): Id {
  const known = new Map<Id, Id>();
  const walk = (at: Id): Id => {
    if (at < 0 || diagrams.level(at) > level) return at;
    if (diagrams.level(at) === level) return diagrams.children(at)[cell] ?? at;
    const made = known.get(at) ?? diagrams.node(diagrams.level(at), diagrams.children(at).map(walk));
    known.set(at, made);
    return made;
  };
  return walk(id);
}
