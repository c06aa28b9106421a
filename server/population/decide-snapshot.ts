import { join } from 'node:path';
import { type Cuts, type Decision, type Library, parseDays } from '../../definitions/index.ts';
import type { BatchReport } from '../batch/batch-request.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { runBatch } from '../batch/run-batch.ts';
import type { Snapshot } from './snapshot.ts';

interface SnapshotRows {
  readonly library: Library;
  readonly cuts: Cuts;
  readonly snapshot: Snapshot;
  /** The file of the rows that are decided. */
  readonly input: string;
  /** Entity → file. */
  readonly related: Readonly<Record<string, string>>;
  /** By the name that their columns bear. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** What the file of results is called in the engine's folder. */
  readonly result: string;
}

/** Decides rows of a snapshot by the generated SQL, as of its day: each result carries its row's number, and nothing else of the row. */
export async function decideSnapshot(
  duckdb: Duckdb,
  { library, cuts, snapshot, input, related, decisions, result }: SnapshotRows,
): Promise<BatchReport> {
  return await runBatch(duckdb, {
    library,
    refs: [...decisions.keys()],
    decisions,
    input,
    output: join(duckdb.folder, result),
    related,
    asOf: BigInt(parseDays(snapshot.manifest.asOf) ?? 0),
    cuts,
    mapping: {},
    columns: [],
    isNumbered: true,
    isCounted: false,
    isKeyNoted: false,
    force: true,
    language: 'en',
    parts: new Set(),
  });
}
