import { setTimeout as wait } from 'node:timers/promises';
import type { Library } from '../../../definitions/index.ts';
import type { Catalog, InUse } from './catalog.ts';

/**
 * Carries the decisions in use over to a new catalog: what changed is lowered and compiled before the first request asks for it, step by
 * step, those built upon first. Requests are served between two steps, by the catalog before, for as long as the step took: nobody waits
 * for two.
 */
export async function warm(catalog: Catalog, inUse: readonly InUse[]): Promise<void> {
  const { library } = catalog;
  const lowered = new Set<string>();
  const breathe = breather();
  for (const { ref, trace } of inUse) {
    for (const id of standingOn(library, ref, lowered)) {
      for (const _ of library.lowering(id)) await breathe();
      await breathe();
    }
    catalog.prepare(ref, trace);
    await breathe();
  }
}

/** Steps shorter than this follow each other at once. */
const LEAST_MS = 2;

/** Lets others have as much time as was spent since it was last called. */
function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const spent = performance.now() - since;
    if (spent < LEAST_MS) return;
    await wait(Math.ceil(spent));
    since = performance.now();
  };
}

/** What a definition stands on, itself included, those built upon first; without what was given before. */
function* standingOn(library: Library, id: string, given: Set<string>): Generator<string> {
  if (given.has(id)) return;
  given.add(id);
  for (const below of library.definitions.get(id)?.references ?? []) yield* standingOn(library, below, given);
  yield id;
}
