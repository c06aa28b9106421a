import type { Language } from '../model/text.ts';
import type { Document } from '../model/document.ts';
import type { JsonObject } from '../model/json.ts';
import type { Library } from '../library.ts';
import { type Change, changesBetween } from './changes.ts';
import { differenceWords, linesOf } from './difference-words.ts';
import { type LinePair, pairedLines } from './line-changes.ts';
import { setsOf } from './sets.ts';

/** What became of a definition from one library to another. */
export interface Difference {
  readonly id: string;
  /**
   * `same`: it says what it said, however it is written. `reached`: it does, and something that it stands on does not, so that its
   * answers may change. `changed`, `added`, `removed`: what it says itself.
   */
  readonly kind: 'same' | 'reached' | 'changed' | 'added' | 'removed';
  /** From the old text to the new, of one that changed. */
  readonly changes: readonly Change[];
  /** Of one that is reached: what it stands on that changed, by id. */
  readonly by: readonly string[];
  /** The change in sentences; none where there is none. */
  words(language: Language): readonly string[];
  /** All its sentences, old beside new; none of one that says what it said. */
  lines(language: Language): readonly LinePair[];
}

/** What changed between two texts of a definition; nothing where they say the same in another order or writing. */
export function documentChanges(before: Document, after: Document): readonly Change[] {
  // Documents are JSON.
  const [old, now] = [before, after] as unknown as readonly [JsonObject, JsonObject];
  return changesBetween(old, now, { before: setsOf(before), after: setsOf(after) });
}

/** Every definition of two libraries, in the order of the new one, those that are gone last. */
export function differences(before: Library, after: Library): readonly Difference[] {
  const ids = [
    ...after.definitions.keys(),
    ...[...before.definitions.keys()].filter((id) => !after.definitions.has(id)),
  ];
  const own = new Map(ids.map((id) => [id, ownDifference(before, after, id)]));
  return ids.map((id) => {
    const difference = own.get(id) ?? ownDifference(before, after, id);
    if (difference.kind !== 'same') return difference;
    const by = [...reachedFrom(after, id)].filter((other) => own.get(other)?.kind !== 'same');
    return by.length === 0 ? difference : { ...difference, kind: 'reached', by };
  });
}

function ownDifference(before: Library, after: Library, id: string): Difference {
  const [left, right] = [before.definitions.get(id), after.definitions.get(id)];
  const none = { id, changes: [], by: [], words: () => [], lines: () => [] };
  const linesIn = (library: Library, definition: typeof left, language: Language) =>
    definition === undefined ? [] : linesOf({ library, definition }, language);
  const lines = (language: Language) => pairedLines(linesIn(before, left, language), linesIn(after, right, language));
  if (left === undefined) return { ...none, kind: 'added', lines };
  if (right === undefined) return { ...none, kind: 'removed', lines };
  if (left.hash === right.hash) return { ...none, kind: 'same' };
  const changes = documentChanges(left.document, right.document);
  if (changes.length === 0) return { ...none, kind: 'same' };
  const words = (language: Language) =>
    differenceWords({ library: before, definition: left }, { library: after, definition: right }, changes, language);
  return { ...none, kind: 'changed', changes, words, lines };
}

/** All that a definition reaches, itself left out. */
function reachedFrom({ definitions }: Library, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const target of definitions.get(next)?.references ?? [])
      if (!found.has(target) && target !== id) {
        found.add(target);
        waiting.push(target);
      }
  return found;
}
