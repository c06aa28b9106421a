import { type Library, readSet } from '../../definitions/index.ts';

/** The scores, formulas and criteria that both versions of a decision read, over the same facts: what a change can come from. */
export function sharedScores(before: Library, after: Library, ref: string): readonly string[] {
  const reached = (library: Library, id: string, found = new Set<string>()): ReadonlySet<string> => {
    for (const next of library.definitions.get(id)?.references ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      reached(library, next, found);
    }
    return found;
  };
  const entity = (library: Library, id: string) => {
    const facts = library.environment.decision(id)?.facts;
    return facts?.kind === 'entity' ? facts.entity : undefined;
  };
  const other = reached(after, ref);
  return [...reached(before, ref)].filter((id) => {
    const own = entity(before, id);
    const decision = before.environment.decision(id);
    const isSingle =
      decision !== undefined && readSet([decision], (one) => before.environment.entity(one)).products === null;
    return isSingle && other.has(id) && own !== undefined && own === entity(before, ref) && own === entity(after, id);
  });
}
