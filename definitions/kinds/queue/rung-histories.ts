import { type Move, movesTo } from '../../machine/explore.ts';
import type { QueueRules } from '../../machine/request.ts';
import { parseRung } from '../../time/rungs.ts';
import type { Proving } from '../workflow/proving.ts';
import type { QueueRung } from './queue.ts';

type Histories = Generator<readonly Move[], void>;

/** The moves after which a rung may be reached by waiting; of a re-open, those that make it. Each is made when it is asked for. */
export function* historiesTo(rules: QueueRules, { clock, at }: QueueRung, { explored }: Proving): Histories {
  const read = parseRung(at);
  const isIn = (leaves: readonly string[], states: ReadonlySet<string>) => leaves.some((leaf) => states.has(leaf));
  if (read?.kind === 'reopened') {
    yield* reopened(read.times, explored, (leaves) => isIn(leaves, rules.stopStates));
    return;
  }
  const rule = rules.clocks.find((one) => one.rule.name === clock)?.rule;
  const runs = (leaves: readonly string[]): boolean => {
    if (clock === undefined) return isIn(leaves, rules.workStates);
    if (rule === undefined || isIn(leaves, new Set(rule.stopsIn))) return false;
    return rule.runsIn === 'all-open' || isIn(leaves, new Set(rule.runsIn));
  };
  for (const [i, { leaves, snapshot }] of explored.configurations.entries())
    if (snapshot.status === 'active' && runs(leaves)) yield movesTo(explored, i);
}

/** The histories in which a request is opened again so many times, round and round. */
function* reopened(
  times: number,
  explored: Proving['explored'],
  isStopped: (leaves: readonly string[]) => boolean,
): Histories {
  const { configurations } = explored;
  for (const [from, { leaves, edges }] of configurations.entries()) {
    if (!isStopped(leaves)) continue;
    for (const { move, to } of edges) {
      const next = to === 'endless' ? undefined : configurations[to];
      if (to === 'endless' || next === undefined || next.snapshot.status === 'done' || isStopped(next.leaves)) continue;
      const back = times > 1 ? wayTo(explored, to, from) : [];
      if (back === undefined) continue;
      const rounds = Array.from({ length: times - 1 }, () => [...back, move]).flat();
      yield [...movesTo(explored, from), move, ...rounds];
    }
  }
}

/** The fewest moves from one configuration to another; undefined where there is no way. */
function wayTo({ configurations }: Proving['explored'], from: number, to: number): readonly Move[] | undefined {
  const ways = new Map<number, readonly Move[]>([[from, []]]);
  for (const [at, way] of ways) {
    if (at === to) return way;
    for (const { move, to: next } of configurations[at]?.edges ?? [])
      if (next !== 'endless' && !ways.has(next)) ways.set(next, [...way, move]);
  }
  return undefined;
}
