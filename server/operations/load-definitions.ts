import { type Library, link, type Problem, prove, refuses, runCases, type Source } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
import { type Published, publish, readPublication } from '../store/definitions.ts';
import { type Findings, readFindings, saveFindings } from '../store/proofs.ts';
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
  const known = await readFindings(database);
  const toProve = [...library.definitions.values()].filter(({ closure }) => !known.has(closure));
  const made: (Findings & { readonly closure: string })[] = [];
  for (const [i, { id, closure }] of toProve.entries()) {
    options.onProving?.(i, toProve.length);
    made.push({ closure, ...findingsOf(library, id) });
  }
  const refuted = made.flatMap(({ proofs }) => proofs.flatMap(({ problem }) => problem ?? []));
  const problems = [...library.problems, ...refuted];
  if (refuses(refuted)) return { kind: 'refused', problems };
  const published = await publish(database, [...library.definitions.values()], before.number, options.clock);
  for (const { closure, ...findings } of made) await saveFindings(database, closure, findings);
  return { kind: 'published', published, problems };
}

function findingsOf(library: Library, id: string): Findings {
  const outcomes = runCases(library, id);
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return { proofs: prove(library, [id])[0]?.proofs ?? [], cases: { passed, failed: outcomes.length - passed } };
}

/** The id of a published source. */
function idOf({ document }: Source): string {
  const { kind, name } = document as { readonly kind: string; readonly name: string };
  return `${kind}/${name}`;
}
