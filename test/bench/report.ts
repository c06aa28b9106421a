import { cpus, totalmem } from 'node:os';

/** One contestant's samples, a sample a round, summed up. `unit` says what is counted, such as `decisions/s` or `s`. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How many times `of` is `to`, round by round, so that a slow second of the machine touches both. */
export interface Ratio {
  readonly of: string;
  readonly to: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What a suite found. `versions` names what was measured beside Node: package → version. */
export interface Findings {
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Measured[];
  readonly ratios: readonly Ratio[];
}

/** A suite stands in `test/bench/<name>.suite.ts` and exports `suite`. It compares the contestants' answers before it times them. */
export type Suite = (args: readonly string[]) => Promise<Findings>;

export function measured(name: string, unit: string, samples: readonly number[]): Measured {
  return { name, unit, ...spread(samples) };
}

/** The samples of both are of the same rounds, in order. */
export function ratio(of: string, to: string, ofSamples: readonly number[], toSamples: readonly number[]): Ratio {
  if (ofSamples.length !== toSamples.length)
    throw new Error(`${of} has ${ofSamples.length} rounds, ${to} ${toSamples.length}`);
  return { of, to, ...spread(ofSamples.map((sample, round) => sample / (toSamples[round] ?? Number.NaN))) };
}

/** The document that `--json` writes. */
export function document(suite: string, findings: Findings): object {
  const { versions, results, ratios } = findings;
  return { suite, machine: machine(), versions: { node: process.version, ...versions }, results, ratios };
}

/** The same for a reader at a terminal. */
export function table(suite: string, findings: Findings): string {
  const rows = [
    ...findings.results.map((one) => [one.name, one.unit, ...[one.min, one.median, one.max].map(significant)]),
    ...findings.ratios.map((one) => [`${one.of} ÷ ${one.to}`, '×', ...[one.min, one.median, one.max].map(significant)]),
  ];
  const all = [[suite, 'unit', 'min', 'median', 'max'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return all.map(line).join('\n');
}

function spread(samples: readonly number[]): { readonly min: number; readonly median: number; readonly max: number } {
  const sorted = [...samples].sort((left, right) => left - right);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { min: at(0), median, max: at(sorted.length - 1) };
}

function machine(): object {
  const [first] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb,
    platform: `${process.platform} ${process.arch}`,
  };
}

function significant(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
