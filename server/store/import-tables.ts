/** A file that arrives piece by piece. */
export interface UploadTable {
  readonly id: string;
  readonly name: string;
  /** How much of it is there. */
  readonly bytes: number;
  /** Kind and id of the actor; `import/` and its id where an import took it. */
  readonly begun_by: string;
  readonly begun_at: string;
}

/** What became of an import. `waiting`: its rows fell so far that a second person decides. */
export type ImportState = 'running' | 'waiting' | 'done' | 'failed' | 'refused' | 'withdrawn';

export interface SnapshotImportTable {
  readonly id: string;
  readonly number: number;
  readonly entity: string;
  readonly as_of: string;
  readonly state: ImportState;
  /** The people behind it, as JSON: whoever began it, and of a key whoever owns it and asked for it. */
  readonly people: string;
  readonly begun_by: string;
  readonly begun_by_name: string;
  readonly begun_at: string;
  readonly ended_at: string | null;
  /** The mark of the process that imports. */
  readonly holder: string;
  readonly snapshot: string | null;
  /** `Manifest` as JSON, once the snapshot is whole. */
  readonly manifest: string | null;
  /** `RowsFall[]` as JSON. */
  readonly falls: string;
  readonly problems: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
}
