import type { Json } from '../model/json.ts';
import type { WrittenState } from './states.ts';

/** The states of a machine's document, to be found by their paths and ids. */
export interface StateIndex {
  readonly all: readonly WrittenState[];
  /** The state that a transition's target means, seen from the state that writes it; undefined where there is none. */
  find(from: WrittenState, target: string): WrittenState | undefined;
  /** The state of a path of keys. */
  at(path: readonly string[]): WrittenState | undefined;
  /** The states that hold a state, the nearest first, the machine last. */
  holders(state: WrittenState): readonly WrittenState[];
}

/** Indexes the states of a document. */
export function indexStates(all: readonly WrittenState[]): StateIndex {
  const key = (path: readonly string[]) => JSON.stringify(path);
  const byPath = new Map(all.map((one) => [key(one.path), one]));
  const byId = new Map(all.flatMap((one) => (typeof one.state['id'] === 'string' ? [[one.state['id'], one]] : [])));
  const at = (path: readonly string[]) => byPath.get(key(path));
  const [root] = all;
  return {
    all,
    at,
    find(from, target) {
      if (target.startsWith('#')) {
        const [id = '', ...steps] = target.slice(1).split('.');
        const found = byId.get(id);
        return found === undefined ? undefined : at([...found.path, ...steps]);
      }
      if (target.startsWith('.')) return at([...from.path, ...target.slice(1).split('.')]);
      // The machine has no state beside it.
      return from === root ? undefined : at([...from.path.slice(0, -1), ...target.split('.')]);
    },
    holders: ({ path }) => path.map((_, i) => path.slice(0, path.length - 1 - i)).flatMap((one) => at(one) ?? []),
  };
}

/** The targets that a transition writes: one, several (of parallel states), or none. */
export function targetsOf(target: Json | undefined): readonly string[] {
  if (Array.isArray(target)) return (target as readonly Json[]).map(String);
  return typeof target === 'string' ? [target] : [];
}
