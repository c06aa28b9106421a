import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { link } from '../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../server/batch/duckdb.ts';
import { impactOf } from '../../server/population/impact/impact.ts';
import { relatedSql } from './model/population.ts';
import { relationshipDefinitions } from './model/relationship.ts';
import { measured, ratio, type Suite } from './report.ts';

/**
 * Two versions of a segmentation over a population with three accounts a customer: the matrix, who moves, and the movers, against SQL
 * that was written by hand for this one change. Their matrices are compared first. Arguments: --customers (1,000,000), --rounds (3).
 */
export const suite: Suite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { customers: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
  const duckdb = await openDuckdb({ threads: 2, memory: '4GB' });
  try {
    const file = (name: string) => join(folder, `${name}.parquet`);
    const { customer, account } = relatedSql(Number(values.customers));
    await duckdb.run(`COPY (${customer}) TO '${file('customer')}' (FORMAT parquet)`);
    await duckdb.run(`COPY (${account}) TO '${file('account')}' (FORMAT parquet)`);
    const [before, after] = [link(relationshipDefinitions()), link(relationshipDefinitions(40_000, 65))];
    const ours = async () => {
      const { impact, movers } = await impactOf(duckdb, {
        before,
        after,
        ref: 'segmentation/relationship',
        input: file('customer'),
        related: { account: file('account') },
        asOf: 20_454n,
        cuts: {},
        mapping: {},
        language: 'en',
      });
      await duckdb.run(`COPY ${movers} TO '${file('movers')}' (FORMAT parquet)`);
      return impact.matrix;
    };
    const hand = () => byHand(duckdb, file);
    const [one, other] = [await ours(), await hand()];
    if (JSON.stringify(sortedMatrix(one)) !== JSON.stringify(sortedMatrix(other)))
      throw new Error(`The matrices differ: ${JSON.stringify(one)} ${JSON.stringify(other)}`);
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [run, samples] of [
        [hand, theirs],
        [ours, mine],
      ] as const) {
        const started = performance.now();
        await run();
        samples.push((performance.now() - started) / 1000);
      }
    }
    const title = `${(Number(values.customers) / 1e6).toLocaleString('en-US')} M customers, three accounts each`;
    const names = [`impact, ${title}`, `hand-written SQL, ${title}`] as const;
    const [[version] = ['']] = await duckdb.rows('SELECT version()');
    return {
      versions: { duckdb: String(version) },
      results: [measured(names[0], 's', mine), measured(names[1], 's', theirs)],
      ratios: [ratio(names[0], names[1], mine, theirs)],
    };
  } finally {
    duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

type Matrix = Readonly<Record<string, Readonly<Record<string, number>>>>;
const sortedMatrix = (matrix: Matrix) =>
  Object.entries(matrix)
    .flatMap(([from, row]) => Object.entries(row).map(([to, count]) => `${from} ${to} ${count}`))
    .toSorted();

/** The same by hand: accounts grouped once, both versions beside each other in one scan. */
async function byHand(duckdb: Duckdb, file: (name: string) => string): Promise<Matrix> {
  const score = (deposits: number) =>
    `CASE WHEN deposits < 1000 THEN 0 WHEN deposits < ${deposits} THEN 25 ELSE 50 END + CASE WHEN loans < 10000 THEN 5 ELSE 20 END + CASE WHEN products < 2 THEN 10 ELSE 30 END`;
  const classOf = (points: string, best: number) =>
    `CASE WHEN ${points} < 40 THEN 'c' WHEN ${points} < ${best} THEN 'b' ELSE 'a' END`;
  await duckdb.run(`CREATE OR REPLACE TABLE by_hand AS SELECT customerId, old, now, ${classOf('old', 70)} AS was, ${classOf('now', 65)} AS is_now
FROM (SELECT customerId, ${score(50_000)} AS old, ${score(40_000)} AS now
FROM (SELECT c.customerId, coalesce(deposits, 0) AS deposits, coalesce(loans, 0) AS loans, coalesce(products, 0) AS products
FROM read_parquet('${file('customer')}') AS c
LEFT JOIN (SELECT customerId, round(sum(CASE WHEN category = 'deposit' THEN averageBalance END), 2) AS deposits, round(sum(CASE WHEN category = 'loan' THEN averageBalance END), 2) AS loans, count(CASE WHEN status = 'active' THEN 1 END) AS products
  FROM read_parquet('${file('account')}') GROUP BY customerId) AS a ON a.customerId = c.customerId))`);
  await duckdb.run(`COPY (SELECT * FROM by_hand WHERE was <> is_now) TO '${file('movers-by-hand')}' (FORMAT parquet)`);
  const matrix: Record<string, Record<string, number>> = {};
  for (const [from, to, count] of await duckdb.rows('SELECT was, is_now, count(*) FROM by_hand GROUP BY 1, 2'))
    (matrix[String(from)] ??= {})[String(to)] = Number(count);
  return matrix;
}
