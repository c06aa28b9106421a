import { setImmediate as pause } from 'node:timers/promises';
import type { Library } from '../../../definitions/index.ts';
import type { Catalog, InUse } from './catalog.ts';

/**
 * Carries the decisions in use over to a new catalog: what changed is lowered and compiled before the first request asks for it, one
 * definition at a time, those built upon first. Requests are served between two of them, by the catalog before.
 */
export async function warm(catalog: Catalog, inUse: readonly InUse[]): Promise<void> {
  const lowered = new Set<string>();
  for (const { ref, trace } of inUse) {
    for (const id of standingOn(catalog.library, ref, lowered)) {
      catalog.library.environment.decision(id);
      await pause();
    }
    catalog.prepare(ref, trace);
    await pause();
  }
}

/** What a definition stands on, itself included, those built upon first; without what was given before. */
function* standingOn(library: Library, id: string, given: Set<string>): Generator<string> {
  if (given.has(id)) return;
  given.add(id);
  for (const below of library.definitions.get(id)?.references ?? []) yield* standingOn(library, below, given);
  yield id;
}
