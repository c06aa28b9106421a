import {
  approvalStates,
  isObject,
  type Json,
  type JsonObject,
  type Language,
  namesFor,
  type Text,
} from '../../definitions/index.ts';
import type { Reader } from '../texts/reader.ts';

/** A state of a workflow's machine, found by the name of its leaf. */
function stateIn(node: JsonObject, leaf: string): JsonObject | undefined {
  const states = node['states'];
  if (!isObject(states)) return undefined;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const id = typeof state['id'] === 'string' ? state['id'] : name;
    if (id === leaf || name === leaf) return state;
    const [head, ...rest] = leaf.split('.');
    const found = stateIn(state, head === name && rest.length > 0 ? rest.join('.') : leaf);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a leaf of a workflow is called; its name where nothing is said of it. */
export function stateTitle(workflow: JsonObject | undefined, leaf: string): Text {
  const machine = workflow?.['machine'];
  const meta = isObject(machine) ? stateIn(machine, leaf)?.['meta'] : undefined;
  return isObject(meta) && meta['title'] !== undefined ? (meta['title'] as Text) : leaf;
}

/** What the state of a request is called: its leaves, where it is in several at once. */
export const stateText = (
  workflow: JsonObject | undefined,
  leaves: readonly string[],
  { say }: Pick<Reader, 'say'>,
): string => leaves.map((leaf) => say(stateTitle(workflow, leaf))).join(' · ');

/** Whether there may be approvals of a request: its workflow requires one somewhere, or is not known; or there was one. */
export function mayHaveApprovals(
  { timeline }: { readonly timeline: readonly { readonly kind: string }[] },
  workflow: JsonObject | undefined,
): boolean {
  const machine = workflow?.['machine'];
  if (!isObject(machine) || approvalStates(machine).length > 0) return true;
  return timeline.some(({ kind }) => kind === 'approval');
}

/** What an event is called. */
export function eventTitle(workflow: JsonObject | undefined, event: string): Text {
  const declared = eventIn(workflow, event)?.['title'];
  return declared === undefined ? event : (declared as Text);
}

function eventIn(workflow: JsonObject | undefined, event: string): JsonObject | undefined {
  const events = workflow?.['events'];
  const declared: Json | undefined = isObject(events) && Object.hasOwn(events, event) ? events[event] : undefined;
  return declared !== undefined && isObject(declared) ? declared : undefined;
}

/** Of the events that a workflow takes, those that somebody with these roles may send. Whether a guard holds the server says. */
export function offeredEvents(
  workflow: JsonObject | undefined,
  events: readonly string[],
  roles: ReadonlySet<string>,
): readonly string[] {
  return events.filter((name) => {
    const needed = eventIn(workflow, name)?.['roles'];
    return !Array.isArray(needed) || needed.some((role) => roles.has(String(role)));
  });
}

/** The first of its running clocks that is due, of those that are not decided yet. */
export function nextDue<Clock extends { readonly dueAt: string | null; readonly verdict?: string }>(
  clocks: readonly Clock[],
): Clock | undefined {
  return clocks
    .filter((clock) => clock.dueAt !== null && clock.verdict === undefined)
    .toSorted((one, other) => ((one.dueAt ?? '') < (other.dueAt ?? '') ? -1 : 1))[0];
}

/** What a clock of a queue is called. */
export function clockTitle(queue: JsonObject | undefined, name: string): Text {
  const clocks = queue?.['clocks'];
  const found = Array.isArray(clocks)
    ? clocks.find((clock: Json): clock is JsonObject => isObject(clock) && clock['name'] === name)
    : undefined;
  return found?.['title'] === undefined ? name : (found['title'] as Text);
}

/** What somebody is called who works on a request or was given it; his id where the bank knows him no more. */
export const nameIn = (
  { names }: { readonly names: readonly { readonly id: string; readonly name: string }[] },
  person: string,
  language: Language,
): string => namesFor(names, language).get(person) ?? person;

/** What those are called who work on listed requests, by their ids. */
export const ownersOf = (
  pages: readonly { readonly names: readonly { readonly id: string; readonly name: string }[] }[],
  { language }: { readonly language: Language },
): ReadonlyMap<string, string> => {
  const names = new Map(pages.flatMap((page) => page.names).map((one) => [one.id, one]));
  return namesFor([...names.values()], language);
};
