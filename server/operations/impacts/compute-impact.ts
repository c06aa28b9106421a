import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { claimedId, hash, type JsonObject, type Library, link, type Source } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../batch/duckdb.ts';
import { confine } from '../../population/confine.ts';
import { affected } from '../../population/impact/affected.ts';
import { classOrder } from '../../population/impact/class-order.ts';
import { decideImpact } from '../../population/impact/decide-impact.ts';
import { type Impact, impactTold } from '../../population/impact/impact.ts';
import {
  type DecisionFiles,
  type KeptDecisions,
  keptShape,
  writeDecisions,
} from '../../population/impact/kept-decisions.ts';
import { verifySnapshot } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import { changedCuts, readCuts } from '../../store/cuts.ts';
import { readPublication } from '../../store/definitions.ts';
import type { ImpactAsked, ImpactLacking } from '../../store/impacts.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import { linkedPublication } from '../definitions/linked-publication.ts';
import { answerFiles, impactFolder } from './answers-file.ts';
import { cutsWith, type Restored } from './draft-cuts.ts';
import { judgedSnapshots, populationOf } from './population-of.ts';

/** A change of definitions: the texts that are new or changed, and the ids of those that are to go. */
export interface DraftSet {
  readonly documents: readonly object[];
  readonly retired: readonly string[];
  /** Of what undoes something: what it goes back to. */
  readonly restores?: Restored;
}

/** What is asked: the texts that are new or changed, and the definitions that are to go, against a publication and frozen cuts. */
export interface ImpactTask extends DraftSet {
  readonly id: string;
  readonly base: number;
  readonly cuts: number;
  readonly dataFolder: string;
  /** The bank's day. */
  readonly today: string;
  readonly threads?: number;
}

/** What is told while it is computed. */
export type ImpactNews =
  | { readonly kind: 'asked'; readonly asked: readonly ImpactAsked[]; readonly lacking: readonly ImpactLacking[] }
  | { readonly kind: 'progress'; readonly ref: string; readonly step: string; readonly share: number }
  | { readonly kind: 'result'; readonly result: ImpactResult };

/** The impact on the answers of one definition. */
export interface ImpactResult {
  readonly ref: string;
  readonly report: Impact;
  readonly kept: KeptDecisions;
  readonly digest: string;
}

/**
 * Computes what a change does to every population, definition by definition, each told as soon as it is known. Throws a Refusal where the
 * change has errors or a snapshot is damaged.
 */
export async function computeImpact(
  database: Database,
  task: ImpactTask,
  tell: (news: ImpactNews) => Promise<void>,
  onDuckdb: (duckdb: Duckdb) => void = () => {},
): Promise<void> {
  const publication = await readPublication(database, task.base);
  const before = linkedPublication(publication);
  const after = changed(publication.sources, before, task);
  const cuts = (await readCuts(database, task.cuts)).cuts;
  const snapshots = snapshotsFolder(task.dataFolder);
  const judged = await judgedSnapshots(database, task.dataFolder, task.today);
  const lacking = lackingOf(before, after, judged);
  const work = judged.flatMap((snapshot): readonly { readonly asked: ImpactAsked; readonly snapshot: Snapshot }[] => {
    const { entity, asOf } = snapshot.manifest;
    const definitions = affected(before, after, entity);
    return definitions.length === 0 ? [] : [{ asked: { entity, snapshot: snapshot.id, asOf, definitions }, snapshot }];
  });
  refuseUnknown(work.length, lacking);
  await tell({ kind: 'asked', asked: work.map(({ asked }) => asked), lacking });
  const folder = impactFolder(task.dataFolder, task.id);
  mkdirSync(folder, { recursive: true });
  const verified = new Set<Snapshot>();
  const open = async (snapshot: Snapshot): Promise<Duckdb> => {
    if (!verified.has(snapshot)) await verifySnapshot(snapshots, snapshot, (file) => file.endsWith('.parquet'));
    verified.add(snapshot);
    const duckdb = await openDuckdb(task.threads === undefined ? {} : { threads: task.threads });
    onDuckdb(duckdb);
    await confine(duckdb, { files: filesOf(snapshots, snapshot), folders: [folder] });
    return duckdb;
  };
  const around = { folder: snapshots, snapshots: judged, open };
  const change = await cutsWith(database, task.restores, { before, after, cuts }, async () => around);
  const cutsAfter = changedCuts(cuts, change);
  for (const { asked, snapshot } of work) {
    for (const { ref } of asked.definitions) {
      const duckdb = await open(snapshot);
      try {
        const request = { before, after, ref, cuts, cutsAfter, ...populationOf(snapshots, snapshot, after) };
        await oneResult(duckdb, request, answerFiles(task.dataFolder, task.id, ref), tell);
      } finally {
        duckdb.close();
      }
    }
  }
}

/** Interrupts each database engine that is at work when it is told to stop, and those that come after it. */
export const stopper =
  (stop: AbortSignal) =>
  (duckdb: Duckdb): void => {
    if (stop.aborted) duckdb.interrupt();
    stop.addEventListener('abort', () => duckdb.interrupt(), { once: true });
  };

/** The populations that are not there, of those whose answers may change. */
function lackingOf(before: Library, after: Library, judged: readonly Snapshot[]): readonly ImpactLacking[] {
  const isThere = new Set(judged.map(({ manifest }) => manifest.entity));
  return [...after.definitions.values()].flatMap(({ id, kind }) => {
    const definitions = kind === 'entity' && !isThere.has(id) ? affected(before, after, id).map(({ ref }) => ref) : [];
    return definitions.length === 0 ? [] : [{ entity: id, definitions }];
  });
}

/** Refuses where answers may change, and all of them for populations that are not there. */
function refuseUnknown(known: number, lacking: readonly ImpactLacking[]): void {
  const [first, ...others] = lacking.map(({ entity }) =>
    populationProblem('snapshot-not-found', { pointer: '' }, { entity }),
  );
  if (first !== undefined && known === 0) throw new Refusal([first, ...others]);
}

/** The publication with what is new, changed and gone. */
function changed(sources: readonly Source[], before: Library, { documents, retired }: ImpactTask): Library {
  const ids = new Set([...documents.map(claimedId), ...retired]);
  const kept = sources.filter(({ document }) => !ids.has(claimedId(document)));
  const library = link([...kept, ...documents.map((document) => ({ document }))], before);
  const own = library.problems.filter(({ severity }) => severity === 'error');
  if (own.length > 0) throw new Refusal(own);
  return library;
}

const filesOf = (snapshots: string, { id, manifest }: Snapshot): readonly string[] =>
  manifest.tables.map(({ file }) => join(snapshots, id, file));

async function oneResult(
  duckdb: Duckdb,
  request: Parameters<typeof decideImpact>[1],
  files: DecisionFiles,
  tell: (news: ImpactNews) => Promise<void>,
): Promise<void> {
  const { ref, after, organisation, value } = request;
  const decided = await decideImpact(
    duckdb,
    request,
    (step, share) => void tell({ kind: 'progress', ref, step, share }),
  );
  const order = classOrder(after, ref);
  const { impact } = await impactTold(duckdb, decided, { ref, order, organisation, value });
  await writeDecisions(duckdb, decided, files);
  const kept = {
    ...keptShape(decided),
    ref,
    order,
    organisation: organisation ?? null,
    value: value ?? null,
    changed: Object.keys(impact.changed),
  };
  await tell({ kind: 'result', result: { ref, report: impact, kept, digest: hash(impact as unknown as JsonObject) } });
}
