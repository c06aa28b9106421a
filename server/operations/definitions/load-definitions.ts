import {
  createProver,
  type Cuts,
  type Definition,
  type Library,
  link,
  type LinkedBefore,
  type Problem,
  type ProvedBefore,
  type Prover,
  publishedBefore,
  refuses,
  runCases,
  type Source,
} from '../../../definitions/index.ts';
import { packageVersion } from '../../config.ts';
import type { Actor } from '../../store/actor.ts';
import { type Publication, type PublishedSource, readPublication } from '../../store/definitions.ts';
import { type Findings, type LibraryProofs, readFindings, readLibraryProofs } from '../../store/proofs.ts';
import type { Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { loadProblem } from './load-problems.ts';
import { type Beside, publish, type Published, refusePublishing } from './publish.ts';

/** What came of loading: published, or refused with the problems of what was to be loaded. */
export type Loaded =
  | {
      readonly kind: 'published';
      readonly published: Published;
      readonly problems: readonly Problem[];
      /** Of the definitions that were proved now those of which something is not decided. */
      readonly undecided: readonly Undecided[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** How many of the properties asked of a definition are not decided. */
export interface Undecided {
  readonly id: string;
  readonly count: number;
  readonly of: number;
}

export interface LoadOptions {
  /** Definitions in force that are not among the sources are withdrawn; otherwise they stay. */
  readonly replaces?: boolean;
  /** Cases that fail are told as warnings; otherwise they refuse. */
  readonly allowsFailingCases?: boolean;
  /** Definitions in force that are to go. */
  readonly withdrawn?: readonly string[];
  /** Frozen with the publication, in the same transaction; cases are run with them. */
  readonly cuts?: Cuts;
  /** The version of this program, unless stated: what another found out is found out anew. */
  readonly program?: string;
  /** Told before each definition is proved. */
  readonly onProving?: (done: number, total: number) => void;
}

/** Definitions as they are to be in force, with all that was found out about them: ready to be published. */
export interface PreparedSet {
  /** The publication it was made from. */
  readonly basedOn: number;
  readonly library: Library;
  readonly definitions: readonly Definition[];
  readonly beside: Beside;
  readonly problems: readonly Problem[];
  readonly undecided: readonly Undecided[];
}

export type Prepared =
  | ({ readonly kind: 'prepared' } & PreparedSet)
  | { readonly kind: 'refused'; readonly basedOn: number; readonly problems: readonly Problem[] };

/**
 * Loads definitions into the store, all or nothing: they are linked with those in force, checked and proved, and the cases are run of
 * everything that the load changes, itself or through what it stands on. Any error, and any case that fails, refuses them all. What
 * is found out is kept by closure, so that what did not change is neither checked nor proved again; only what is proved of all
 * definitions of a kind together is proved with every load.
 */
export async function loadDefinitions(
  store: Store,
  actor: Actor,
  sources: readonly Source[],
  options: LoadOptions = {},
): Promise<Loaded> {
  await refusePublishing(store, actor);
  const publication = await readPublication(store.database);
  const prepared = await prepareSet(store.database, publication, sources, options);
  if (prepared.kind === 'refused') return { kind: 'refused', problems: prepared.problems };
  const { definitions, basedOn, beside, problems, undecided } = prepared;
  const published = await publish(store, actor, definitions, basedOn, beside);
  return { kind: 'published', published, problems, undecided };
}

/** All of a load but its publishing, upon a publication: it only reads. */
export async function prepareSet(
  database: Database,
  publication: Publication,
  sources: readonly Source[],
  options: LoadOptions = {},
): Promise<Prepared> {
  const basedOn = publication.number;
  const inForce = await readFindings(
    database,
    publication.sources.map(({ closure }) => closure),
  );
  const { program = packageVersion(), withdrawn = [] } = options;
  const before = linkedBefore(publication.sources, inForce, program);
  const ids = new Set([...sources.map(idOf), ...withdrawn]);
  const kept = options.replaces ? [] : publication.sources.filter(({ id }) => !ids.has(id));
  const library = link([...kept, ...sources], before);
  if (refuses(library.problems)) return { kind: 'refused', basedOn, problems: library.problems };
  const definitions = [...library.definitions.values()];
  const unknown = definitions.filter(({ closure }) => inForce.get(closure)?.program !== program);
  const known = await readFindings(
    database,
    unknown.map(({ closure }) => closure),
  );
  const together = await provedTogether(database, { library, publication, inForce, program });
  const prover = createProver(library, undefined, together.before);
  const found = unknown.map((definition, i): Found => {
    options.onProving?.(i, unknown.length);
    const { id, closure } = definition;
    const before = known.get(closure);
    const proofs = before?.program === program ? before.proofs : prover.own(id);
    const { cases, failures } = casesOf(library, id, options);
    const print = before?.program === program ? before.print : prover.print(id);
    const findings = { program, problems: library.notes.get(id) ?? [], proofs, cases, print };
    // A case that failed when it was published holds up nothing that leaves its definition alone.
    return { definition, findings, failures: inForce.has(closure) ? [] : failures };
  });
  const libraryProofs = proveTogether(library, together, prover);
  const proofs = [...found.map(({ findings }) => findings.proofs), ...libraryProofs.values()].flat();
  const refuted = proofs.flatMap(({ problem }) => problem ?? []);
  const failed = found.flatMap(({ failures }) => failures);
  const problems = [...library.problems, ...refuted, ...failed];
  if (refuses(refuted) || refuses(failed)) return { kind: 'refused', basedOn, problems };
  const findings = new Map(found.map(({ definition, findings: own }) => [definition.closure, own]));
  const { cuts = {} } = options;
  const unchanged = new Set(
    definitions.flatMap(({ id, document }) => (before.definitions.get(id)?.document === document ? [id] : [])),
  );
  const beside = { findings, libraryProofs, cuts, unchanged };
  const undecided = undecidedIn(found, libraryProofs);
  return { kind: 'prepared', basedOn, library, definitions, beside, problems, undecided };
}

/** What was proved of all definitions of a kind together in the publication in force. */
interface TogetherBefore {
  /** By id, of what stands as it stood then. */
  readonly before: ReadonlyMap<string, ProvedBefore>;
  /** The kinds of which something came, went or changed. */
  readonly moved: ReadonlySet<string>;
}

async function provedTogether(
  database: Database,
  { library, publication, inForce, program }: InForce,
): Promise<TogetherBefore> {
  const known = await readLibraryProofs(database, publication.number);
  const before = new Map<string, ProvedBefore>();
  const moved = new Set<string>();
  for (const { id, kind, closure } of library.definitions.values()) {
    // New ones and changed ones have no findings of this program yet; withdrawn ones stand in no definition.
    const found = inForce.get(closure);
    if (found?.program === program) before.set(id, { print: found.print, among: known.get(id) ?? [] });
    else moved.add(kind);
  }
  for (const { id } of publication.sources) if (!library.definitions.has(id)) moved.add(kindIn(id));
  return { before, moved };
}

/** Where each of a kind stands as it stood in the publication in force, so does what was proved of them together. */
function proveTogether(library: Library, { before, moved }: TogetherBefore, prover: Prover): LibraryProofs {
  return new Map(
    [...library.definitions.values()].flatMap(({ id, kind }) => {
      const proofs = moved.has(kind) ? prover.among(id) : (before.get(id)?.among ?? []);
      return proofs.length === 0 ? [] : [[id, proofs] as const];
    }),
  );
}

interface InForce {
  readonly library: Library;
  readonly publication: Publication;
  readonly inForce: ReadonlyMap<string, Findings>;
  readonly program: string;
}

const kindIn = (id: string): string => id.slice(0, id.indexOf('/'));

/** The id that a source claims, whatever else stands in it. */
function idOf({ document }: Source): string {
  const { kind, name } = (document ?? {}) as { readonly kind?: unknown; readonly name?: unknown };
  return `${String(kind)}/${String(name)}`;
}

/** What of the publication in force was linked by this program when it was published. */
function linkedBefore(
  sources: readonly PublishedSource[],
  findings: ReadonlyMap<string, Findings>,
  program: string,
): LinkedBefore {
  return publishedBefore(
    sources.flatMap((source) => {
      const found = findings.get(source.closure);
      return found?.program === program ? [{ ...source, notes: found.problems }] : [];
    }),
  );
}

interface Found {
  readonly definition: Definition;
  readonly findings: Findings;
  readonly failures: readonly Problem[];
}

function casesOf(
  library: Library,
  id: string,
  { cuts, allowsFailingCases = false }: LoadOptions,
): { readonly cases: Findings['cases']; readonly failures: readonly Problem[] } {
  const outcomes = runCases(library, id, 'zh-CN', cuts === undefined ? {} : { cuts });
  const failures = outcomes.flatMap(({ passed, pointer, name, expected, got }): readonly Problem[] => {
    if (passed) return [];
    const { value, reasons, problems } = got;
    const codes = { value, reasons: reasons.map(({ code }) => code), problems: problems.map(({ code }) => code) };
    const slots = { name, expected: JSON.stringify(expected), got: JSON.stringify(codes) };
    const problem = loadProblem('case-failed', { definition: id, pointer }, slots);
    return [allowsFailingCases ? { ...problem, severity: 'warning' } : problem];
  });
  return { cases: { passed: outcomes.length - failures.length, failed: failures.length }, failures };
}

function undecidedIn(
  found: readonly Found[],
  libraryProofs: ReadonlyMap<string, Findings['proofs']>,
): readonly Undecided[] {
  return found.flatMap(({ definition: { id }, findings }) => {
    const proofs = [...findings.proofs, ...(libraryProofs.get(id) ?? [])];
    const count = proofs.filter(({ verdict }) => verdict === 'undecided').length;
    return count === 0 ? [] : [{ id, count, of: proofs.length }];
  });
}
