import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { link } from '../../definitions/index.ts';
import { openDuckdb } from '../../server/batch/duckdb.ts';
import { importPopulation } from '../../server/operations/population/import-population.ts';
import { keptListings } from '../../server/operations/population/kept-listings.ts';
import { readCustomers } from '../../server/operations/population/read-customers.ts';
import { findRecords, readRecord } from '../../server/operations/population/read-records.ts';
import { type Bank, clock, openBank, tester } from '../server/support/bank.ts';
import { seedPeople } from '../server/support/people.ts';
import { suite as impactSuite } from './impact.suite.ts';
import { relatedSql } from './model/population.ts';
import { relationshipDefinitions } from './model/relationship.ts';
import { type Findings, measured, ratio, type Suite } from './report.ts';

/**
 * What a change of definitions lives on, at the size of a bank. Parts, all unless named: `import` (customers and three accounts each from
 * CSV files, by the operation that the command and the upload run), `reads` (of that snapshot: a customer with his accounts by key, by
 * telephone number, a page of a list; 99th hundredth of each) and `growth` (an impact by sizes, against SQL written by hand).
 * Arguments: --customers (1,000,000), --rounds (1), --reads (2000), --sizes (100000,1000000,10000000).
 */
export const suite: Suite = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      customers: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '1' },
      reads: { type: 'string', default: '2000' },
      sizes: { type: 'string', default: '100000,1000000,10000000' },
    },
  });
  const isAsked = (part: string) => positionals.length === 0 || positionals.includes(part);
  const [customers, rounds] = [Number(values.customers), Number(values.rounds)];
  const found: Findings[] = [];
  if (isAsked('import') || isAsked('reads'))
    found.push(await importAndRead({ customers, rounds, reads: isAsked('reads') ? Number(values.reads) : 0 }));
  if (isAsked('growth')) found.push(await growth(values.sizes.split(',').map(Number)));
  return {
    versions: Object.assign({}, ...found.map(({ versions }) => versions)) as Findings['versions'],
    results: found.flatMap(({ results }) => results),
    ratios: found.flatMap(({ ratios }) => ratios),
  };
};

const ENTITY = 'entity/customer';
const DEFINITIONS = relationshipDefinitions(undefined, undefined, true);
const RIGHTS = [{ role: 'president', scope: 'bank' }] as const;

interface Asked {
  readonly customers: number;
  readonly rounds: number;
  /** How often each reading is done; 0: not at all. */
  readonly reads: number;
}

