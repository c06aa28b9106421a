import { bankDay, type Clock } from '../../clock.ts';
import { sweep } from '../../population/claim-import.ts';
import { type OpenSnapshot, openSnapshot } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import { currentSnapshotId, snapshotEntities } from '../../store/snapshots.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';

/** The current snapshot of each population, open for reading single records. */
export interface CurrentSnapshots {
  /**
   * The one of an entity's population; whoever takes it has done with it before anything is waited for. Throws a Refusal where there is
   * none, or where it is damaged: what was current before says nothing of today.
   */
  of(entity: string): OpenSnapshot;
  /** Takes over what was imported meanwhile. */
  refresh(): Promise<void>;
  close(): void;
}

/**
 * Opens what is current, and takes away what imports that were killed left half done. `watched` is asked over and over whether there is
 * something newer.
 */
export async function currentSnapshots(
  database: Database,
  dataFolder: string,
  clock: Clock,
  watched: Database = database,
): Promise<CurrentSnapshots> {
  sweep(snapshotsFolder(dataFolder));
  const open = new Map<string, { readonly id: string; readonly snapshot: OpenSnapshot | Refusal }>();
  const closeOf = (entity: string) => {
    const before = open.get(entity)?.snapshot;
    if (before !== undefined && !(before instanceof Refusal)) before.close();
  };
  const look = async (from: Database): Promise<void> => {
    for (const entity of await snapshotEntities(from)) {
      const id = await currentSnapshotId(from, entity, bankDay(clock));
      if (id === undefined || id === open.get(entity)?.id) continue;
      const snapshot = await openSnapshot(snapshotsFolder(dataFolder), id).catch((error: unknown) => {
        if (error instanceof Refusal) return error;
        throw error;
      });
      closeOf(entity);
      open.set(entity, { id, snapshot });
    }
  };
  await look(database);
  return {
    of(entity) {
      const found = open.get(entity)?.snapshot;
      if (found === undefined)
        throw new Refusal([populationProblem('snapshot-not-found', { pointer: '/$record' }, { entity })]);
      if (found instanceof Refusal) throw found;
      return found;
    },
    refresh: () => look(watched),
    close() {
      for (const entity of open.keys()) closeOf(entity);
      open.clear();
    },
  };
}
