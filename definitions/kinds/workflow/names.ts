import { pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { type WrittenState, writtenStates } from '../../machine/states.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { parseBudget } from '../../time/time-budget.ts';
import { budgetWords } from '../budget.ts';
import type { WorkflowDocument } from './workflow.ts';

/** What a state is called: its title, else its name. */
export function stateText({ name, state }: WrittenState): Text {
  const meta = isObject(state['meta']) ? state['meta'] : {};
  return (meta['title'] as Text | undefined) ?? name;
}

/** What the states and events of a workflow are called, by their names; an event without a title is not told. */
export function workflowTitles({ machine, events = {} }: WorkflowDocument): ReadonlyMap<string, Text> {
  return new Map([
    ...Object.entries(events).flatMap(([name, { title }]) => (title === undefined ? [] : [[name, title] as const])),
    ...writtenStates(machine).map((one) => [one.name, stateText(one)] as const),
  ]);
}

/** The same in a sentence. */
export const stateTitle = (state: WrittenState, speech: Pick<Speech, 'language'>): string =>
  quoted(spoken(speech, stateText(state)));

/** What an event is called: its title, else its name. */
export function eventTitle(name: string, { events = {} }: WorkflowDocument, speech: Pick<Speech, 'language'>): string {
  const title = Object.hasOwn(events, name) ? events[name]?.title : undefined;
  return quoted(title === undefined ? name : spoken(speech, title));
}

/** How long a delay is: `2 个工作小时`, `7 days`. */
export function delayWords(name: string, { delays = {} }: WorkflowDocument, speech: Pick<Speech, 'language'>): string {
  const delay = Object.hasOwn(delays, name) ? delays[name] : undefined;
  const budget = delay === undefined ? undefined : parseBudget(delay.budget as Json);
  const gap = pick2(speech, ' ', '');
  return budget === undefined ? quoted(name) : `${gap}${budgetWords(speech, budget)}`;
}
