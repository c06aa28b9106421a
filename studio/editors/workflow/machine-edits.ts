import {
  below,
  indexStates,
  isObject,
  type Json,
  type JsonObject,
  targetsOf,
  type WorkflowDocument,
  type WrittenState,
  writtenStates,
  writtenTransitions,
} from '../../../definitions/index.ts';
import { partAt, removeAt, setAt } from '../edit.ts';
import { ROOT } from './graph.ts';

/** A machine's states with the places they have in their document. */
export function statesOf({ machine }: WorkflowDocument): ReturnType<typeof indexStates> {
  return indexStates(writtenStates(machine));
}

/** The state that stands at a place of the document. */
export const stateAt = (document: WorkflowDocument, pointer: string): WrittenState | undefined =>
  writtenStates(document.machine).find((one) => ROOT + one.pointer === pointer);

/** How a transition of one state writes that it leads to another; a machine gets an id where that takes one. */
export function leadTo(
  document: WorkflowDocument,
  from: string,
  to: string,
): { readonly document: WorkflowDocument; readonly target: string } {
  const [source, target] = [stateAt(document, from), stateAt(document, to)];
  if (source === undefined || target === undefined) return { document, target: '' };
  const beside = source.path.slice(0, -1);
  const isBeside = source.path.length > 0 && beside.every((step, i) => step === target.path[i]);
  const rest = target.path.slice(beside.length);
  if (isBeside && rest.length > 0) return { document, target: rest.join('.') };
  if (typeof target.state['id'] === 'string') return { document, target: `#${target.state['id']}` };
  const id = document.machine['id'] ?? document.name;
  const named = document.machine['id'] === undefined ? setAt(document, `${ROOT}/id`, id) : document;
  return { document: named, target: `#${[String(id), ...target.path].join('.')}` };
}

/** A transition written out: a target alone as `{ target }`. Anything that stands at the pointer but is no transition stays as it is. */
export function spelledOut<D extends WorkflowDocument>(document: D, pointer: string): D {
  const found = partAt(document as unknown as JsonObject, pointer);
  return typeof found === 'string' ? setAt(document, pointer, { target: found }) : document;
}

/** Puts a transition behind those that a trigger has already: `/machine/states/new/on/claim`. */
export function behind<D extends WorkflowDocument>(document: D, pointer: string, transition: Json): D {
  const under = pointer.slice(0, pointer.lastIndexOf('/'));
  const held = partAt(document as unknown as JsonObject, under) === undefined ? setAt(document, under, {}) : document;
  const found = partAt(held as unknown as JsonObject, pointer);
  if (found === undefined) return setAt(held, pointer, transition);
  return setAt(held, pointer, Array.isArray(found) ? [...(found as readonly Json[]), transition] : [found, transition]);
}

/** Takes a transition out, and with the last of a trigger the trigger, and with the last trigger their list. */
export function withoutTransition<D extends WorkflowDocument>(document: D, pointer: string): D {
  const read = (next: D, at: string) => partAt(next as unknown as JsonObject, at);
  let next = removeAt(document, pointer);
  for (let at = pointer; /\/(on|after|always|onDone)(\/|$)/.test(at); ) {
    at = at.slice(0, at.lastIndexOf('/'));
    const found = read(next, at);
    const isEmpty = Array.isArray(found) ? found.length === 0 : isObject(found) && Object.keys(found).length === 0;
    if (!isEmpty || !/\/(on|after|always|onDone)(\/[^/]*)?$/.test(at)) break;
    next = removeAt(next, at);
  }
  return next;
}

/**
 * Every target that meant a state means it still, after states were given other places. `placeOf`: the path of a state now, by its path
 * before; undefined of one that is gone.
 */
export function retargeted(
  before: WorkflowDocument,
  after: WorkflowDocument,
  placeOf: (path: readonly string[]) => readonly string[] | undefined,
): WorkflowDocument {
  const was = statesOf(before);
  let next = after;
  for (const state of was.all) {
    const path = placeOf(state.path);
    if (path === undefined) continue;
    const own = ROOT + pointerOf(path);
    const rewrite = (target: Json | undefined, pointer: string) => {
      const targets = targetsOf(target).map((text) => {
        const meant = was.find(state, text);
        const now = meant === undefined ? undefined : placeOf(meant.path);
        const found = stateAt(next, own);
        if (now === undefined || found === undefined) return text;
        const reads = statesOf(next).find(found, text)?.path;
        if (JSON.stringify(reads) === JSON.stringify(now)) return text;
        const led = leadTo(next, own, ROOT + pointerOf(now));
        next = led.document;
        return led.target;
      });
      const written = Array.isArray(target) ? targets : targets[0];
      if (written !== undefined && JSON.stringify(written) !== JSON.stringify(target))
        next = setAt(next, pointer, written);
    };
    for (const { pointer, transition } of writtenTransitions(state)) {
      const at = own + pointer.slice(state.pointer.length);
      const isAlone = !isObject(partAt(next as unknown as JsonObject, at) ?? null);
      rewrite(transition['target'], isAlone ? at : `${at}/target`);
    }
    if (state.state['type'] === 'history') rewrite(state.state['target'], `${own}/target`);
  }
  return next;
}

/** Where a path of keys stands within a machine. */
export const pointerOf = (path: readonly string[]): string => path.reduce((at, key) => below(at, 'states', key), '');