async function importAndRead({ customers, rounds, reads }: Asked): Promise<Findings> {
  const files = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
  try {
    const file = await writeSources(files, customers);
    const seconds: number[] = [];
    let bank: Bank | undefined;
    for (let round = 0; round < rounds; round++) {
      await bank?.close();
      bank = await openBank(DEFINITIONS.map(({ document }) => document));
      seconds.push(await importOnce(bank, file));
    }
    if (bank === undefined) throw new Error('There is no round');
    const title = `${millions(customers)} customers, three accounts each`;
    const results = [measured(`import of CSV, ${title}`, 's', seconds)];
    if (reads > 0) results.push(...(await readings(bank, customers, reads)));
    await bank.close();
    return { versions: {}, results, ratios: [] };
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

async function writeSources(folder: string, customers: number): Promise<(name: string) => string> {
  const file = (name: string) => join(folder, `${name}.csv`);
  const duckdb = await openDuckdb({ threads: 2, memory: '4GB' });
  const { customer, account } = relatedSql(customers);
  const phone = `'139' || lpad(CAST(CAST(substr(customerId, 2) AS INTEGER) * 37 % 100000000 AS VARCHAR), 8, '0')`;
  await duckdb.run(`COPY (SELECT *, ${phone} AS mobilePhone FROM (${customer})) TO '${file('customer')}' (HEADER)`);
  await duckdb.run(`COPY (${account}) TO '${file('account')}' (HEADER)`);
  duckdb.close();
  return file;
}

async function importOnce({ store, folder }: Bank, file: (name: string) => string): Promise<number> {
  const duckdb = await openDuckdb({ threads: 2 });
  const started = performance.now();
  try {
    await importPopulation(
      { store, dataFolder: folder, duckdb, clock, actor: tester },
      {
        library: link(DEFINITIONS),
        entity: ENTITY,
        path: file('customer'),
        related: new Map([['entity/account', file('account')]]),
        language: 'en',
        asOf: '2026-11-20',
      },
    );
    return (performance.now() - started) / 1000;
  } finally {
    duckdb.close();
  }
}

/** Each reading as whoever serves customers has it: within his right, from the current snapshot. */
async function readings({ store, runtime, impacts }: Bank, customers: number, reads: number) {
  await seedPeople(store, [{ id: 'pia', node: 'bank', roles: ['president'] }]);
  await runtime.snapshots?.refresh();
  const host = { store, snapshots: runtime.snapshots, library: runtime.catalog.library };
  const asked = { entity: ENTITY, rights: RIGHTS };
  const listings = keptListings();
  const list = (after: number) =>
    readCustomers(
      { store, runtime, impacts, listings },
      { id: 'segmentation/relationship', rights: RIGHTS, limit: 50, ...(after === 0 ? {} : { after }) },
    );
  const started = performance.now();
  await list(0);
  const first = (performance.now() - started) / 1000;
  const anybody = (i: number) => (i * 7919) % customers;
  const phone = (i: number) => `139${String((anybody(i) * 37) % 100_000_000).padStart(8, '0')}`;
  const byNumber = { ...asked, field: 'mobilePhone', limit: 10 };
  const title = `of ${millions(customers)}`;
  const results = [
    measured(`customer with accounts by key, ${title}, p99`, 'ms', [
      await worst(reads, (i) => readRecord(host, { ...asked, key: `C${anybody(i)}` })),
    ]),
    measured(`customer with accounts by telephone number, ${title}, p99`, 'ms', [
      await worst(reads, (i) => findRecords(host, { ...byNumber, value: phone(i) })),
    ]),
    measured(`customers by four last digits, 10 of a page, ${title}, p99`, 'ms', [
      await worst(reads, (i) => findRecords(host, { ...byNumber, last: 4, value: phone(i).slice(-4) })),
    ]),
    measured(`list of customers by class, begun, ${title}`, 's', [first]),
    measured(`list of customers by class, a page of 50, ${title}, p99`, 'ms', [
      await worst(Math.min(reads, 100), (i) => list(anybody(i))),
    ]),
  ];
  await listings.close();
  return results;
}

/** The 99th hundredth of how long a reading takes, in milliseconds; each that finds nothing is a fault of the suite. */
async function worst(times: number, read: (i: number) => Promise<object>): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    const answer = (await read(i)) as { readonly facts?: object; readonly items?: readonly object[] };
    samples.push(performance.now() - started);
    if (answer.facts === undefined && (answer.items?.length ?? 0) === 0) throw new Error(`Nothing is found: ${i}`);
  }
  return samples.toSorted((one, other) => one - other)[Math.floor(times * 0.99)] ?? Number.NaN;
}

/** An impact by sizes, and by how much more than its size each grows against the one before. */
async function growth(sizes: readonly number[]): Promise<Findings> {
  const found = [];
  for (const size of sizes) found.push(await impactSuite(['--customers', String(size), '--rounds', '1']));
  const ours = found.flatMap(({ results }) => results.filter(({ name }) => name.startsWith('impact')));
  const growing = ours.slice(1).map((one, i) => {
    const [before, times] = [ours[i] ?? one, (sizes[i + 1] ?? 0) / (sizes[i] ?? 1)];
    return ratio(one.name, `${times} × ${before.name}`, [one.median], [before.median * times]);
  });
  return {
    versions: found[0]?.versions ?? {},
    results: found.flatMap(({ results }) => results),
    ratios: [...found.flatMap(({ ratios }) => ratios), ...growing],
  };
}

const millions = (count: number) => `${(count / 1e6).toLocaleString('en-US')} M`;
