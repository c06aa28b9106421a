import { type Cuts, hash, type Json, type Library } from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { affected } from '../../population/impact/affected.ts';
import { scalesOf } from '../../population/impact/gross-moves.ts';
import { type Impact, impactOf } from '../../population/impact/impact.ts';
import { readManifest, verifySnapshot } from '../../population/open-snapshot.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import { populationOf } from '../impacts/compute-impact.ts';
import { currentSnapshotId, snapshotEntities } from '../../store/snapshots.ts';
import type { Database } from '../../store/tables.ts';

/** What a release does to the populations, as it is kept with it. */
export interface KeptImpact {
  readonly digest: string;
  /** The snapshots it was computed on, by entity; null where there are none. */
  readonly snapshot: string | null;
  readonly report: readonly Impact[];
}

interface Compared {
  readonly before: Library;
  readonly after: Library;
  readonly cuts: Cuts;
  /** Measured by the scales of this report. */
  readonly approved: readonly Impact[] | null;
}

/** What a change does to the newest snapshot of every population, by each decision whose answers may change. */
export async function releaseImpact(
  database: Database,
  compared: Compared,
  { dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock },
): Promise<KeptImpact> {
  const report: Impact[] = [];
  const snapshots: string[] = [];
  for (const entity of (await snapshotEntities(database)).toSorted()) {
    const id = await currentSnapshotId(database, entity, bankDay(clock));
    if (id === undefined) continue;
    snapshots.push(id);
    report.push(...(await impactsOn(snapshotsFolder(dataFolder), id, entity, compared)));
  }
  const snapshot = snapshots.length === 0 ? null : snapshots.join(' ');
  // A report is JSON.
  return { digest: hash([snapshot, report as unknown as Json]), snapshot, report };
}

async function impactsOn(
  folder: string,
  id: string,
  entity: string,
  { before, after, cuts, approved }: Compared,
): Promise<readonly Impact[]> {
  const asked = affected(before, after, entity);
  if (asked.length === 0) return [];
  const manifest = readManifest(folder, id);
  await verifySnapshot(folder, { id, manifest }, (file) => file.endsWith('.parquet'));
  const found: Impact[] = [];
  for (const { ref } of asked) {
    const scale = approved?.find((one) => one.ref === ref);
    const duckdb = await openDuckdb({});
    try {
      const made = await impactOf(duckdb, {
        before,
        after,
        ref,
        ...populationOf(folder, { id, manifest }, after),
        cuts,
        scales: scale === undefined ? undefined : scalesOf(scale),
      });
      found.push(made.impact);
    } finally {
      duckdb.close();
    }
  }
  return found;
}
