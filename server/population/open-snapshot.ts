import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { filesOf, INDEX, MANIFEST, type Snapshot, snapshotId } from './snapshot.ts';
import type { Manifest } from '../store/snapshots.ts';
import { fileHash } from './source-file.ts';

/** A snapshot from which single records are read. */
export type OpenSnapshot = Snapshot & RecordReader;

/** Opens a snapshot for reading single records, its index verified. Throws a Refusal. */
export async function openSnapshot(snapshots: string, id: string): Promise<OpenSnapshot> {
  const snapshot = { id, manifest: readManifest(snapshots, id) };
  await verifySnapshot(snapshots, snapshot, (file) => file === INDEX);
  return { ...snapshot, ...recordReader(join(snapshots, id, INDEX), snapshot) };
}

/** The manifest of a snapshot; what does not hash to its name was not written by an import. Throws a Refusal. */
export function readManifest(snapshots: string, id: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(join(snapshots, id, MANIFEST), 'utf8')) as Manifest;
    if (snapshotId(manifest) === id) return manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Error && 'code' in error)) throw error;
  }
  throw damaged(id, MANIFEST);
}

/** Whether a snapshot lies in a folder with all its files; their sizes are compared, not their contents. */
export function isSnapshotHere(snapshots: string, id: string): boolean {
  try {
    return filesOf(readManifest(snapshots, id)).every(
      ({ file, bytes }) => statSync(join(snapshots, id, file), { throwIfNoEntry: false })?.size === bytes,
    );
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Compares the files of a snapshot with what its manifest says of them; `only` those. Throws a Refusal. */
export async function verifySnapshot(
  snapshots: string,
  { id, manifest }: Snapshot,
  only: (file: string) => boolean = () => true,
): Promise<void> {
  for (const { file, bytes, sha256 } of filesOf(manifest)) {
    if (!only(file)) continue;
    const path = join(snapshots, id, file);
    if (statSync(path, { throwIfNoEntry: false })?.size !== bytes || (await fileHash(path)) !== sha256)
      throw damaged(id, file);
  }
}

const damaged = (snapshot: string, file: string) =>
  new Refusal([populationProblem('snapshot-damaged', { pointer: '' }, { snapshot, file })], EXIT.failed);
