import { kindOf } from '../kinds/index.ts';
import type { Document, Reference } from '../model/document.ts';

/** The id of the definition that a mention speaks of, and the output it asks for. */
export function partsOf(target: string): { readonly id: string; readonly output: string | undefined } {
  const hash = target.indexOf('#');
  return hash < 0 ? { id: target, output: undefined } : { id: target.slice(0, hash), output: target.slice(hash + 1) };
}

/** The definitions that mentions speak of, sorted, each once. */
export function targetsIn(references: readonly Reference[]): readonly string[] {
  return [...new Set(references.map((reference) => partsOf(reference.target).id))].sort();
}

/** The ids that a document mentions, sorted; none where it is of no known kind. Only for documents whose schema holds. */
export function mentionsIn(document: unknown): readonly string[] {
  const written = document as Document;
  const kind = kindOf(written.kind);
  return kind === undefined ? [] : targetsIn(kind.references(written));
}
