import type { DocumentChange, Json, JsonObject } from '../../definitions/index.ts';
import { insertAt, partAt, removeAt, setAt } from '../editors/edit.ts';

/** A step from one text to another, with the text in which its place is what it names. */
export interface ChangePlace {
  readonly change: DocumentChange;
  /** The text before the step where something goes by it, after it of all else: places shift with every step of a list. */
  readonly document: JsonObject;
  /** What is moved. */
  readonly moved?: Json;
}

/** Makes the steps one by one, each on the text that the one before it left. */
export function changePlaces(before: JsonObject, changes: readonly DocumentChange[]): readonly ChangePlace[] {
  const places: ChangePlace[] = [];
  let document = before;
  for (const change of changes) {
    const old = document;
    if (change.op === 'remove') document = removeAt(old, change.path);
    else if (change.op === 'replace') document = setAt(old, change.path, change.value);
    else if (change.op === 'add') document = put(old, change.path, change.value);
    else {
      const moved = partAt(old, change.from) ?? null;
      document = put(removeAt(old, change.from), change.path, moved);
      places.push({ change, document, moved });
      continue;
    }
    places.push({ change, document: change.op === 'remove' ? old : document });
  }
  return places;
}

function put(document: JsonObject, path: string, value: Json): JsonObject {
  const at = path.lastIndexOf('/');
  const list = path.slice(0, at);
  return Array.isArray(partAt(document, list))
    ? insertAt(document, list, Number(path.slice(at + 1)), value)
    : setAt(document, path, value);
}

/** Where an item of a list stands, counted from one; undefined of what is no item. */
export function turnOf(path: string): number | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /^\d+$/.test(last) ? Number(last) + 1 : undefined;
}
