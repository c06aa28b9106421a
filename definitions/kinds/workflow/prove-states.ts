import { type Configuration, type Edge, type Explored, movesTo } from '../../machine/explore.ts';
import type { StateIndex } from '../../machine/targets.ts';
import type { Proof } from '../../model/proof.ts';
import { refuted } from '../../proofs/verdict.ts';
import { workflowProof } from './proof-problems.ts';
import { gathered, historyWords, MOST_TRIED, open, type Proving, shown } from './proving.ts';
import { replay } from './replay.ts';

/** Every state but histories is entered by a history that was lived. */
export function proveReachable(proving: Proving): readonly Proof[] {
  const { states, explored, document, at } = proving;
  const failures = states.all.slice(1).flatMap((state): readonly Proof[] => {
    if (state.state['type'] === 'history') return [];
    const entered = proving.entered.get(state.name) ?? [];
    if (entered.length === 0 && explored.isWhole) {
      const slots = { title: document.title ?? document.name, state: state.name };
      return [refuted('states-reachable', workflowProof('workflow-state-unreachable', at(state.pointer), slots))];
    }
    const isShown = entered.slice(0, MOST_TRIED).some((i) => {
      const life = replay(movesTo(explored, i), proving.stage)?.life ?? null;
      return life !== null && sameStates(life.snapshot.value, explored.configurations[i]?.snapshot.value);
    });
    return isShown ? [] : [open('states-reachable', proving, state.pointer)];
  });
  return gathered('states-reachable', proving, failures);
}

const sameStates = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The configurations in which each state is active, itself or by one that it holds. */
export function enteredBy({ configurations }: Explored, states: StateIndex): ReadonlyMap<string, readonly number[]> {
  const active = new Map(states.all.map((one) => [one.name, [one, ...states.holders(one)].map(({ name }) => name)]));
  const entered = new Map<string, number[]>();
  configurations.forEach(({ leaves }, i) => {
    for (const name of new Set(leaves.flatMap((leaf) => active.get(leaf) ?? []))) {
      const known = entered.get(name);
      if (known === undefined) entered.set(name, [i]);
      else known.push(i);
    }
  });
  return entered;
}

/** From wherever it may stand a request can come to an end. */
export function proveLeading(proving: Proving): readonly Proof[] {
  const { explored, document, at, states } = proving;
  const may = leadingToEnd(explored, false);
  const stuck = explored.configurations.flatMap((_, i) => (may.has(i) ? [] : [i]));
  if (stuck.length > 0 && explored.isWhole) {
    const told = new Set<string>();
    const failures = stuck.flatMap((i): readonly Proof[] => {
      const leaf = explored.configurations[i]?.leaves.join(', ') ?? '';
      if (told.has(leaf)) return [];
      told.add(leaf);
      const pointer = states.all.find(({ name }) => name === explored.configurations[i]?.leaves[0])?.pointer ?? '';
      const lived = replay(movesTo(explored, i), proving.stage);
      if (lived === undefined) return [open('states-lead-out', proving, pointer)];
      const slots = {
        title: document.title ?? document.name,
        state: leaf,
        history: historyWords(movesTo(explored, i), proving),
      };
      return [refuted('states-lead-out', shown(workflowProof('workflow-state-trapped', at(pointer), slots), lived))];
    });
    return failures;
  }
  const must = leadingToEnd(explored, true);
  const isSure = explored.isWhole && explored.configurations.every((_, i) => must.has(i));
  return isSure ? gathered('states-lead-out', proving, []) : [open('states-lead-out', proving, '')];
}

/**
 * The configurations from which an end is in reach. `isSure`: by an event, or whichever of the timers ends first; else by any move that may
 * happen.
 */
function leadingToEnd({ configurations }: Explored, isSure: boolean): ReadonlySet<number> {
  const good = new Set(configurations.flatMap(({ snapshot }, i) => (snapshot.status === 'done' ? [i] : [])));
  const leads = ({ edges }: Configuration): boolean => {
    const isGood = ({ to }: Edge) => to !== 'endless' && good.has(to);
    const timers = edges.filter(({ move }) => move.kind === 'timer');
    if (!isSure) return edges.some(isGood);
    if (edges.some((edge) => edge.move.kind === 'event' && isGood(edge))) return true;
    const keys = [...new Set(timers.map(({ move }) => move.name))];
    return keys.length > 0 && keys.every((key) => timers.some((edge) => edge.move.name === key && isGood(edge)));
  };
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    configurations.forEach((one, i) => {
      if (good.has(i) || !leads(one)) return;
      good.add(i);
      isGrowing = true;
    });
  }
  return good;
}
