import { join } from 'node:path';
import { type Library, link } from '../../definitions/index.ts';
import { runBatch } from '../../server/batch/run-batch.ts';
import { type Bench, type Contestant, type Part, timed } from './batch-rounds.ts';
import { definitions } from './model/definitions.ts';
import { customersSql, relatedSql } from './model/population.ts';
import { relatedDefinitions } from './model/related.ts';
import { REFS } from './model/workload.ts';
import { ratio } from './report.ts';

interface Asked {
  readonly library: Library;
  readonly refs: readonly string[];
  readonly input: string;
  readonly related?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly columns?: readonly string[];
}

const batch =
  ({ duckdb }: Bench, asked: Asked) =>
  (output: string) =>
    runBatch(duckdb, {
      related: {},
      columns: [],
      ...asked,
      output,
      asOf: 20_454n,
      cuts: {},
      mapping: {},
      force: true,
      language: 'en',
      parts: new Set(),
    });

/** Text files beside what they cannot be faster than: the engine's own typed read of the file, and the batch over Parquet. */
export async function textFiles(bench: Bench, rows: number): Promise<Part> {
  const { duckdb, folder } = bench;
  const file = (ending: string) => join(folder, `text.${ending}`);
  await duckdb.run(`COPY (${customersSql(rows)}) TO '${file('parquet')}' (FORMAT parquet)`);
  await duckdb.run(`COPY (FROM '${file('parquet')}') TO '${file('csv')}' (FORMAT csv, HEADER)`);
  await duckdb.run(`COPY (FROM '${file('parquet')}') TO '${file('ndjson')}' (FORMAT json)`);
  const types = (await duckdb.columns(`'${file('parquet')}'`)).map(({ name, type }) => `'${name}': '${type}'`);
  const columns = `{${types.join(', ')}}`;
  const library = link(definitions());
  const guiju = (ending: string) => batch(bench, { library, refs: REFS, input: file(ending), key: 'id' });
  const typed = (from: string) => (output: string) =>
    duckdb.run(`COPY (SELECT * FROM ${from}) TO '${output}' (FORMAT parquet)`);
  const csv = `read_csv('${file('csv')}', header = true, auto_detect = false, columns = ${columns})`;
  const json = `read_json('${file('ndjson')}', format = 'newline_delimited', columns = ${columns})`;
  const title = `${rows.toLocaleString('en-US')} rows`;
  const contestants: readonly Contestant[] = [
    { name: `guiju, Parquet, ${title}`, run: guiju('parquet') },
    { name: `typed read of CSV, ${title}`, run: typed(csv) },
    { name: `guiju, CSV, ${title}`, run: guiju('csv') },
    { name: `typed read of NDJSON, ${title}`, run: typed(json) },
    { name: `guiju, NDJSON, ${title}`, run: guiju('ndjson') },
  ];
  const { cpu, results } = await timed(bench, contestants);
  const [parquet = [], readCsv = [], ourCsv = [], readJson = [], ourJson = []] = contestants.map(({ name }) =>
    cpu(name),
  );
  const sum = (read: readonly number[]) => read.map((one, i) => one + (parquet[i] ?? Number.NaN));
  return {
    results,
    ratios: [
      ratio('guiju, CSV', 'typed read + guiju, Parquet', ourCsv, sum(readCsv)),
      ratio('guiju, NDJSON', 'typed read + guiju, Parquet', ourJson, sum(readJson)),
    ],
  };
}

const REFERENCES = [10, 25, 50, 100, 200];

/** Scorecards in one batch, each over two sums of related rows of its own. */
export async function manyReferences(bench: Bench, customers: number): Promise<Part> {
  const { duckdb, folder } = bench;
  const file = (name: string) => join(folder, `references-${name}.parquet`);
  for (const [name, sql] of Object.entries(relatedSql(customers)))
    await duckdb.run(`COPY (${sql}) TO '${file(name)}' (FORMAT parquet)`);
  const names = Array.from({ length: Math.max(...REFERENCES) }, (_, i) => `card${i}`);
  const library = link(withScorecards(names));
  const related = { account: file('account'), transaction: file('transaction') };
  const contestants = REFERENCES.map((count): Contestant => {
    const refs = names.slice(0, count).map((name) => `scorecard/${name}`);
    return {
      name: `guiju, ${count} references`,
      run: batch(bench, { library, refs, input: file('customer'), related }),
    };
  });
  const { results, ratio: times } = await timed(bench, contestants);
  const named = (count: number) => `guiju, ${count} references`;
  return {
    results,
    ratios: REFERENCES.slice(1).map((count, i) => times(named(count), named(REFERENCES[i] ?? count))),
  };
}

