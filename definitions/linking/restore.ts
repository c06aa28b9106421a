import { kindOf } from '../kinds/index.ts';
import type { Document } from '../model/document.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Definition, Library } from '../library.ts';
import type { Problem } from '../model/problem.ts';
import { environmentOf } from './environment.ts';

/** A library as plain data, for a thread that links on behalf of another. */
export interface LinkedLibrary {
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
  /** Ids of the definitions that have errors, or use one that has. */
  readonly broken: readonly string[];
}

/**
 * The library that `link` made elsewhere, out of its plain data: nothing is validated, hashed or checked again, and each decision is
 * lowered when it is first asked for. Only for what `link` of the same program found; a kind that is not known throws.
 */
export function restoreLibrary({ definitions, problems, broken }: LinkedLibrary): Library {
  const environment = environmentOf(new Map(definitions.map((one) => [one.id, parsed(one)])));
  const isBroken = new Set(broken);
  for (const { id } of definitions) environment.settle(id, isBroken.has(id));
  return { definitions: new Map(definitions.map((one) => [one.id, one])), problems, broken: isBroken, environment };
}

function parsed({ id, kind: name, document }: Definition): { readonly kind: Kind; readonly document: Document } {
  const kind = kindOf(name);
  if (kind === undefined) throw new Error(`${id} is of no known kind`);
  return { kind, document };
}
