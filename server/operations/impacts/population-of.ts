import { join } from 'node:path';
import { type EntityDocument, type JsonObject, type Library, parseDays } from '../../../definitions/index.ts';
import { isSnapshotHere, readManifest } from '../../population/open-snapshot.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import { currentSnapshotId, snapshotEntities } from '../../store/snapshots.ts';
import type { Database } from '../../store/tables.ts';

/** The current snapshot of every population on a day of the bank, by entity. Throws a Refusal where one is damaged. */
export async function judgedSnapshots(
  database: Database,
  dataFolder: string,
  today: string,
): Promise<readonly Snapshot[]> {
  const found: Snapshot[] = [];
  for (const id of await judgedSnapshotIds(database, today))
    found.push({ id, manifest: readManifest(snapshotsFolder(dataFolder), id) });
  return found;
}

/** The ids of those whose files are not all here, or are not what was imported by their sizes. */
export async function lackingSnapshots(
  database: Database,
  dataFolder: string,
  today: string,
): Promise<readonly string[]> {
  const folder = snapshotsFolder(dataFolder);
  return (await judgedSnapshotIds(database, today)).filter((id) => !isSnapshotHere(folder, id));
}

/** Their ids, in the order of their entities. */
export async function judgedSnapshotIds(database: Database, today: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const entity of (await snapshotEntities(database)).toSorted()) {
    const id = await currentSnapshotId(database, entity, today);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

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
