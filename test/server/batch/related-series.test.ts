import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';

const SERIES = { type: 'decimal', decimals: 2, minimum: 0, maximum: 100, series: true, optional: true };
const decimal = { type: 'decimal', decimals: 2 };
const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: { id: { type: 'string' } },
      relations: {
        funds: { entity: 'entity/fund', by: 'id', many: true },
        home: { entity: 'entity/home', by: 'id', many: false },
      },
    },
    {
      kind: 'entity',
      name: 'fund',
      fields: { id: { type: 'string' }, open: { type: 'boolean' }, values: SERIES },
    },
    { kind: 'entity', name: 'home', fields: { id: { type: 'string' }, rents: SERIES } },
    {
      kind: 'formula',
      name: 'all',
      entity: 'entity/client',
      lines: [
        { name: 'open', text: 'sum(for x in funds[open] return sum(x.values))', ...decimal },
        { name: 'last', text: 'max(for x in funds return count(x.values))', type: 'integer' },
        { name: 'rent', text: 'max(home.rents)', ...decimal },
      ],
      outputs: ['open', 'last', 'rent'],
    },
  ].map((document) => ({ document })),
);

const clients = ['1', '2', '3', '4'];
const funds = [
  { id: '1', open: true, values: [1.5, 2] },
  { id: '1', open: false, values: [99, 1, 2] },
  { id: '1', open: true, values: [3] },
  { id: '2', open: true, values: [] },
  // More than the field allows: refuses whoever it belongs to.
  { id: '4', open: true, values: [101] },
];
const homes = [
  { id: '1', rents: [10.25, 9] },
  { id: '2', rents: [0] },
];

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-series-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const WRITTEN = {
  ndjson: (rows: readonly JsonObject[]) => rows.map((row) => JSON.stringify(row)).join('\n'),
  csv: (rows: readonly JsonObject[]) =>
    [
      Object.keys(rows[0] ?? {}).join(','),
      ...rows.map((row) =>
        Object.values(row)
          .map((cell) => (Array.isArray(cell) ? `"${JSON.stringify(cell)}"` : String(cell)))
          .join(','),
      ),
    ].join('\n'),
};

test.each(['ndjson', 'csv'] as const)(
  'a series of a related row, in %s, is read as the compiled function reads it',
  async (ending) => {
    const file = (name: string, rows: readonly JsonObject[]) => {
      const path = join(folder, `${name}.${ending}`);
      writeFileSync(path, `${WRITTEN[ending](rows)}\n`);
      return path;
    };
    const output = join(folder, 'out.ndjson');
    const report = await runBatch(duckdb, {
      library,
      refs: ['formula/all'],
      input: file(
        'client',
        clients.map((id) => ({ id })),
      ),
      output,
      related: { fund: file('fund', funds), home: file('home', homes) },
      asOf: 20_454n,
      cuts: {},
      mapping: {},
      columns: [],
      force: true,
      language: 'en',
      parts: new Set(),
    });
    const compiled = compile(library, ['formula/all']);
    const expected = clients.map((id) => {
      const home = homes.find((one) => one.id === id);
      const facts = { id, funds: funds.filter((one) => one.id === id), ...(home === undefined ? {} : { home }) };
      const result = compiled.decide({ facts })['formula/all'];
      return result?.problems.some(({ code }) => code === 'fact-out-of-domain')
        ? null
        : { id, ...(result?.value as JsonObject) };
    });
    const lines = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);
    expect(lines).toEqual(expected.filter((one) => one !== null));
    expect(lines[0]).toEqual({ id: '1', open: 6.5, last: 3, rent: 10.25 });
    expect(report).toMatchObject({ rows: 4, decided: 3, refused: 1 });
    expect(readFileSync(`${output}.refused.csv`, 'utf8')).toContain('4,4,funds.values');
  },
);
