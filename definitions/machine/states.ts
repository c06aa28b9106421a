import type { AnyStateMachine } from 'xstate';
import { below, isObject, type Json, type JsonObject } from '../model/json.ts';

type Node = AnyStateMachine['root'];

/** A state as a machine's document writes it: its name, its path of keys, its pointer within the machine, itself. */
export interface WrittenState {
  readonly name: string;
  readonly path: readonly string[];
  readonly pointer: string;
  readonly state: JsonObject;
}

/** Every state of a machine's document, the machine itself first, in document order. */
export function writtenStates(machine: JsonObject): readonly WrittenState[] {
  const visit = (state: JsonObject, path: readonly string[], pointer: string): readonly WrittenState[] => {
    const states = isObject(state['states']) ? state['states'] : {};
    const inner = Object.entries(states).flatMap(([key, child]) =>
      isObject(child) ? visit(child, [...path, key], below(pointer, 'states', key)) : [],
    );
    return [{ name: nameOf(state, path), path, pointer, state }, ...inner];
  };
  return visit(machine, [], '');
}

/** What a state is called by people and documents: the `id` that it has, else its path, `review.first`. */
function nameOf(state: JsonObject, path: readonly string[]): string {
  const { id } = state;
  return typeof id === 'string' ? id : path.join('.');
}

/** One transition as a state writes it: what sets it off, and where it stands within the machine. */
export interface WrittenTransition {
  readonly trigger: Trigger;
  readonly pointer: string;
  /** As written: `target`, `guard`, `actions`; a target alone stands as `{ target }`. */
  readonly transition: JsonObject;
}

/** What sets a transition off: an event, a delay's end, nothing at all, or that the state's own states are done. */
export type Trigger =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'after'; readonly name: string }
  | { readonly kind: 'always' }
  | { readonly kind: 'done' };

/** The transitions that a state writes, in its order. */
export function writtenTransitions({ state, pointer }: WrittenState): readonly WrittenTransition[] {
  const under = (key: 'on' | 'after', kind: 'event' | 'after') =>
    Object.entries(isObject(state[key]) ? state[key] : {}).flatMap(([name, written]) =>
      each(written, below(pointer, key, name), { kind, name }),
    );
  return [
    ...under('on', 'event'),
    ...under('after', 'after'),
    ...each(state['always'], below(pointer, 'always'), { kind: 'always' }),
    ...each(state['onDone'], below(pointer, 'onDone'), { kind: 'done' }),
  ];
}

function each(written: Json | undefined, pointer: string, trigger: Trigger): readonly WrittenTransition[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) return [{ trigger, pointer, transition: asTransition(written) }];
  return (written as readonly Json[]).map((one, i) => ({
    trigger,
    pointer: below(pointer, i),
    transition: asTransition(one),
  }));
}

const asTransition = (written: Json): JsonObject => (isObject(written) ? written : { target: written });

/** One action as it is written, and where; a name alone stands as `{ type }`. */
export interface WrittenAction {
  readonly pointer: string;
  readonly action: JsonObject;
}

/** The actions of a state's entry, its exit and its transitions, in this order. */
export function writtenActions(written: WrittenState): readonly WrittenAction[] {
  const { state, pointer } = written;
  return [
    ...actionsIn(state['entry'], below(pointer, 'entry')),
    ...actionsIn(state['exit'], below(pointer, 'exit')),
    ...writtenTransitions(written).flatMap((one) =>
      actionsIn(one.transition['actions'], below(one.pointer, 'actions')),
    ),
  ];
}

/** The actions of one place: a name, an object, or a list of them. */
export function actionsIn(written: Json | undefined, pointer: string): readonly WrittenAction[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) return [{ pointer, action: typed(written) }];
  return (written as readonly Json[]).map((one, i) => ({ pointer: below(pointer, i), action: typed(one) }));
}

/** Something with a type, as an action or a guard is: a name alone stands as `{ type }`. */
export const typed = (written: Json): JsonObject => (isObject(written) ? written : { type: written });

/** XState's states by XState's ids, with the names of the document. */
export interface StateTable {
  readonly nameOf: ReadonlyMap<string, string>;
  readonly nodeOf: ReadonlyMap<string, Node>;
}

/** Names the states of a made machine. */
export function stateTable(machine: AnyStateMachine): StateTable {
  const names = new Map<string, string>();
  const nodeOf = new Map<string, Node>();
  const visit = (node: Node) => {
    nodeOf.set(node.id, node);
    names.set(node.id, nameOf(node.config as JsonObject, node.path));
    for (const child of Object.values(node.states) as readonly Node[]) visit(child);
  };
  visit(machine.root);
  return { nameOf: names, nodeOf };
}
