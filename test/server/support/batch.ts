import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Library } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import type { BatchReport, BatchRequest } from '../../../server/batch/batch-request.ts';
import { Refusal } from '../../../server/terminal.ts';

/** A folder and a database for each test of a file, and batches run in them. */
export interface BatchRoom {
  readonly duckdb: Duckdb;
  path(name: string): string;
  /** Writes a file and answers its path. */
  write(name: string, content: string | Buffer): string;
  /** Runs a batch of all `refs` over a file; the result stands in `out.ndjson` unless stated. */
  run(refs: readonly string[], input: string, more?: Partial<BatchRequest>): Promise<BatchReport>;
  text(name: string): string;
  lines(name?: string): readonly string[];
  rows(name?: string): readonly Record<string, unknown>[];
}

export function batchRoom(library: Library, threads = 1): BatchRoom {
  const room = { folder: '', duckdb: undefined as Duckdb | undefined };
  beforeEach(async () => {
    room.folder = mkdtempSync(join(tmpdir(), 'guiju-room-'));
    room.duckdb = await openDuckdb({ threads });
  });
  afterEach(() => {
    room.duckdb?.close();
    rmSync(room.folder, { recursive: true, force: true });
  });
  const opened = () => {
    if (room.duckdb === undefined) throw new Error('The room is not open');
    return room.duckdb;
  };
  const path = (name: string) => join(room.folder, name);
  const text = (name: string) => readFileSync(path(name), 'utf8');
  const lines = (name = 'out.ndjson') =>
    text(name)
      .split('\n')
      .filter((line) => line !== '');
  return {
    get duckdb() {
      return opened();
    },
    path,
    write(name, content) {
      writeFileSync(path(name), content);
      return path(name);
    },
    run: (refs, input, more = {}) =>
      runBatch(opened(), {
        library,
        refs,
        input,
        output: path('out.ndjson'),
        related: {},
        asOf: 20_454n,
        cuts: {},
        mapping: {},
        columns: [],
        force: true,
        language: 'en',
        parts: new Set(),
        ...more,
      }),
    text,
    lines,
    rows: (name) => lines(name).map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** The codes of the problems that refuse something; `none` where it is not refused. */
export async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
    return ['none'];
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ code }) => code);
    throw error;
  }
}
