import { join } from 'node:path';
import { claimedId, type Definition, isObject, type Library, link, mentionsIn } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import { type Duckdb, openDuckdb } from '../../batch/duckdb.ts';
import { confine } from '../../population/confine.ts';
import type { SampleRequest } from '../../population/draw-rows.ts';
import { verifySnapshot } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import { serverProblem } from '../../problems.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { reachedFrom } from '../definitions/reached.ts';
import type { Runtime } from '../definitions/runtime.ts';
import { hintFor } from '../definitions/why-no-decision.ts';
import type { ImpactJobs } from '../impacts/impact-jobs.ts';
import { READING } from '../impacts/read-impact.ts';

export interface SampleHost {
  readonly store: Pick<Reader, 'database'>;
  readonly runtime: Pick<Runtime, 'catalog' | 'snapshots'>;
  /** It knows where snapshots lie. */
  readonly impacts: Pick<ImpactJobs, 'dataFolder'>;
}

export interface SampleAsked {
  /** `scorecard/credit`. */
  readonly id: string;
  /** A draft of it; undefined: the definition in force. */
  readonly document?: object | undefined;
  /** Null: a visitor of a server that is open for trying, who sees all there is. */
  readonly rights: readonly Right[] | null;
}

const AT = { pointer: '' };

/** What is drawn, of which text, and for whom. */
export interface RequestedSample {
  readonly request: SampleRequest;
  readonly definition: Definition;
  /** The folder of all snapshots. */
  readonly folder: string;
  /** The nodes of the organisation whose customers are counted; null: all. */
  readonly nodes: readonly string[] | null;
}

/** Finds out what is asked for and whether it may be. Throws a Refusal. */
export async function requestSample(host: SampleHost, { id, document, rights }: SampleAsked): Promise<RequestedSample> {
  const { catalog, snapshots } = host.runtime;
  const within: Confinement =
    rights === null ? { kind: 'none' } : confinementOf(await readOrganisation(host.store.database), rights, READING);
  const { library, definition, entity } = textAsked(catalog.library, id, document);
  const own = library.environment.entity(entity);
  const organisation = own?.organisation;
  if (within.kind === 'nodes' && organisation === undefined)
    throw new Refusal([populationProblem('records-without-organisation', AT, { entity })]);
  const snapshot = snapshotOf(snapshots, entity);
  // What was imported before a field was declared has no column of it.
  const columns = snapshot.manifest.tables[0]?.fields ?? [];
  const folder = snapshotsFolder(host.impacts.dataFolder);
  const request: SampleRequest = {
    library,
    ref: id,
    published: catalog.library.environment.decision(id),
    cuts: catalog.frozenCuts,
    snapshot,
    files: snapshot.manifest.tables.map(({ file }) => join(folder, snapshot.id, file)),
    within,
    organisation: organisation !== undefined && columns.includes(organisation) ? organisation : undefined,
  };
  return { request, definition, folder, nodes: within.kind === 'none' ? null : within.nodes };
}

/** Does work on the files of the snapshot in an engine of its own, which the signal stops. */
export async function overSnapshot<Done>(
  { request, folder }: RequestedSample,
  signal: AbortSignal,
  work: (duckdb: Duckdb) => Promise<Done>,
): Promise<Done> {
  await verifySnapshot(folder, request.snapshot, (file) => file.endsWith('.parquet'));
  const duckdb = await openDuckdb({ threads: 2 });
  const stop = () => duckdb.interrupt();
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    await confine(duckdb, { files: request.files, folders: [] });
    return await work(duckdb);
  } finally {
    signal.removeEventListener('abort', stop);
    duckdb.close();
  }
}

/** The definition that is asked for, in force or as a draft, with all it reaches. Throws a Refusal. */
export function textAsked(
  inForce: Library,
  id: string,
  document: object | undefined,
): { readonly library: Library; readonly definition: Definition; readonly entity: string } {
  const library = document === undefined ? inForce : withDraft(inForce, id, document);
  const definition = library.definitions.get(id);
  if (definition === undefined) {
    const slots = { ref: id.slice(0, 200), hint: hintFor(inForce, id) };
    throw new Refusal([serverProblem('definition-not-found', AT, slots)]);
  }
  const facts = library.environment.decision(id)?.facts;
  if (facts?.kind !== 'entity') throw new Refusal([populationProblem('nothing-divided', AT, { ref: id })]);
  return { library, definition, entity: facts.entity };
}

/** The current snapshot of an entity, of which no record is named. Throws a Refusal. */
export function snapshotOf(snapshots: Runtime['snapshots'], entity: string) {
  if (snapshots === undefined) throw new Refusal([populationProblem('snapshot-not-found', AT, { entity })]);
  try {
    const { id, manifest } = snapshots.of(entity);
    return { id, manifest };
  } catch (error) {
    // No record was named: it is missing as a whole.
    throw error instanceof Refusal
      ? new Refusal(
          error.problems.map((one) => ({ ...one, ...AT })),
          error.code,
        )
      : error;
  }
}

/** A draft with all of the definitions in force that it reaches. Throws a Refusal where it has errors. */
function withDraft(inForce: Library, id: string, document: object): Library {
  if (!isObject(document) || claimedId(document) !== id)
    throw new Refusal([populationProblem('draft-of-another', AT, { ref: id, found: claimedId(document) })]);
  // Alone it is read by its schema, without which nothing is known of what it mentions.
  const alone = link([{ document }]);
  const [own] = alone.definitions.values();
  if (own === undefined) throw new Refusal(alone.problems.filter(({ severity }) => severity === 'error'));
  const reached = new Map(
    mentionsIn(own.document).flatMap((of) => reachedFrom(inForce, of).map((one) => [one.id, one.document] as const)),
  );
  reached.delete(id);
  const library = link([...[...reached.values()].map((one) => ({ document: one })), { document }]);
  const errors = library.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Refusal(errors);
  return library;
}
