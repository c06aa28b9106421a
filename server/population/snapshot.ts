import { join } from 'node:path';
import { hash, type JsonObject } from '../../definitions/index.ts';
import type { Manifest, SnapshotFile } from '../store/snapshots.ts';

/** A snapshot by its id and what it says of itself. */
export interface Snapshot {
  readonly id: string;
  readonly manifest: Manifest;
}

/** The folder of all snapshots in a data folder. */
export const snapshotsFolder = (dataFolder: string): string => join(dataFolder, 'snapshots');

/** The id of a snapshot: what its manifest hashes to. */
export const snapshotId = (manifest: Manifest): string => hash(manifest as unknown as JsonObject);

/** All files of a snapshot but the manifest. */
export function filesOf({ tables, index }: Manifest): readonly SnapshotFile[] {
  return [...tables, index, ...tables.flatMap(({ refusals }) => refusals ?? [])];
}

/** The files of snapshots by their places in a data folder, each once, with the hashes that their manifests say. */
export const snapshotFiles = (
  snapshots: readonly Snapshot[],
): readonly { readonly path: string; readonly sha256: string | null }[] =>
  snapshots.flatMap(({ id, manifest }) => {
    const place = (file: string) => `snapshots/${id}/${file}`;
    const named = new Map(filesOf(manifest).map(({ file, sha256 }) => [place(file), sha256]));
    return [{ path: place(MANIFEST), sha256: null }, ...[...named].map(([path, sha256]) => ({ path, sha256 }))];
  });

export const MANIFEST = 'manifest.json';
export const INDEX = 'index.sqlite';

/** The name of an entity's file: entities are named by letters, digits and hyphens. */
export const tableFile = (entity: string): string => `${entity.slice(entity.indexOf('/') + 1)}.parquet`;
