import type { Problem } from '../../../definitions/index.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { type ImportListener, type ImportRequest, importSnapshot } from '../../population/import-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import { keepSnapshot, readSnapshots } from '../../store/snapshots.ts';
import { peopleThere } from '../../store/people.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';

/** What an import needs beside the files. */
export interface ImportHost {
  readonly store: Store;
  readonly dataFolder: string;
  readonly duckdb: Duckdb;
  readonly clock: Clock;
  /** Who imports. */
  readonly actor: Actor;
}

/** What is imported; without a day: what holds today. */
export interface PopulationFiles extends Omit<ImportRequest, 'asOf' | 'known' | 'keep'> {
  readonly asOf?: string | undefined;
}

/**
 * Imports a population: its files become a snapshot, whole or not at all, and the current one where no other describes a later day.
 * Throws a Refusal.
 */
export async function importPopulation(
  { store, dataFolder, duckdb, clock, actor }: ImportHost,
  files: PopulationFiles,
  told?: ImportListener,
): Promise<Snapshot & { readonly notes: readonly Problem[] }> {
  const today = bankDay(clock);
  const { asOf = today, isSample = false } = files;
  if (asOf > today) throw new Refusal([populationProblem('as-of-in-the-future', { pointer: '' }, { asOf, today })]);
  const isBesideSamples = async (database: Database) => !isSample && (await peopleThere(database)) === 'samples';
  // Looked at again when it is kept: who comes meanwhile counts too.
  if (await isBesideSamples(store.database)) throw new Refusal([besideSamples()]);
  const known = new Set((await readSnapshots(store.database)).map(({ id }) => id));
  const keep = ({ id, manifest }: Snapshot): Promise<void> =>
    store.write(actor, 'import', async ({ database, now, audit }) => {
      const { entity, tables } = manifest;
      if (await isBesideSamples(database)) throw new OperationRefused(`snapshot/${id}`, [besideSamples()]);
      const importedAt = now.toISOString();
      await keepSnapshot(database, { id, entity, asOf, importedAt, importedBy: actor.name, manifest });
      const counts = tables.map(({ entity: of, rows, refused, source }) => ({
        entity: of,
        rows,
        refused,
        source: source.name,
        sha256: source.sha256,
      }));
      await audit({ subject: `snapshot/${id}`, body: { entity, asOf, tables: counts } });
    });
  return await importSnapshot(duckdb, snapshotsFolder(dataFolder), { ...files, asOf, known, keep }, told);
}

/** Sample people are known to everybody who reads this program: nothing real comes where they are. */
const besideSamples = () => populationProblem('import-beside-samples', { pointer: '' });
