import { isObject, type Json, type JsonObject, type Text } from '../../definitions/index.ts';

/** A state of a workflow's machine, found by the name of its leaf, with those that hold it, innermost first. */
function pathTo(node: JsonObject, leaf: string): readonly JsonObject[] | undefined {
  const states = node['states'];
  if (!isObject(states)) return undefined;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const id = typeof state['id'] === 'string' ? state['id'] : name;
    if (id === leaf || name === leaf) return [state, node];
    const [head, ...rest] = leaf.split('.');
    const below = head === name && rest.length > 0 ? rest.join('.') : leaf;
    const found = pathTo(state, below);
    if (found !== undefined) return [...found, node];
  }
  return undefined;
}

/** What a leaf of a workflow is called; its name where nothing is said of it. */
export function stateTitle(workflow: JsonObject | undefined, leaf: string): Text {
  const machine = workflow?.['machine'];
  const [state] = isObject(machine) ? (pathTo(machine, leaf) ?? []) : [];
  const meta = state?.['meta'];
  return isObject(meta) && meta['title'] !== undefined ? (meta['title'] as Text) : leaf;
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

/**
 * The events that a request may be sent as it stands by somebody with these roles, in the order of the document: those of its leaves and of
 * what holds them. Whether a guard holds the server says.
 */
export function offeredEvents(
  workflow: JsonObject | undefined,
  leaves: readonly string[],
  roles: ReadonlySet<string>,
): readonly string[] {
  const machine = workflow?.['machine'];
  if (!isObject(machine)) return [];
  const names = leaves.flatMap((leaf) =>
    (pathTo(machine, leaf) ?? []).flatMap((state) => (isObject(state['on']) ? Object.keys(state['on']) : [])),
  );
  return [...new Set(names)].filter((name) => {
    if (name.includes('*')) return false;
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

/** What somebody is called who did something with a request; his id where he did nothing yet. */
export const nameIn = (
  { timeline }: { readonly timeline: readonly { readonly actor: { readonly id: string; readonly name: string } }[] },
  person: string,
): string => timeline.find(({ actor }) => actor.id === person)?.actor.name ?? person;
