import { type Move, movesTo } from '../../machine/explore.ts';
import type { Environment } from '../../model/environment.ts';
import { parseRung } from '../../time/rungs.ts';
import type { Proving } from '../workflow/proving.ts';
import type { QueueDocument, QueueRung } from './queue.ts';
import { requestRules } from './rules.ts';

/** The moves after which a rung may be reached by waiting; of a re-open, those that make it. */
export function historiesTo(
  document: QueueDocument,
  { clock, at }: QueueRung,
  { explored }: Proving,
  environment: Environment,
): readonly (readonly Move[])[] {
  const rules = requestRules(document.workflow, environment)?.queueOf(`queue/${document.name}`);
  if (rules === undefined) return [];
  const read = parseRung(at);
  const isIn = (leaves: readonly string[], states: ReadonlySet<string>) => leaves.some((leaf) => states.has(leaf));
  if (read?.kind === 'reopened') return reopened(read.times, explored, (leaves) => isIn(leaves, rules.stopStates));
  const rule = rules.clocks.find((one) => one.rule.name === clock)?.rule;
  const runs = (leaves: readonly string[]): boolean => {
    if (clock === undefined) return isIn(leaves, rules.workStates);
    if (rule === undefined || isIn(leaves, new Set(rule.stopsIn))) return false;
    return rule.runsIn === 'all-open' || isIn(leaves, new Set(rule.runsIn));
  };
  return explored.configurations.flatMap(({ leaves, snapshot }, i) =>
    snapshot.status === 'active' && runs(leaves) ? [movesTo(explored, i)] : [],
  );
}

/** The histories in which a request is opened again so many times, round and round. */
function reopened(
  times: number,
  explored: Proving['explored'],
  isStopped: (leaves: readonly string[]) => boolean,
): readonly (readonly Move[])[] {
  const { configurations } = explored;
  return configurations.flatMap(({ leaves, edges }, from) =>
    edges.flatMap(({ move, to }) => {
      const next = to === 'endless' ? undefined : configurations[to];
      if (to === 'endless' || next === undefined || next.snapshot.status === 'done') return [];
      if (!isStopped(leaves) || isStopped(next.leaves)) return [];
      const back = wayTo(explored, to, from);
      if (back === undefined && times > 1) return [];
      const rounds = Array.from({ length: times - 1 }, () => [...(back ?? []), move]).flat();
      return [[...movesTo(explored, from), move, ...rounds]];
    }),
  );
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
