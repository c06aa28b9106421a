import { randomUUID } from 'node:crypto';
import type { Problem } from '../../../definitions/index.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { OWN_MARK } from '../../batch/process-mark.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { type ImportListener, type ImportRequest, importSnapshot } from '../../population/import-snapshot.ts';
import { readManifest } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import { fallsOf, insertImport, knownSnapshots, moveImport, type RowsFall } from '../../store/imports.ts';
import { peopleThere } from '../../store/people.ts';
import { readSettings } from '../../store/settings.ts';
import { countsOf, currentSnapshotId, keepSnapshot } from '../../store/snapshots.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { refuseWaitingAuthors } from './acting-importer.ts';

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

/** A snapshot that came in, and whether it counts already. */
export interface Imported extends Snapshot {
  readonly notes: readonly Problem[];
  readonly state: 'done' | 'waiting';
}

/**
 * Imports a population: its files become a snapshot, whole or not at all, and the current one where no other describes a later day.
 * Where its rows fall behind those of the current one by more than the settings allow, it waits for a second person. Throws a Refusal.
 */
export async function importPopulation(
  { store, dataFolder, duckdb, clock, actor }: ImportHost,
  files: PopulationFiles,
  told?: ImportListener,
): Promise<Imported> {
  const asOf = dayOf(files.asOf, clock);
  const { isSample = false } = files;
  // Looked at again when it is kept: who comes meanwhile counts too.
  if (!isSample && (await peopleThere(store.database)) === 'samples') throw new Refusal([besideSamples()]);
  let falls: readonly RowsFall[] = [];
  const keep = async (snapshot: Snapshot): Promise<void> => {
    falls = await store.write(actor, 'import', async (tx) => {
      const [id, begun_at] = [randomUUID(), tx.now.toISOString()];
      const begun = { begun_by: actor.id, begun_by_name: actor.name, begun_at, people: '[]', holder: OWN_MARK };
      await insertImport(tx.database, { id, entity: files.entity, as_of: asOf, ...begun });
      return await keepImported(tx, { id, snapshot, people: [], dataFolder, today: bankDay(clock), isSample });
    });
  };
  const known = () => knownSnapshots(store.database);
  const made = await importSnapshot(duckdb, snapshotsFolder(dataFolder), { ...files, asOf, known, keep }, told);
  return { ...made, notes: [...made.notes, ...falls.map(fallNote)], state: falls.length > 0 ? 'waiting' : 'done' };
}

/** The day that rows are described as of: none that is to come. Throws a Refusal. */
export function dayOf(asked: string | undefined, clock: Clock): string {
  const today = bankDay(clock);
  if (asked !== undefined && asked > today)
    throw new Refusal([populationProblem('as-of-in-the-future', { pointer: '' }, { asOf: asked, today })]);
  return asked ?? today;
}

interface Arrived {
  /** Of the import. */
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly people: readonly string[];
  readonly dataFolder: string;
  /** The bank's day. */
  readonly today: string;
  readonly isSample?: boolean;
}

/**
 * Makes a snapshot known that is whole, or lets it wait for a second person; answers by what it fell. Where there are no people yet
 * nobody could confirm it.
 */
export async function keepImported(
  tx: Transaction,
  { id, snapshot, people, dataFolder, today, isSample = false }: Arrived,
): Promise<readonly RowsFall[]> {
  const { database, now, audit } = tx;
  const { manifest } = snapshot;
  const { entity, asOf } = manifest;
  const subject = `snapshot/${snapshot.id}`;
  const there = await peopleThere(database);
  if (there === 'samples' && !isSample) throw new OperationRefused(subject, [besideSamples()]);
  await refuseWaitingAuthors(database, entity, people, subject);
  const current = await currentSnapshotId(database, entity, today);
  const { settings } = await readSettings(database);
  const before =
    there === 'none' || isSample || current === undefined
      ? undefined
      : readManifest(snapshotsFolder(dataFolder), current);
  // Made-up customers are no measure of real ones.
  const falls =
    before === undefined || before.isSample === true ? [] : fallsOf(before, manifest, settings.snapshotFallPercent);
  const state = falls.length > 0 ? ('waiting' as const) : ('done' as const);
  const importedAt = now.toISOString();
  const ended = { ended_at: importedAt, manifest: JSON.stringify(manifest), falls: JSON.stringify(falls) };
  if (!(await moveImport(database, id, 'running', { state, snapshot: snapshot.id, ...ended })))
    throw new OperationRefused(subject, [populationProblem('import-decided', { pointer: '' })]);
  if (state === 'done')
    await keepSnapshot(database, { id: snapshot.id, entity, asOf, importedAt, importedBy: tx.actor.name, manifest });
  const counts = countsOf(manifest).map((table) => ({ ...table }));
  const fell = falls.map((fall) => ({ ...fall }));
  await audit({ subject, body: { import: id, state, entity, asOf, tables: counts, falls: fell } });
  return falls;
}

export const fallNote = (fall: RowsFall): Problem => populationProblem('rows-fell', { pointer: '' }, { ...fall });

/** Sample people are known to everybody who reads this program: nothing real comes where they are. */
export const besideSamples = () => populationProblem('import-beside-samples', { pointer: '' });
