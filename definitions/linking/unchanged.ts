import { isObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Definition } from './definition.ts';
import { kindOf } from '../kinds/index.ts';
import type { Document } from '../model/document.ts';
import type { Source } from './identify.ts';
import { mentionsIn } from './mentions.ts';

/** What was linked before: definitions, and of those without errors what was told of each by itself and all it reaches. */
export interface LinkedBefore {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly notes: ReadonlyMap<string, readonly Problem[]>;
}

/**
 * The definitions that stand as they stood before, by themselves and in all they reach: written the same, key by key, and without
 * errors. They need not be read, hashed and checked again.
 */
export function unchangedSince(
  sources: readonly Source[],
  { definitions, notes }: LinkedBefore,
): ReadonlyMap<string, Definition> {
  const same = new Map<string, Definition>();
  const others = new Set<string>();
  for (const { document, place } of sources) {
    const id = idOf(document);
    const known = notes.has(id) ? definitions.get(id) : undefined;
    const isSame = known !== undefined && (place ?? `${id}.json`) === `${id}.json`;
    if (isSame && isWrittenAlike(document, known.document)) same.set(id, known);
    else others.add(id);
  }
  const users = new Map<string, string[]>();
  const touched = [...others];
  for (const { id, references } of same.values())
    for (const target of references) {
      if (!same.has(target)) touched.push(id);
      const known = users.get(target);
      if (known === undefined) users.set(target, [id]);
      else known.push(id);
    }
  const seen = new Set<string>();
  for (let id = touched.pop(); id !== undefined; id = touched.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    same.delete(id);
    touched.push(...(users.get(id) ?? []));
  }
  return same;
}

function idOf(document: unknown): string {
  return isObject(document) ? `${String(document['kind'])}/${String(document['name'])}` : '';
}

/** Whether two JSON values have one text: equal, with their keys in the same order. */
function isWrittenAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [ofA, ofB] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const [keysA, keysB] = [Object.keys(ofA), Object.keys(ofB)];
  return (
    keysA.length === keysB.length && keysA.every((key, i) => key === keysB[i] && isWrittenAlike(ofA[key], ofB[key]))
  );
}

/** A definition that was published, and so had no errors, with what was told of it. */
export interface Published {
  readonly id: string;
  readonly document: unknown;
  readonly version: number | null;
  readonly hash: string;
  readonly closure: string;
  readonly notes: readonly Problem[];
}

/** What `link` may take over of a published set, unless it is of a kind that is not known. Only for what `link` of the same program found. */
export function publishedBefore(published: readonly Published[]): LinkedBefore {
  const known = published.flatMap(({ document, notes: _, ...rest }) => {
    // Its schema held when it was published.
    const written = document as Document;
    if (kindOf(written.kind) === undefined) return [];
    return [{ ...rest, kind: written.kind, name: written.name, document: written, references: mentionsIn(document) }];
  });
  return {
    definitions: new Map(known.map((one) => [one.id, one])),
    notes: new Map(published.map(({ id, notes }) => [id, notes])),
  };
}
