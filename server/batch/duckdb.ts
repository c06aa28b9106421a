import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { isOrphan, OWN_MARK } from './process-mark.ts';
import { writeFault } from './output/write-fault.ts';

/** A DuckDB of its own, in memory, that spills into a folder which goes away with it. */
export interface Duckdb {
  readonly folder: string;
  /** Answers how many rows a statement wrote. */
  run(sql: string, onProgress?: (share: number) => void): Promise<number>;
  rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]>;
  /** Names and types of the columns of a relation; nothing is read of its rows. */
  columns(from: string): Promise<readonly { readonly name: string; readonly type: DuckDBType }[]>;
  readonly connection: DuckDBConnection;
  /** Stops what is running, and whatever is asked for after it. */
  interrupt(): void;
  close(): void;
}

export interface DuckdbOptions {
  /** For DuckDB's own buffers; the process needs about 150 MB beside it. Unless stated, half of what the machine or its control group has. */
  readonly memory?: string;
  readonly threads?: number;
}

const POLL_MS = 200;

/** A control group without a limit tells none, or one beyond the machine's memory. */
function halfOfMemory(): string {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return `${Math.floor(bytes / 2 / 1_000_000)}MB`;
}

export async function openDuckdb({ memory = halfOfMemory(), threads }: DuckdbOptions = {}): Promise<Duckdb> {
  const folder = temporaryFolder();
  const settings = {
    memory_limit: memory,
    temp_directory: folder,
    ...(threads === undefined ? {} : { threads: String(threads) }),
  };
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  // Parquet's TIMESTAMPTZ and texts with a zone mean the same everywhere; nothing here depends on the machine's zone.
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET enable_progress_bar = true');
  await connection.run('SET enable_progress_bar_print = false');
  let isOpen = true;
  let isStopped = false;
  const refuseStopped = () => {
    if (isStopped) throw new Error('Stopped');
  };
  return {
    folder,
    connection,
    async run(sql, onProgress) {
      refuseStopped();
      const timer =
        onProgress && setInterval(() => onProgress(Math.max(0, connection.progress.percentage) / 100), POLL_MS);
      try {
        return (await connection.run(sql)).rowsChanged;
      } catch (error) {
        throw writeFault(error, folder);
      } finally {
        clearInterval(timer);
      }
    },
    async rows(sql) {
      refuseStopped();
      return (await connection.runAndReadAll(sql)).getRows();
    },
    async columns(from) {
      const result = await connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`);
      return result.columnNames().map((name, i) => ({ name, type: result.columnType(i) }));
    },
    interrupt() {
      isStopped = true;
      connection.interrupt();
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder of the run's own; those of runs that were killed are taken away. */
function temporaryFolder(): string {
  const [above, name] = [tmpdir(), 'guiju-batch-'];
  try {
    for (const entry of readdirSync(above)) {
      const mark = entry.startsWith(name) ? entry.slice(name.length, entry.lastIndexOf('-')) : '';
      if (isOrphan(mark)) rmSync(join(above, entry), { recursive: true, force: true });
    }
    return mkdtempSync(join(above, `${name}${OWN_MARK}-`));
  } catch (error) {
    throw writeFault(error, above, above);
  }
}
