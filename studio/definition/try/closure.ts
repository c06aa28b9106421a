/**
 * The definitions one definition stands on, found by its mentions alone: every text of the form `kind/name` or `kind/name#output`
 * that is the id of a known document. It holds for drafts that no schema accepts yet, and is never smaller than what linking finds.
 */
export function closureOf(id: string, documents: ReadonlyMap<string, unknown>): readonly string[] {
  const reached = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next) || !documents.has(next)) continue;
    reached.add(next);
    waiting.push(...mentionsIn(documents.get(next), documents));
  }
  return [...reached].sort();
}

/** The ids of known documents that a document mentions, each once, in the order they stand; itself left out. */
export function mentionsIn(document: unknown, known: { has(id: string): boolean }): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const id = value.replace(/#.*$/s, '');
      if (known.has(id)) found.add(id);
    } else if (typeof value === 'object' && value !== null) {
      // Cases hold records, not mentions, and are the bulk of a document.
      for (const [key, member] of Object.entries(value)) if (key !== 'cases') visit(member);
    }
  };
  visit(document);
  return [...found];
}

/** The ids of known documents that stand in a text in quotation marks: what a draft mentions before it is well-formed JSON. */
export function mentionsInText(text: string, known: { has(id: string): boolean }): readonly string[] {
  const found = [...text.matchAll(/"([a-z][a-z-]*\/[a-z0-9\p{Lo}-]+)(?:#[^"]*)?"/gu)].map(([, id = '']) => id);
  return [...new Set(found)].filter((id) => known.has(id)).sort();
}
