import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { link, type ResultPart } from '../../definitions/index.ts';
import { openDuckdb } from '../../server/batch/duckdb.ts';
import { runBatch } from '../../server/batch/run-batch.ts';
import { handWrittenSql } from './contestants/hand-written-sql.ts';
import { definitions } from './model/definitions.ts';
import { customersSql, relatedSql } from './model/population.ts';
import { relatedByHand, relatedDefinitions } from './model/related.ts';
import { FACTS, REFS } from './model/workload.ts';
import { type Bench, type Contestant, type Part, timed } from './batch-rounds.ts';
import { manyReferences, textFiles, wideFile } from './batch-scale.ts';
import type { Suite } from './report.ts';

/**
 * A file of customers to a file of classes. `guiju` is the whole command: files opened, rows checked, classes counted. Both sides write
 * Parquet with the same columns, and their answers are compared first. Arguments: --rows (5,000,000), --customers with three accounts
 * and twenty transactions each (1,000,000), --rounds (5), --only flat|related|text|references|wide.
 */
export const suite: Suite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '5000000' },
      customers: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
  const duckdb = await openDuckdb({ threads: 2, memory: '4GB' });
  try {
    const bench: Bench = { duckdb, folder, rounds: Number(values.rounds) };
    const [rows, customers] = [Number(values.rows), Number(values.customers)];
    const parts: Readonly<Record<string, () => Promise<Part>>> = {
      flat: () => flatFile(bench, rows),
      related: () => relatedFiles(bench, customers),
      text: () => textFiles(bench, Math.ceil(rows / 5)),
      references: () => manyReferences(bench, Math.ceil(customers / 10)),
      wide: () => wideFile(bench, Math.ceil(rows / 250)),
    };
    const found: Part[] = [];
    for (const [name, run] of Object.entries(parts))
      if (values.only === undefined || values.only === name) found.push(await run());
    const [[version] = ['']] = await duckdb.rows('SELECT version()');
    return {
      versions: { duckdb: String(version) },
      results: found.flatMap(({ results }) => results),
      ratios: found.flatMap(({ ratios }) => ratios),
    };
  } finally {
    duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const ALL: readonly ResultPart[] = ['reasons', 'missing', 'partial', 'problems'];

async function flatFile(bench: Bench, rows: number): Promise<Part> {
  const { duckdb, folder } = bench;
  const input = join(folder, 'customers.parquet');
  await duckdb.run(`COPY (${customersSql(rows)}) TO '${input}' (FORMAT parquet)`);
  const source = `read_parquet('${input}')`;
  const library = link(definitions());
  const sums = FACTS.map(({ name, type }) =>
    type === 'string' ? `sum(length(${name}))` : type === 'boolean' ? `sum(${name}::INTEGER)` : `sum(${name})`,
  );
  const guiju = (parts: readonly ResultPart[]) => (output: string) =>
    runBatch(duckdb, {
      library,
      refs: REFS,
      input,
      output,
      related: {},
      asOf: 20_454n,
      cuts: {},
      mapping: {},
      key: 'id',
      columns: [],
      force: true,
      language: 'en',
      parts: new Set(parts),
    });
  const contestants: readonly Contestant[] = [
    { name: 'scan of the columns', run: () => duckdb.run(`SELECT ${sums.join(', ')} FROM ${source}`) },
    {
      name: 'hand-written SQL, unchecked',
      run: (output) => duckdb.run(`COPY (${handWrittenSql(source, false)}) TO '${output}' (FORMAT parquet)`),
    },
    {
      name: 'hand-written SQL, checked',
      run: (output) => duckdb.run(`COPY (${handWrittenSql(source, true)}) TO '${output}' (FORMAT parquet)`),
    },
    { name: 'guiju', run: guiju([]) },
    { name: 'guiju with reasons, missing and problems', run: guiju(ALL) },
  ];
  await sameAnswers(bench, contestants.slice(1, 4), [
    'id',
    'class',
    'score',
    ...REFS.filter((ref) => ref.startsWith('criteria/')).map((ref) => ref.slice('criteria/'.length)),
  ]);
  const { results, ratio: times } = await timed(bench, contestants);
  return {
    results: results.map((one) => ({ ...one, name: `${one.name}, ${rows.toLocaleString('en-US')} rows` })),
    ratios: [
      times('guiju', 'hand-written SQL, checked'),
      times('guiju', 'hand-written SQL, unchecked'),
      times('guiju', 'scan of the columns'),
      times('hand-written SQL, unchecked', 'scan of the columns'),
      times('guiju with reasons, missing and problems', 'guiju'),
    ],
  };
}

async function relatedFiles(bench: Bench, customers: number): Promise<Part> {
  const { duckdb, folder } = bench;
  const file = (name: string) => join(folder, `${name}.parquet`);
  for (const [name, sql] of Object.entries(relatedSql(customers)))
    await duckdb.run(`COPY (${sql}) TO '${file(name)}' (FORMAT parquet)`);
  const library = link(relatedDefinitions());
  const title = `${(customers / 1e6).toLocaleString('en-US')} M customers with accounts and transactions`;
  const [ours, hand] = [`guiju, ${title}`, `hand-written SQL, ${title}`];
  const contestants: readonly Contestant[] = [
    { name: hand, run: (output) => duckdb.run(`COPY (${relatedByHand(file)}) TO '${output}' (FORMAT parquet)`) },
    {
      name: ours,
      run: (output) =>
        runBatch(duckdb, {
          library,
          refs: ['segmentation/relationship'],
          input: file('customer'),
          output,
          related: { account: file('account'), transaction: file('transaction') },
          asOf: 20_454n,
          cuts: {},
          mapping: {},
          columns: [],
          force: true,
          language: 'en',
          parts: new Set(),
        }),
    },
  ];
  await sameAnswers(bench, contestants, ['customerId', 'class', 'score']);
  const { results, ratio: times } = await timed(bench, contestants);
  return {
    results,
    ratios: [times(ours, hand)],
  };
}

/** Every contestant's rows are those of the first, whatever their order. */
async function sameAnswers(
  { duckdb, folder }: Bench,
  contestants: readonly Contestant[],
  columns: readonly string[],
): Promise<void> {
  const [first] = contestants;
  for (const [i, contestant] of contestants.entries()) await contestant.run(join(folder, `answers-${i}.parquet`));
  for (const [i, { name }] of contestants.entries()) {
    const rows = (at: number) =>
      `SELECT ${columns.map((column, c) => `COLUMNS('^(customer-class_)?${column}$')${column === 'score' ? '::DECIMAL(9, 4)' : ''} AS c${c}`).join(', ')} FROM read_parquet('${join(folder, `answers-${at}.parquet`)}')`;
    const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ((${rows(0)}) EXCEPT ALL (${rows(i)}))`);
    const [[more] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ((${rows(i)}) EXCEPT ALL (${rows(0)}))`);
    if (Number(count) + Number(more) > 0)
      throw new Error(`${name} and ${first?.name} differ in ${Number(count)} and ${Number(more)} rows`);
  }
}
