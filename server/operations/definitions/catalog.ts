import {
  compile,
  type Compiled,
  type Cuts,
  type Definition,
  type DefinitionStamp,
  type Library,
  type Problem,
} from '../../../definitions/index.ts';
import type { FrozenCuts } from '../../store/cuts.ts';
import { type ResultWriter, resultWriter } from '../../http/wire/result-text.ts';
import type { Answerer } from '../../store/decision-log.ts';
import type { Findings, LibraryProofs } from '../../store/proofs.ts';
import type { LinkedPublication } from './linker.ts';
import type { DefinitionSummary } from './definition-summary.ts';

/** A decision ready to answer: compiled once, then only called. */
export interface PreparedDecision {
  readonly ref: string;
  readonly stamp: DefinitionStamp;
  readonly compiled: Compiled;
  /** The entity whose records its facts are; null where it has inputs of its own. */
  readonly entity: string | null;
  /** Whether the day a decision is made for has to be filled in. */
  readonly readsAsOf: boolean;
  readonly write: ResultWriter;
  /** What the log names it by. */
  readonly answerer: Answerer;
}

/** One published set, linked. It never changes: a new publication makes a new catalog, and who began with one ends with it. */
export interface Catalog {
  readonly publication: LinkedPublication['publication'];
  readonly library: Library;
  readonly definitions: readonly Definition[];
  /** The number of the frozen cuts in force, and the cuts themselves. */
  readonly cuts: number;
  readonly frozenCuts: Cuts;
  problemsOf(id: string): readonly Problem[];
  /** What a definition tells its readers; undefined where nobody asked the library for it. */
  toldOf(id: string): DefinitionSummary | undefined;
  /** Proofs and cases; undefined where they were never made. */
  findingsOf(id: string): Findings | undefined;
  /** The compiled decision; undefined where the library has none. */
  prepare(ref: string, trace: boolean): PreparedDecision | undefined;
}

/** Compiled decisions by closure: they live on from one catalog to the next where nothing they reach has changed. */
export type PreparedCache = Map<string, PreparedDecision>;

export interface CatalogParts {
  readonly publication: LinkedPublication['publication'];
  readonly library: Library;
  readonly told: ReadonlyMap<string, DefinitionSummary>;
  readonly findings: ReadonlyMap<string, Findings>;
  readonly libraryProofs: LibraryProofs;
  readonly cuts: FrozenCuts;
}

export function createCatalog(parts: CatalogParts, cache: PreparedCache): Catalog {
  const { publication, library, told, findings, libraryProofs, cuts } = parts;
  const problems = groupProblems(library.problems);
  const definitions = [...library.definitions.values()];
  const [plain, traced] = [new Map<string, PreparedDecision>(), new Map<string, PreparedDecision>()];
  const catalog: Catalog = {
    publication,
    library,
    definitions,
    cuts: cuts.number,
    frozenCuts: cuts.cuts,
    problemsOf: (id) => problems.get(id) ?? [],
    toldOf: (id) => told.get(id),
    findingsOf(id) {
      const found = findings.get(library.definitions.get(id)?.closure ?? '');
      const among = libraryProofs.get(id);
      return found === undefined || among === undefined ? found : { ...found, proofs: [...found.proofs, ...among] };
    },
    prepare(ref, trace) {
      const quick = trace ? traced.get(ref) : plain.get(ref);
      if (quick !== undefined) return quick;
      const definition = library.definitions.get(ref);
      if (definition === undefined) return undefined;
      const key = keyOf(definition, trace, cuts.number);
      const known = cache.get(key);
      if (known === undefined && library.environment.decision(ref) === undefined) return undefined;
      const made = known ?? prepare(library, definition, trace, cuts);
      cache.set(key, made);
      (trace ? traced : plain).set(ref, made);
      return made;
    },
  };
  return catalog;
}

/** Lets go of what a catalog cannot answer with. */
export function forget(catalog: Catalog, cache: PreparedCache): void {
  const { definitions, cuts } = catalog;
  const keys = new Set(definitions.flatMap((one) => [keyOf(one, false, cuts), keyOf(one, true, cuts)]));
  for (const key of [...cache.keys()]) if (!keys.has(key)) cache.delete(key);
}

/** The decisions a cache holds: what is in use. */
export const inUse = (cache: PreparedCache): readonly InUse[] =>
  [...cache].map(([key, { ref }]) => ({ ref, trace: key.endsWith(TRACE) }));

export interface InUse {
  readonly ref: string;
  readonly trace: boolean;
}

const TRACE = ' trace';
const keyOf = ({ id, version, closure }: Definition, trace: boolean, cuts: number): string =>
  `${id} ${version} ${closure} ${cuts}${trace ? TRACE : ''}`;

function prepare(library: Library, definition: Definition, trace: boolean, cuts: FrozenCuts): PreparedDecision {
  const { id, version, hash, closure } = definition;
  const stamp = { id, version, hash, closure };
  const compiled = compile(library, [id], { trace, cuts: cuts.cuts });
  // Its function is made now, not when the first request waits for it.
  compiled.attempt(null);
  const answerer = { stamp, cuts: cuts.number };
  const facts = library.environment.decision(id)?.facts;
  const entity = facts?.kind === 'entity' ? facts.entity : facts?.kind === 'pair' ? facts.customer : null;
  return { ref: id, stamp, compiled, entity, readsAsOf: compiled.reads.asOf, write: resultWriter(stamp), answerer };
}

function groupProblems(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const id = problem.definition ?? '';
    groups.set(id, [...(groups.get(id) ?? []), problem]);
  }
  return groups;
}
