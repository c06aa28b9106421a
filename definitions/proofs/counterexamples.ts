import type { Builder } from '../expression/to-regions/builder.ts';
import type { Id } from '../expression/to-regions/diagram.ts';
import { missingOf } from '../expression/to-regions/junction.ts';
import type { Subject } from '../expression/to-regions/subjects.ts';
import type { Summand } from '../expression/to-regions/sums/summands.ts';

/** From one cell of a subject to the next one a sum goes the wrong way, where the path leads. */
export interface WrongStep {
  readonly cell: number;
  readonly path: ReadonlyMap<number, number>;
}

/** The most steps that are told of: one is enough, where it can be shown. */
const MOST_STEPS = 6;

/**
 * The steps of a subject at which a sum of summands falls (where it should be rising; or rises). `unclear`: a summand is computed
 * from more than choices, or one that is left out where it is missing may vanish at a step.
 */
export function counterexamples(
  subject: Subject,
  summands: readonly Summand[],
  builder: Builder,
  isRising: boolean,
): readonly WrongStep[] | 'unclear' {
  const { diagrams } = builder;
  const isComputed = summands.some(({ of }) =>
    [...diagrams.reachable(builder.of(of))].some((id) => diagrams.at(id).kind === 'subject'),
  );
  if (isComputed) return 'unclear';
  const joint = sumOf(summands, builder);
  const steps: WrongStep[] = [];
  for (let cell = 0; cell + 1 < subject.cells.length && steps.length < MOST_STEPS; cell++) {
    const vanishes = summands.some(
      ({ of, isSkipped }) =>
        isSkipped &&
        restrict(builder, missingOf(diagrams, builder.of(of)), subject.level, cell) !==
          restrict(builder, missingOf(diagrams, builder.of(of)), subject.level, cell + 1),
    );
    if (vanishes) return 'unclear';
    const [before = 0, after = 0] = [cell, cell + 1].map((c) => restrict(builder, joint, subject.level, c));
    const wrong = diagrams.combine([before, after], ([l = 0, r = 0]) => {
      const [low, high] = [diagrams.at(l), diagrams.at(r)];
      if (low.kind !== 'value' || high.kind !== 'value') return diagrams.false;
      return (isRising ? high.value < low.value : high.value > low.value) ? diagrams.true : diagrams.false;
    });
    const [path] = diagrams.paths(wrong, (terminal) => terminal === diagrams.true, 1);
    if (path !== undefined) steps.push({ cell, path });
  }
  return steps;
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
