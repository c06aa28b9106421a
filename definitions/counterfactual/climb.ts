import type { Candidate } from './candidates.ts';
import type { Chosen } from './search.ts';

/**
 * Where there are too many combinations to try in order: one change after another, each the one that brings the score nearest to the
 * wanted range for its cost; then every change that turns out not to be needed is taken back, and the others made as small as they can
 * be. Undefined where no change brings it nearer.
 */
export function climb(
  lists: readonly (readonly Candidate[])[],
  isThere: (chosen: Chosen) => boolean,
  distance: (chosen: Chosen) => number,
): Chosen | undefined {
  let chosen: Chosen = lists.map(() => undefined);
  let left = distance(chosen);
  while (!isThere(chosen)) {
    const step = bestStep(lists, chosen, left, distance);
    if (step === undefined) return undefined;
    [chosen, left] = [step.chosen, step.left];
  }
  return smaller(lists, chosen, isThere);
}

interface Step {
  readonly chosen: Chosen;
  readonly left: number;
  readonly gain: number;
}

function bestStep(
  lists: readonly (readonly Candidate[])[],
  chosen: Chosen,
  left: number,
  distance: (chosen: Chosen) => number,
): Step | undefined {
  let best: Step | undefined;
  for (const [i, list] of lists.entries()) {
    for (const candidate of list) {
      if (candidate === chosen[i]) continue;
      const next = withOne(chosen, i, candidate);
      const after = distance(next);
      // What lies beyond the range is no better than what lies at it.
      const gain = (left - after) / Math.max(candidate.cost, LEAST_COST);
      if (after < left && gain > (best?.gain ?? 0)) best = { chosen: next, left: after, gain };
    }
  }
  return best;
}

const LEAST_COST = 1e-6;

/** The dearest changes are tried to be done without first. */
function smaller(
  lists: readonly (readonly Candidate[])[],
  reached: Chosen,
  isThere: (chosen: Chosen) => boolean,
): Chosen {
  const order = reached
    .map((candidate, i) => ({ i, cost: candidate?.cost ?? 0 }))
    .filter(({ i }) => reached[i] !== undefined)
    .sort((a, b) => b.cost - a.cost);
  let chosen = reached;
  for (const { i } of order) {
    const cheaper = [undefined, ...(lists[i] ?? [])].map((candidate) => withOne(chosen, i, candidate));
    chosen = cheaper.find(isThere) ?? chosen;
  }
  return chosen;
}

const withOne = (chosen: Chosen, at: number, candidate: Candidate | undefined): Chosen =>
  chosen.map((other, i) => (i === at ? candidate : other));
