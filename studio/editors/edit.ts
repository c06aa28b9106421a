import {
  isObject,
  type Json,
  type JsonObject,
  type Language,
  LANGUAGES,
  pointerSteps,
  stepInto,
  type Text,
} from '../../definitions/index.ts';

/** A change of a document: a pure function, so that it can be tried, undone and done again. What it does not touch stays the same object. */
export type Edit<D = JsonObject> = (document: D) => D;

/** What stands at a JSON pointer of a document. */
export function partAt(document: JsonObject, pointer: string): Json | undefined {
  return pointerSteps(pointer).reduce<Json | undefined>(stepInto, document);
}

/** Writes a value at a JSON pointer; the order of keys stays. Where its way is not there the document stays as it is. */
export function setAt<D extends object>(document: D, pointer: string, value: Json): D {
  return changed(document, pointerSteps(pointer), () => value);
}

/** Takes out what stands at a JSON pointer, of an object or a list. */
export function removeAt<D extends object>(document: D, pointer: string): D {
  return changed(document, pointerSteps(pointer), () => undefined);
}

/** Puts items into a list of the document, before the one that has the position. */
export function insertAt<D extends object>(document: D, list: string, position: number, ...items: readonly Json[]): D {
  return changed(document, pointerSteps(list), (found) =>
    Array.isArray(found) ? [...found.slice(0, position), ...items, ...found.slice(position)] : found,
  );
}

// A document is JSON, whatever its kind's type says of it.
function changed<D extends object>(
  document: D,
  steps: readonly string[],
  to: (found: Json | undefined) => Json | undefined,
): D {
  const next = stepped(document as unknown as Json, steps, to);
  return (next === undefined ? document : next) as unknown as D;
}

function stepped(
  part: Json | undefined,
  [step, ...rest]: readonly string[],
  to: (found: Json | undefined) => Json | undefined,
): Json | undefined {
  if (step === undefined) return to(part);
  if (Array.isArray(part)) return steppedInList(part, Number(step), rest, to);
  if (!isObject(part)) return part;
  const found = Object.hasOwn(part, step) ? part[step] : undefined;
  if (found === undefined && rest.length > 0) return part;
  const next = stepped(found, rest, to);
  if (next === found) return part;
  if (next !== undefined) return { ...part, [step]: next };
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== step));
}

function steppedInList(
  list: readonly Json[],
  at: number,
  rest: readonly string[],
  to: (found: Json | undefined) => Json | undefined,
): Json {
  const found = list[at];
  if (found === undefined) return list;
  const next = stepped(found, rest, to);
  if (next === found) return list;
  return next === undefined ? list.filter((_, i) => i !== at) : list.map((item, i) => (i === at ? next : item));
}

/** A figure as a document writes it: a number where that keeps every digit and a number stood there, else text. */
export function figureAs(before: Json | undefined, text: string): number | string {
  return typeof before !== 'string' && String(Number(text)) === text ? Number(text) : text;
}

/** A text with what it says in one language; what it said for all readers it goes on saying in the other. */
export function titled(before: Text | undefined, language: Language, title: string): JsonObject | undefined {
  const own =
    typeof before === 'string' ? Object.fromEntries(LANGUAGES.map((one) => [one, before])) : { ...(before ?? {}) };
  const next = Object.fromEntries(
    LANGUAGES.map((one) => [one, one === language ? title : (own[one] ?? '')] as const).filter(
      ([, text]) => text !== '',
    ),
  );
  return Object.keys(next).length === 0 ? undefined : next;
}
