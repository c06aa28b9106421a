import { canonical } from '../model/hash.ts';
import { below, isObject, type Json, type JsonObject } from '../model/json.ts';
import { listChange } from './list-order.ts';

/**
 * One step from a text to another, as JSON Patch has it (RFC 6902): done one after the other they make the new of the old. What is
 * replaced or taken out is told beside.
 */
export type Change =
  | { readonly op: 'add'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string; readonly before: Json }
  | { readonly op: 'replace'; readonly path: string; readonly before: Json; readonly value: Json }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

/** The lists whose order means nothing, by their pointers in the old text and in the new. */
export interface Sets {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Where a value stands: when the steps before are done, and in the two texts. */
interface Place {
  readonly path: string;
  readonly old: string;
  readonly now: string;
}

const NO_SETS: Sets = { before: new Set(), after: new Set() };

/** What changed between two JSON values; nothing where they differ only by the order of keys or of sets, or by how they are written. */
export function changesBetween(before: Json, after: Json, sets: Sets = NO_SETS): readonly Change[] {
  const changes: Change[] = [];
  compare(before, after, { path: '', old: '', now: '' });
  return changes;

  function compare(left: Json, right: Json, at: Place): void {
    if (Array.isArray(left) && Array.isArray(right)) compareLists(left, right, at);
    else if (isObject(left) && isObject(right)) compareObjects(left, right, at);
    else if (canonical(left) !== canonical(right))
      changes.push({ op: 'replace', path: at.path, before: left, value: right });
  }

  function compareObjects(left: JsonObject, right: JsonObject, { path, old, now }: Place): void {
    for (const [key, value] of Object.entries(left))
      if (!Object.hasOwn(right, key)) changes.push({ op: 'remove', path: below(path, key), before: value });
    for (const [key, value] of Object.entries(right)) {
      const own = Object.hasOwn(left, key) ? left[key] : undefined;
      if (own === undefined) changes.push({ op: 'add', path: below(path, key), value });
      else compare(own, value, { path: below(path, key), old: below(old, key), now: below(now, key) });
    }
  }

  function compareLists(left: readonly Json[], right: readonly Json[], { path, old, now }: Place): void {
    const [lefts, rights] = itemNames(
      left.map((item, i) => ({ item, says: meaning(item, below(old, i), sets.before) })),
      right.map((item, i) => ({ item, says: meaning(item, below(now, i), sets.after) })),
    );
    const { steps, kept } = listChange(lefts, rights, sets.before.has(old) && sets.after.has(now));
    const work = [...left];
    for (const step of steps) {
      if (step.kind === 'remove') {
        changes.push({ op: 'remove', path: below(path, step.at), before: work[step.at] ?? null });
        work.splice(step.at, 1);
      } else if (step.kind === 'move') {
        changes.push({ op: 'move', from: below(path, step.from), path: below(path, step.to) });
        work.splice(step.to, 0, ...work.splice(step.from, 1));
      } else {
        const value = right[step.item] ?? null;
        changes.push({ op: 'add', path: below(path, step.at), value });
        work.splice(step.at, 0, value);
      }
    }
    for (const { at, before: was, after: is } of kept)
      compare(left[was] ?? null, right[is] ?? null, {
        path: below(path, at),
        old: below(old, was),
        now: below(now, is),
      });
  }
}

interface Item {
  readonly item: Json;
  readonly says: string;
}

/**
 * Names by which items of two lists are known again: by all they say; else by their own name or id, where they have one; and those that
 * are left by their turn behind the last that both lists have, as items that were changed.
 */
function itemNames(lefts: readonly Item[], rights: readonly Item[]): readonly [readonly string[], readonly string[]] {
  const named = (own: readonly Item[], other: readonly Item[]) => {
    const [said, names] = [new Set(other.map(({ says }) => says)), new Set(other.map(({ item }) => ownName(item)))];
    let [anchor, turn] = ['', 0];
    return own.map(({ item, says }) => {
      const name = said.has(says) ? `= ${says}` : ownName(item);
      if (name !== undefined && (said.has(says) || names.has(name))) {
        [anchor, turn] = [name, 0];
        return name;
      }
      turn += 1;
      return name ?? `~ ${turn} ${anchor}`;
    });
  };
  return [named(lefts, rights), named(rights, lefts)];
}

/** What a value says, whatever the order of its sets. */
function meaning(value: Json, pointer: string, sets: ReadonlySet<string>): string {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item, i) => meaning(item, below(pointer, i), sets));
    return `[${(sets.has(pointer) ? items.toSorted() : items).join(',')}]`;
  }
  if (!isObject(value)) return canonical(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${meaning(member, below(pointer, key), sets)}`,
  );
  return `{${members.toSorted().join(',')}}`;
}

const NAMING = ['id', 'name', 'code', 'field', 'fact', 'cut', 'of'] as const;

/** What an item is called in its list. */
function ownName(item: Json): string | undefined {
  if (!isObject(item)) return undefined;
  for (const key of NAMING) {
    const name = item[key];
    if (typeof name === 'string') return `${key} ${name}`;
  }
  return undefined;
}
