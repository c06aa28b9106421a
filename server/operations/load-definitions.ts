import { link, type Problem, type Proof, prove, refuses, type Source } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
import { type Published, publish, readPublication } from '../store/definitions.ts';
import { readProofs, saveProofs } from '../store/proofs.ts';
import type { Database } from '../store/tables.ts';

/** What came of loading: published, or refused with the problems of what was to be loaded. */
export type Loaded =
  | { readonly kind: 'published'; readonly published: Published; readonly problems: readonly Problem[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export interface LoadOptions {
  readonly clock: Clock;
  /** Definitions in force that are not among the sources are withdrawn; otherwise they stay. */
  readonly replaces?: boolean;
  /** Told before each definition is proved. */
  readonly onProving?: (done: number, total: number) => void;
}

/**
 * Loads definitions into the store, all or nothing: they are linked with those in force, checked and proved; any error refuses them
 * all. Proofs are kept by closure, so that what did not change is not proved again.
 */
export async function loadDefinitions(
  database: Database,
  sources: readonly Source[],
  options: LoadOptions,
): Promise<Loaded> {
  const before = await readPublication(database);
  const alone = link(sources);
  const ids = new Set(alone.definitions.keys());
  const kept = options.replaces ? [] : before.sources.filter((source) => !ids.has(idOf(source)));
  const library = link([...kept, ...sources]);
  if (refuses(library.problems)) return { kind: 'refused', problems: library.problems };
  const known = await readProofs(database);
  const toProve = [...library.definitions.values()].filter(({ closure }) => !known.has(closure));
  const made: { readonly closure: string; readonly proofs: readonly Proof[] }[] = [];
  for (const [i, { id, closure }] of toProve.entries()) {
    options.onProving?.(i, toProve.length);
    made.push({ closure, proofs: prove(library, [id])[0]?.proofs ?? [] });
  }
  const refuted = made.flatMap(({ proofs }) => proofs.flatMap(({ problem }) => problem ?? []));
  const problems = [...library.problems, ...refuted];
  if (refuses(refuted)) return { kind: 'refused', problems };
  const published = await publish(database, [...library.definitions.values()], before.number, options.clock);
  for (const { closure, proofs } of made) await saveProofs(database, closure, proofs);
  return { kind: 'published', published, problems };
}

/** The id of a published source. */
function idOf({ document }: Source): string {
  const { kind, name } = document as { readonly kind: string; readonly name: string };
  return `${kind}/${name}`;
}
