/** The organisation as a tree: the node above each node; null above the root. */
export type Organisation = ReadonlyMap<string, string | null>;

/** A node and all above it, nearest first; none for a node that is not there. */
export function upwardsFrom(organisation: Organisation, node: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null | undefined = node; at !== null && at !== undefined; at = organisation.get(at)) {
    // A tree that bites its own tail is no tree: nothing lies within it.
    if (!organisation.has(at) || path.includes(at)) return [];
    path.push(at);
  }
  return path;
}

/** Whether a node is `scope` or lies below it. */
export const isWithin = (organisation: Organisation, node: string, scope: string): boolean =>
  upwardsFrom(organisation, node).includes(scope);

/** A node and all below it. */
export const nodesWithin = (organisation: Organisation, scope: string): readonly string[] =>
  [...organisation.keys()].filter((node) => isWithin(organisation, node, scope));

/** The node that all others lie below: the bank as a whole. Empty where there is none, over which nobody holds anything. */
export const rootOf = (organisation: Organisation): string =>
  [...organisation].find(([, above]) => above === null)?.[0] ?? '';
