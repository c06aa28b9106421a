import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';

/** A DuckDB of its own, in memory, that spills into a folder which goes away with it. */
export interface Duckdb {
  readonly folder: string;
  run(sql: string, onProgress?: (share: number) => void): Promise<void>;
  rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]>;
  /** Names and types of the columns of a relation; nothing is read of its rows. */
  columns(from: string): Promise<readonly { readonly name: string; readonly type: DuckDBType }[]>;
  readonly connection: DuckDBConnection;
  /** Stops what is running. */
  interrupt(): void;
  close(): void;
}

export interface DuckdbOptions {
  /** For DuckDB's own buffers; the process needs about 150 MB beside it. */
  readonly memory?: string;
  readonly threads?: number;
}

const POLL_MS = 200;

export async function openDuckdb({ memory = '640MB', threads }: DuckdbOptions = {}): Promise<Duckdb> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-batch-'));
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
  return {
    folder,
    connection,
    async run(sql, onProgress) {
      const timer =
        onProgress && setInterval(() => onProgress(Math.max(0, connection.progress.percentage) / 100), POLL_MS);
      try {
        await connection.run(sql);
      } finally {
        clearInterval(timer);
      }
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    async columns(from) {
      const result = await connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`);
      return result.columnNames().map((name, i) => ({ name, type: result.columnType(i) }));
    },
    interrupt: () => connection.interrupt(),
    close() {
      if (!isOpen) return;
      isOpen = false;
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
