import { join } from 'node:path';
import type { Duckdb } from '../../server/batch/duckdb.ts';
import type { Findings } from './report.ts';

/** What all parts of the suite share. */
export interface Bench {
  readonly duckdb: Duckdb;
  readonly folder: string;
  readonly rounds: number;
}
export type Part = Pick<Findings, 'results' | 'ratios'>;

export interface Contestant {
  readonly name: string;
  readonly run: (output: string) => Promise<unknown>;
}

/** Seconds of every contestant, one sample a round; the first round warms up. */
export async function timed(
  { folder, rounds }: Bench,
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contestants) {
      const started = performance.now();
      await run(join(folder, 'output.parquet'));
      if (round > 0) samples.get(name)?.push((performance.now() - started) / 1000);
    }
  }
  return samples;
}
