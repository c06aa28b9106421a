import {
  type Cuts,
  type Definition,
  type Library,
  link,
  type Problem,
  prove,
  refuses,
  runCases,
  type Source,
} from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { readPublication } from '../../store/definitions.ts';
import { type Findings, readFindings } from '../../store/proofs.ts';
import { publish, type Published } from '../../store/publish.ts';
import type { Database } from '../../store/tables.ts';
import { loadProblem } from './load-problems.ts';

/** What came of loading: published, or refused with the problems of what was to be loaded. */
export type Loaded =
  | { readonly kind: 'published'; readonly published: Published; readonly problems: readonly Problem[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export interface LoadOptions {
  readonly clock: Clock;
  /** Definitions in force that are not among the sources are withdrawn; otherwise they stay. */
  readonly replaces?: boolean;
  /** Cases that fail are told as warnings; otherwise they refuse. */
  readonly allowsFailingCases?: boolean;
  /** Frozen with the publication, in the same transaction; cases are run with them. */
  readonly cuts?: Cuts;
  /** Told before each definition is proved. */
  readonly onProving?: (done: number, total: number) => void;
}

/**
 * Loads definitions into the store, all or nothing: they are linked with those in force, checked and proved, and the cases are run of
 * everything that the load changes, itself or through what it stands on. Any error, and any case that fails, refuses them all. Proofs
 * are kept by closure, so that what did not change is not proved again.
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
  const [inForce, known] = [await readFindings(database, before.number), await readFindings(database)];
  const changed = [...library.definitions.values()].filter(({ closure }) => !inForce.has(closure));
  const found = changed.map((definition, i) => {
    options.onProving?.(i, changed.length);
    return { definition, ...findingsOf(library, definition, known, options) };
  });
  const refuted = found.flatMap(({ findings }) => findings.proofs.flatMap(({ problem }) => problem ?? []));
  const failed = found.flatMap(({ failures }) => failures);
  const problems = [...library.problems, ...refuted, ...failed];
  if (refuses(refuted) || refuses(failed)) return { kind: 'refused', problems };
  const findings = new Map(found.map(({ definition, findings: own }) => [definition.closure, own]));
  const { cuts = {}, clock } = options;
  const beside = { findings, cuts };
  const published = await publish(database, [...library.definitions.values()], before.number, clock, beside);
  return { kind: 'published', published, problems };
}

function findingsOf(
  library: Library,
  { id, closure }: Definition,
  known: ReadonlyMap<string, Findings>,
  { cuts, allowsFailingCases = false }: LoadOptions,
): { readonly findings: Findings; readonly failures: readonly Problem[] } {
  const outcomes = runCases(library, id, 'zh-CN', cuts === undefined ? {} : { cuts });
  const failures = outcomes.flatMap(({ passed, pointer, name, expected, got }): readonly Problem[] => {
    if (passed) return [];
    const { value, reasons, problems } = got;
    const codes = { value, reasons: reasons.map(({ code }) => code), problems: problems.map(({ code }) => code) };
    const slots = { name, expected: JSON.stringify(expected), got: JSON.stringify(codes) };
    const problem = loadProblem('case-failed', { definition: id, pointer }, slots);
    return [allowsFailingCases ? { ...problem, severity: 'warning' } : problem];
  });
  const proofs = known.get(closure)?.proofs ?? prove(library, [id])[0]?.proofs ?? [];
  const cases = { passed: outcomes.length - failures.length, failed: failures.length };
  return { findings: { proofs, cases }, failures };
}

/** The id of a published source. */
function idOf({ document }: Source): string {
  const { kind, name } = document as { readonly kind: string; readonly name: string };
  return `${kind}/${name}`;
}
