import { actionsIn, type Trigger, writtenStates, writtenTransitions } from '../../machine/states.ts';
import { indexStates, targetsOf } from '../../machine/targets.ts';
import { below, type Json } from '../../model/json.ts';
import { LANGUAGES, type Text } from '../../model/text.ts';
import { actionTitle } from './action-schemas.ts';
import { criteriaOf } from './check.ts';
import { delayWords, stateText } from './names.ts';
import type { WorkflowDocument } from './workflow.ts';

/** One line of a workflow as a table: what happens in a state, when, where it leads, and what is asked for. */
export interface WorkflowRow {
  /** Where it stands in the document. */
  readonly pointer: string;
  /** Where its state stands in the document. */
  readonly at: string;
  readonly state: Text;
  readonly trigger: RowTrigger;
  readonly criteria?: string;
  /** Titles of the states it leads to; none where the state stays. */
  readonly targets: readonly Text[];
  /** Where those stand in the document. */
  readonly leadsTo: readonly string[];
  readonly actions: readonly Text[];
}

/** What a line tells of: a transition (its event by title, or how long its delay is), what is done on the way in or out, or that nothing follows. */
export type RowTrigger =
  | { readonly kind: 'event' | 'after'; readonly name: Text }
  | { readonly kind: 'always' | 'done' | 'entry' | 'exit' | 'final' | 'history' };

/** The lines of a workflow, the machine's own first, then state by state in document order; an end of which nothing is written has one line. */
export function workflowRows(document: WorkflowDocument): readonly WorkflowRow[] {
  const { machine, events = {} } = document;
  const states = indexStates(writtenStates(machine));
  return states.all.flatMap((written): readonly WorkflowRow[] => {
    const { state, pointer } = written;
    const head = { at: `/machine${pointer}`, state: stateText(written), targets: [], leadsTo: [], actions: [] };
    const done = (key: 'entry' | 'exit'): readonly WorkflowRow[] => {
      const actions = titlesOf(state[key]);
      const at = `/machine${below(pointer, key)}`;
      return actions.length === 0 ? [] : [{ ...head, pointer: at, trigger: { kind: key }, actions }];
    };
    const named = (trigger: Trigger): RowTrigger => {
      if (trigger.kind === 'after') {
        const [zh, en] = LANGUAGES.map((language) => delayWords(trigger.name, document, { language }).trim());
        return { kind: 'after', name: { 'zh-CN': zh ?? trigger.name, en: en ?? trigger.name } };
      }
      if (trigger.kind !== 'event') return trigger;
      return {
        kind: 'event',
        name: (Object.hasOwn(events, trigger.name) ? events[trigger.name]?.title : undefined) ?? trigger.name,
      };
    };
    const rows = writtenTransitions(written).map((one): WorkflowRow => {
      const criteria = criteriaOf(one.transition);
      const targets = targetsOf(one.transition['target']).flatMap((target) => states.find(written, target) ?? []);
      return {
        ...head,
        pointer: `/machine${one.pointer}`,
        trigger: named(one.trigger),
        ...(criteria === undefined ? {} : { criteria }),
        targets: targets.map(stateText),
        leadsTo: targets.map((target) => `/machine${target.pointer}`),
        actions: titlesOf(one.transition['actions']),
      };
    });
    const all = [...done('entry'), ...rows, ...done('exit')];
    if (all.length > 0) return all;
    const kind = state['type'] === 'history' ? 'history' : state['type'] === 'final' ? 'final' : undefined;
    return kind === undefined ? [] : [{ ...head, pointer: `/machine${pointer}`, trigger: { kind } }];
  });
}

const titlesOf = (written: Json | undefined): readonly Text[] =>
  actionsIn(written, '').map(({ action }) => actionTitle(String(action['type'])));
