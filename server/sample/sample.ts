import { join } from 'node:path';
import type { JsonObject } from '../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../batch/duckdb.ts';
import type { Format } from '../batch/input/rows.ts';
import { type OutputFile, outputFile } from '../batch/output/output-file.ts';
import { targetLiteral } from '../batch/input/path-literal.ts';
import { customerFields } from './customer.ts';
import { peopleSql } from './people.ts';
import { relatedTables, type SampleTable } from './related.ts';

export interface SampleOptions {
  readonly customers: number;
  readonly seed: number;
  /** The day the customers are described as of: `2026-01-31`. */
  readonly asOf: string;
}

/** A seeded population that hangs together, as relations by entity name. The same options give the same rows. */
export async function samplePopulation(
  duckdb: Duckdb,
  { customers, seed, asOf }: SampleOptions,
): Promise<Readonly<Record<string, string>>> {
  await duckdb.run(`CREATE OR REPLACE TABLE people AS ${peopleSql(customers, seed)}`);
  const tables: Readonly<Record<string, SampleTable>> = {
    customer: { from: 'people', fields: customerFields(seed, asOf) },
    ...relatedTables(seed, asOf),
  };
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, selectOf(table)]));
}

function selectOf({ from, fields }: SampleTable): string {
  const columns = Object.entries(fields).map(([name, sql]) => `${sql} AS "${name}"`);
  return `SELECT ${columns.join(',\n  ')}\nFROM ${from}`;
}

const FORMATS: Readonly<Record<Format, string>> = {
  parquet: 'FORMAT parquet',
  csv: 'FORMAT csv, HEADER',
  ndjson: 'FORMAT json',
};

/**
 * Writes one file for each entity into a folder: `customer.parquet`, `account.parquet` … Answers rows by entity. The files get their
 * names together once all are complete; throws a Refusal where one stands there already, unless `force`.
 */
export async function writeSample(
  duckdb: Duckdb,
  folder: string,
  format: Format,
  options: SampleOptions & { readonly force?: boolean },
  told: (share: number) => void = () => {},
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const tables = Object.entries(await samplePopulation(duckdb, options));
  const all = tables.reduce((sum, [name]) => sum + workOf(name), 0);
  const { force = false } = options;
  const files: OutputFile[] = [];
  try {
    for (const [name] of tables) files.push(outputFile(join(folder, `${name}.${format}`), { force, inputs: [] }));
    for (const [i, [name, sql]] of tables.entries()) {
      // Lists stand in CSV as JSON.
      const select =
        format === 'csv' && name === 'customer'
          ? `SELECT * REPLACE (${SERIES.map((series) => `CAST(to_json("${series}") AS VARCHAR) AS "${series}"`).join(', ')}) FROM (${sql})`
          : sql;
      const target = targetLiteral(files[i]?.partial ?? '');
      const before = tables.slice(0, i).reduce((sum, [one]) => sum + workOf(one), 0);
      await duckdb.run(`COPY (${select}) TO ${target} (${FORMATS[format]})`, (share) =>
        told((before + share * workOf(name)) / all),
      );
      const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM (${sql})`);
      counts[name] = Number(count);
    }
    for (const file of files) file.commit();
  } finally {
    for (const file of files) file.discard();
  }
  return counts;
}

/** How long a table takes beside the others: there are some nineteen transactions to a customer. */
const workOf = (entity: string): number => (entity === 'transaction' ? 19 : entity === 'account' ? 3 : 1);

const SERIES = ['directContribution', 'indirectContribution', 'realisationFactor'];

/** The relations of a customer, by the entity their rows are of. */
const RELATIONS = {
  accounts: 'account',
  transactions: 'transaction',
  links: 'party-link',
  interactions: 'interaction',
};

/** The same customers as requests: facts with their related rows, one by one in order. */
export async function* sampleRequests(options: SampleOptions): AsyncGenerator<JsonObject> {
  const duckdb = await openDuckdb({ memory: '640MB' });
  try {
    const tables = await samplePopulation(duckdb, options);
    for (const name of ['household', 'area']) await duckdb.run(`CREATE TABLE "${name}" AS ${tables[name] ?? ''}`);
    await duckdb.run('ALTER TABLE people RENAME TO everyone');
    // Some customers at a time: a population nested whole would not fit the buffers.
    for (let from = 0; from < options.customers; from += AT_ONCE) {
      await duckdb.run(
        `CREATE OR REPLACE VIEW people AS SELECT * FROM everyone WHERE i >= ${from} AND i < ${from + AT_ONCE}`,
      );
      for (const [line] of await duckdb.rows(requestsSql(tables)))
        yield { facts: JSON.parse(String(line)) as JsonObject, $asOf: options.asOf };
    }
  } finally {
    duckdb.close();
  }
}

const AT_ONCE = 2000;

function requestsSql(tables: Readonly<Record<string, string>>): string {
  const lists = Object.entries(RELATIONS).map(
    ([relation, entity]) =>
      `LEFT JOIN (SELECT customerId, list(t ORDER BY t) AS rows FROM (${tables[entity] ?? ''}) AS t GROUP BY customerId) AS "${relation}" ON "${relation}".customerId = c.customerId`,
  );
  const members = Object.keys(RELATIONS).map((relation) => `"${relation}" := coalesce("${relation}".rows, [])`);
  const single = `household := CASE WHEN h.householdId IS NOT NULL THEN h END, area := CASE WHEN a.areaCode IS NOT NULL THEN a END`;
  return `SELECT to_json(struct_insert(c, ${members.join(', ')}, ${single}))
FROM (${tables['customer'] ?? ''}) AS c ${lists.join('\n')}
LEFT JOIN household AS h ON h.householdId = c.householdId LEFT JOIN area AS a ON a.areaCode = c.areaCode
ORDER BY c.customerId`;
}
