import { movesTo } from '../../machine/explore.ts';
import { type WrittenState, type WrittenTransition, writtenTransitions } from '../../machine/states.ts';
import { targetsOf } from '../../machine/targets.ts';
import type { Proof } from '../../model/proof.ts';
import { refuted } from '../../proofs/verdict.ts';
import { workflowProof } from './proof-problems.ts';
import { historyWords, open, type Proving, shown } from './proving.ts';
import { replay } from './replay.ts';

/** A state that leaves, for an event, something that holds it: the path of the innermost state that is not left. */
interface Leaving {
  readonly state: WrittenState;
  readonly transition: WrittenTransition;
  readonly domain: readonly string[];
}

/** Two states side by side that for one event leave what they run in: the first alone does, and the other is silently passed over. */
export function proveRegions(proving: Proving): readonly Proof[] {
  const { states, explored, entered, document, at } = proving;
  if (!states.all.some(({ state }) => state['type'] === 'parallel')) return [];
  const leaving = states.all.flatMap((state) => leavingOf(state, proving));
  const pairs = leaving.flatMap((a, i) =>
    leaving.slice(i + 1).flatMap((b) => (areApart(a, b, proving) && contend(a, b) ? [[a, b] as const] : [])),
  );
  return pairs.flatMap(([a, b]): readonly Proof[] => {
    const others = new Set(entered.get(b.state.name));
    const found = entered.get(a.state.name)?.find((i) => others.has(i));
    if (found === undefined) return [];
    const both = new Map(
      [a, b].flatMap(({ transition: { transition } }) =>
        transition['guard'] === undefined ? [] : [[JSON.stringify(transition['guard']), true] as const],
      ),
    );
    if (proving.stage.factsOf(both).verdict === 'never') return [];
    const event = a.transition.trigger.kind === 'event' ? a.transition.trigger.name : '';
    const moves = movesTo(explored, found);
    const lived = replay([...moves, { kind: 'event', name: event, assumed: both }], proving.stage);
    if (lived === undefined) return [open('choices-clear', proving, b.transition.pointer)];
    const slots = {
      title: document.title ?? document.name,
      event,
      first: a.state.name,
      second: b.state.name,
      history: historyWords(moves, proving),
    };
    return [
      refuted(
        'choices-clear',
        shown(workflowProof('workflow-regions-contend', at(b.transition.pointer), slots), lived),
      ),
    ];
  });
}

function leavingOf(state: WrittenState, { states }: Proving): readonly Leaving[] {
  return writtenTransitions(state).flatMap((transition) => {
    const targets = targetsOf(transition.transition['target']).flatMap((target) => states.find(state, target) ?? []);
    if (transition.trigger.kind !== 'event' || targets.length === 0) return [];
    const shared = targets.reduce<readonly string[]>((path, target) => sharedPath(path, target.path), state.path);
    // A transition to itself leaves itself; one to what it holds leaves nothing but that.
    const domain =
      shared.length === state.path.length && targets.some((one) => one === state) ? shared.slice(0, -1) : shared;
    return [{ state, transition, domain }];
  });
}

function sharedPath(a: readonly string[], b: readonly string[]): readonly string[] {
  const at = a.findIndex((key, i) => key !== b[i]);
  return at < 0 ? a : a.slice(0, at);
}

/** Whether two states may be active together: neither holds the other, and what holds both is parallel. */
function areApart(a: Leaving, b: Leaving, { states }: Proving): boolean {
  const shared = sharedPath(a.state.path, b.state.path);
  if (shared.length === a.state.path.length || shared.length === b.state.path.length) return false;
  return states.at(shared)?.state['type'] === 'parallel';
}

/** Whether what two transitions leave overlaps: the innermost state that one keeps holds the other's. */
function contend(a: Leaving, b: Leaving): boolean {
  const [x, y] = [a.transition.trigger, b.transition.trigger];
  if (x.kind !== 'event' || y.kind !== 'event' || x.name !== y.name) return false;
  const shared = sharedPath(a.domain, b.domain);
  return shared.length === a.domain.length || shared.length === b.domain.length;
}