function withScorecards(names: readonly string[]): readonly { readonly document: object }[] {
  const money = { type: 'decimal', decimals: 2, ifMissing: 'refuse' };
  const bins = (cuts: readonly number[]) =>
    [...cuts, null].map((cut, i) => ({
      in: `${i === 0 ? '(-∞' : `[${cuts[i - 1]}`}, ${cut ?? '∞'})`,
      score: (100 * i) / cuts.length,
    }));
  const derived = Object.fromEntries(
    names.flatMap((_, i) => [
      [`fees${i}`, { text: `sum(transactions[feeAmount > ${i / 10}].feeAmount)`, ...money }],
      [`deposits${i}`, { text: `sum(accounts[averageBalance > ${i * 100}].averageBalance)`, ...money }],
    ]),
  );
  const cards = names.map((name, i) => ({
    kind: 'scorecard',
    name,
    entity: 'entity/customer',
    decimals: 2,
    combine: 'weighted-mean',
    characteristics: [
      { name: 'fees', fact: `fees${i}`, weight: 0.5, bins: bins([1 + i, 20 + i, 40 + i, 80 + i]) },
      { name: 'deposits', fact: `deposits${i}`, weight: 0.5, bins: bins([1000, 10_000, 50_000, 100_000]) },
    ],
  }));
  const [customer, ...others] = relatedDefinitions();
  const { derived: own = {}, ...rest } = (customer?.document ?? {}) as { derived?: object };
  return [
    { document: { ...rest, derived: { ...own, ...derived } } },
    ...others,
    ...cards.map((document) => ({ document })),
  ];
}

const PASSED = 985;

/** A CSV file of 1,000 columns, with and without those that only pass. */
export async function wideFile(bench: Bench, rows: number): Promise<Part> {
  const { duckdb, folder } = bench;
  const input = join(folder, 'wide.csv');
  const facts = Array.from({ length: 14 }, (_, i) => `f${i}`);
  const passed = Array.from({ length: PASSED }, (_, i) => `x${i}`);
  const shown = [
    ...facts.map((name, i) => `(hash(i * 16 + ${i}) % 100000)::INTEGER AS ${name}`),
    ...passed.map((name, i) => `'v' || (hash(i + ${i}) % 100000) AS ${name}`),
  ];
  await duckdb.run(
    `COPY (SELECT 'k' || i AS id, ${shown.join(', ')} FROM range(${rows}) AS t(i)) TO '${input}' (FORMAT csv, HEADER)`,
  );
  const field = { type: 'integer', minimum: 0, maximum: 1_000_000 };
  const fields = { id: { type: 'string' }, ...Object.fromEntries(facts.map((name) => [name, field])) };
  const when = { all: facts.map((fact, i) => ({ fact, operator: 'greaterThan', value: 10 + i })) };
  const library = link([
    { document: { kind: 'entity', name: 'wide', key: 'id', fields } },
    { document: { kind: 'criteria', name: 'all', entity: 'entity/wide', when } },
  ]);
  const asked = { library, refs: ['criteria/all'], input };
  const [without, withAll] = ['1,000 columns, none passed', `1,000 columns, ${PASSED} passed`];
  // What they cannot be faster than: the engine's own copy of the columns that pass.
  const columns = `{${['id', ...facts, ...passed].map((name) => `'${name}': 'VARCHAR'`).join(', ')}}`;
  const csv = `read_csv('${input}', header = true, auto_detect = false, columns = ${columns})`;
  const copied = `DuckDB's own copy of the ${PASSED}`;
  const contestants: readonly Contestant[] = [
    { name: without, run: batch(bench, asked) },
    {
      name: copied,
      run: (output) => duckdb.run(`COPY (SELECT ${passed.join(', ')} FROM ${csv}) TO '${output}' (FORMAT parquet)`),
    },
    { name: withAll, run: batch(bench, { ...asked, columns: passed }) },
  ];
  const { cpu, results, ratio: times } = await timed(bench, contestants);
  const both = cpu(without).map((one, i) => one + (cpu(copied)[i] ?? Number.NaN));
  return {
    results,
    ratios: [times(withAll, without), ratio(withAll, `${without} + ${copied}`, cpu(withAll), both)],
  };
}
