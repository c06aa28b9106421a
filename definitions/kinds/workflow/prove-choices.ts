import type { Json, JsonObject } from '../../model/json.ts';
import type { Proof } from '../../model/proof.ts';
import type { Message } from '../../model/text.ts';
import { refuted } from '../../proofs/verdict.ts';
import { type Trigger, type WrittenState, type WrittenTransition, writtenTransitions } from '../../machine/states.ts';
import type { Assumed } from '../../machine/explore.ts';
import { proveRegions } from './prove-regions.ts';
import { workflowProof } from './proof-problems.ts';
import { gathered, open, type Proving } from './proving.ts';

/**
 * No two transitions contend for one event by accident: of those that one state tries in turn no two with conditions hold together and
 * differ, each can be taken, and states side by side do not both leave for one event.
 */
export function proveChoices(proving: Proving): readonly Proof[] {
  const failures = proving.states.all.flatMap((state) =>
    listsOf(state).flatMap((list) => proveList(state, list, proving)),
  );
  return gathered('choices-clear', proving, [...failures, ...proveRegions(proving)]);
}

/** The transitions of one trigger, where there are several. */
function listsOf(state: WrittenState): readonly (readonly WrittenTransition[])[] {
  const byTrigger = new Map<string, WrittenTransition[]>();
  for (const one of writtenTransitions(state)) {
    const key = JSON.stringify(one.trigger);
    byTrigger.set(key, [...(byTrigger.get(key) ?? []), one]);
  }
  return [...byTrigger.values()].filter((list) => list.length > 1);
}

function proveList(state: WrittenState, list: readonly WrittenTransition[], proving: Proving): readonly Proof[] {
  const { document, at, stage } = proving;
  const [head] = list;
  if (head === undefined) return [];
  const slots = { title: document.title ?? document.name, state: state.name, trigger: triggerName(head.trigger) };
  return list.flatMap((one, j): readonly Proof[] => {
    const place = at(one.pointer);
    const before = list.slice(0, j);
    const second = j + 1;
    const isHidden = before.some(({ transition }) => transition['guard'] === undefined);
    const hidden = () => [
      refuted('choices-clear', workflowProof('workflow-choice-hidden', place, { ...slots, second })),
    ];
    if (isHidden) return hidden();
    const key = guardKey(one.transition);
    if (key === undefined) return [];
    const alone = new Map([
      ...before.flatMap(({ transition }) => guardKey(transition) ?? []).map((guard) => [guard, false] as const),
    ]);
    if (alone.has(key) || stage.factsOf(new Map([...alone, [key, true]])).verdict === 'never') return hidden();
    return before.flatMap((other, i): readonly Proof[] => {
      const guard = guardKey(other.transition);
      if (guard === undefined || sameDoing(other.transition, one.transition)) return [];
      const both: Assumed = new Map([
        [guard, true],
        [key, true],
      ]);
      const answer = stage.factsOf(both);
      if (answer.verdict === 'never') return [];
      if (answer.verdict === 'open') return [open('choices-clear', proving, one.pointer)];
      const problem = workflowProof('workflow-choice-ambiguous', place, { ...slots, first: i + 1, second });
      return [refuted('choices-clear', { ...problem, witness: answer.request })];
    });
  });
}

const guardKey = ({ guard }: JsonObject): string | undefined =>
  guard === undefined ? undefined : JSON.stringify(guard);

/** Whether two transitions do the same, whatever their guards. */
function sameDoing(a: JsonObject, b: JsonObject): boolean {
  const doing = ({ target = null, actions = null, reenter = null }: JsonObject): Json => [target, actions, reenter];
  return JSON.stringify(doing(a)) === JSON.stringify(doing(b));
}

function triggerName(trigger: Trigger): Message {
  switch (trigger.kind) {
    case 'event':
      return { 'zh-CN': `事件“${trigger.name}”`, en: `the event “${trigger.name}”` };
    case 'after':
      return { 'zh-CN': `延时“${trigger.name}”`, en: `the delay “${trigger.name}”` };
    case 'always':
      return { 'zh-CN': '无事件', en: 'no event' };
    case 'done':
      return { 'zh-CN': '内部完成', en: 'its own states being done' };
  }
}
