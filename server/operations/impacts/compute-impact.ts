import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  claimedId,
  type EntityDocument,
  hash,
  type JsonObject,
  type Library,
  link,
  parseDays,
  type Source,
} from '../../../definitions/index.ts';
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
import { readManifest, verifySnapshot } from '../../population/open-snapshot.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import { readCuts } from '../../store/cuts.ts';
import { readPublication } from '../../store/definitions.ts';
import type { ImpactAsked } from '../../store/impacts.ts';
import { currentSnapshotId, snapshotEntities } from '../../store/snapshots.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import { answerFiles, impactFolder } from './answers-file.ts';

/** What is asked: the texts that are new or changed, and the definitions that are to go, against a publication. */
export interface ImpactTask {
  readonly id: string;
  readonly base: number;
  readonly documents: readonly object[];
  readonly retired: readonly string[];
  readonly dataFolder: string;
  /** The bank's day. */
  readonly today: string;
  readonly threads?: number;
}

/** What is told while it is computed. */
export type ImpactNews =
  | { readonly kind: 'asked'; readonly asked: readonly ImpactAsked[] }
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
  const { sources } = await readPublication(database, task.base);
  const before = link(sources);
  const after = changed(sources, task);
  const cuts = (await readCuts(database)).cuts;
  const snapshots = snapshotsFolder(task.dataFolder);
  const work: { readonly asked: ImpactAsked; readonly snapshot: Snapshot }[] = [];
  for (const entity of (await snapshotEntities(database)).toSorted()) {
    const id = await currentSnapshotId(database, entity, task.today);
    const definitions = affected(before, after, entity);
    if (id === undefined || definitions.length === 0) continue;
    const snapshot = { id, manifest: readManifest(snapshots, id) };
    work.push({ asked: { entity, snapshot: id, asOf: snapshot.manifest.asOf, definitions }, snapshot });
  }
  await tell({ kind: 'asked', asked: work.map(({ asked }) => asked) });
  const folder = impactFolder(task.dataFolder, task.id);
  mkdirSync(folder, { recursive: true });
  for (const { asked, snapshot } of work) {
    await verifySnapshot(snapshots, snapshot, (file) => file.endsWith('.parquet'));
    for (const { ref } of asked.definitions) {
      const duckdb = await openDuckdb(task.threads === undefined ? {} : { threads: task.threads });
      try {
        onDuckdb(duckdb);
        await confine(duckdb, { files: filesOf(snapshots, snapshot), folders: [folder] });
        const request = { before, after, ref, cuts, ...populationOf(snapshots, snapshot, after) };
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

/** The publication with what is new, changed and gone. */
function changed(sources: readonly Source[], { documents, retired }: ImpactTask): Library {
  const ids = new Set([...documents.map(claimedId), ...retired]);
  const kept = sources.filter(({ document }) => !ids.has(claimedId(document)));
  const library = link([...kept, ...documents.map((document) => ({ document }))]);
  const own = library.problems.filter(({ severity }) => severity === 'error');
  if (own.length > 0) throw new Refusal(own);
  return library;
}

const filesOf = (snapshots: string, { id, manifest }: Snapshot): readonly string[] =>
  manifest.tables.map(({ file }) => join(snapshots, id, file));

/** How a population is told, whoever asks: by its organisation, and by the figure that its primary segmentation names as what is at stake. */
export function populationOf(snapshots: string, { id, manifest }: Snapshot, library: Library) {
  const [own, ...related] = manifest.tables;
  const path = (file: string) => join(snapshots, id, file);
  const has = (field: string | undefined) =>
    field !== undefined && own?.fields.includes(field) === true && !isMasked(library, manifest.entity, field)
      ? field
      : undefined;
  const entity = library.environment.entity(manifest.entity);
  return {
    input: path(own?.file ?? ''),
    related: Object.fromEntries(related.map((table) => [table.entity, path(table.file)])),
    asOf: BigInt(parseDays(manifest.asOf) ?? 0),
    mapping: {},
    language: 'en' as const,
    organisation: has(entity?.organisation),
    value: has(stakeOf(library, manifest.entity)),
  };
}

/** What is most sensitive stands in no list of customers. */
function isMasked({ definitions }: Library, entity: string, field: string): boolean {
  const fields = (definitions.get(entity)?.document as Partial<EntityDocument> | undefined)?.fields;
  return fields?.[field]?.sensitivity === 'C3';
}

/** The field of figures at stake that the entity's primary segmentation names. */
function stakeOf({ definitions }: Library, entity: string): string | undefined {
  for (const { document } of definitions.values()) {
    const { kind, primary, entity: of, atStake } = document as unknown as JsonObject;
    if (kind === 'segmentation' && primary === true && of === entity && typeof atStake === 'string') return atStake;
  }
  return undefined;
}

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
