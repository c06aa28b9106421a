import { join } from 'node:path';
import type { Duckdb } from '../../server/batch/duckdb.ts';
import { type Findings, type Measured, measured, type Ratio, ratio } from './report.ts';

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

/** What every contestant takes; the first round warms up. Ratios are of the processor's seconds: other work on the machine moves them least. */
export async function timed({ folder, rounds }: Bench, contestants: readonly Contestant[]): Promise<Timed> {
  const samples = new Map(contestants.map(({ name }) => [name, { cpu: [] as number[], clock: [] as number[] }]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contestants) {
      const [started, used] = [performance.now(), process.cpuUsage()];
      await run(join(folder, 'output.parquet'));
      const { user, system } = process.cpuUsage(used);
      if (round === 0) continue;
      samples.get(name)?.cpu.push((user + system) / 1e6);
      samples.get(name)?.clock.push((performance.now() - started) / 1000);
    }
  }
  const cpu = (name: string) => samples.get(name)?.cpu ?? [];
  return {
    cpu,
    results: [...samples].flatMap(([name, taken]) => [
      measured(name, 's CPU', taken.cpu),
      measured(name, 's clock', taken.clock),
    ]),
    ratio: (one, other) => ratio(one, other, cpu(one), cpu(other)),
  };
}

export interface Timed {
  /** Seconds of the processor of a contestant, a sample a round. */
  cpu(name: string): readonly number[];
  readonly results: readonly Measured[];
  /** How many times one contestant takes what another does. */
  ratio(one: string, other: string): Ratio;
}
