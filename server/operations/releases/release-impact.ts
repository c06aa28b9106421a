import type { Cuts, Library } from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { affected } from '../../population/impact/affected.ts';
import { scalesOf } from '../../population/impact/gross-moves.ts';
import { type Impact, impactOf } from '../../population/impact/impact.ts';
import { verifySnapshot } from '../../population/open-snapshot.ts';
import type { Snapshot } from '../../population/snapshot.ts';
import type { Judged } from '../impacts/draft-cuts.ts';
import { populationOf } from '../impacts/population-of.ts';

/** What a release does to the populations by now. */
export interface Judgement {
  /** The snapshots it was computed on, by entity; null where there are none. */
  readonly snapshot: string | null;
  readonly report: readonly Impact[];
}

interface Compared {
  readonly before: Library;
  readonly after: Library;
  readonly cuts: Cuts;
  /** Those that go live with the change. */
  readonly cutsAfter: Cuts;
  /** Measured by the scales of this report. */
  readonly approved: readonly Impact[] | null;
}

/** The engines in which a release is judged: each reads a snapshot that is what it was when it was imported. */
export const judgedBy = (folder: string, snapshots: readonly Snapshot[]): Judged => {
  const verified = new Set<Snapshot>();
  return {
    folder,
    snapshots,
    async open(snapshot) {
      if (!verified.has(snapshot)) await verifySnapshot(folder, snapshot, (file) => file.endsWith('.parquet'));
      verified.add(snapshot);
      return await openDuckdb({});
    },
  };
};

/** What a change does to every population that is judged, by each decision whose answers may change. */
export async function releaseImpact(compared: Compared, judged: Judged): Promise<Judgement> {
  const report: Impact[] = [];
  for (const snapshot of judged.snapshots) report.push(...(await impactsOn(snapshot, compared, judged)));
  const snapshot = judged.snapshots.length === 0 ? null : judged.snapshots.map(({ id }) => id).join(' ');
  return { snapshot, report };
}

async function impactsOn(
  snapshot: Snapshot,
  { before, after, cuts, cutsAfter, approved }: Compared,
  { folder, open }: Judged,
): Promise<readonly Impact[]> {
  const asked = affected(before, after, snapshot.manifest.entity);
  const found: Impact[] = [];
  for (const { ref } of asked) {
    const scale = approved?.find((one) => one.ref === ref);
    const duckdb = await open(snapshot);
    try {
      const made = await impactOf(duckdb, {
        before,
        after,
        ref,
        ...populationOf(folder, snapshot, after),
        cuts,
        cutsAfter,
        scales: scale === undefined ? undefined : scalesOf(scale),
      });
      found.push(made.impact);
    } finally {
      duckdb.close();
    }
  }
  return found;
}
