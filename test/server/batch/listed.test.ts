import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBListValue } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';

/** So many facts that what is missing of them is told by more than one group of lists; one has a zero character in its reason. */
const NAMES = ["a'b", 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'];
const CODES = ["it's", 'both', 'both', '', '因欠款', ...NAMES.slice(5)];
const library = (codes: readonly string[]) =>
  link(
    [
      {
        kind: 'entity',
        name: 'client',
        key: 'id',
        fields: {
          id: { type: 'string' },
          ...Object.fromEntries(
            NAMES.map((_, i) => [`f${i}`, { type: 'integer', minimum: 0, maximum: 9, optional: true }]),
          ),
        },
      },
      {
        kind: 'scorecard',
        name: 'card',
        entity: 'entity/client',
        decimals: 1,
        combine: 'weighted-mean',
        direction: 'high-is-good',
        characteristics: NAMES.map((_, i) => ({
          name: `f${i}`,
          fact: `f${i}`,
          weight: i < 4 ? 1 : 0.5 + (i % 3),
          ...(codes[i] === '' || codes[i] === undefined ? {} : { reason: codes[i] }),
          bins: [
            { in: '[0, 3)', score: i % 2 === 0 ? 0 : 100 },
            { in: '[3, 7)', score: i % 4 === 0 ? 40 : 100 },
            { in: '[7, 9]', score: i % 5 === 0 ? -20 : 70 },
            { missing: true, score: i % 3 === 0 ? 100 : 10 },
          ],
        })),
      },
    ].map((document) => ({ document })),
  );

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-listed-'));
  duckdb = await openDuckdb({ threads: 2 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const seed = Number(process.env['SEED'] ?? 7);
const random = new Chance(seed);
const rows = Array.from({ length: 600 }, (_, i): JsonObject => {
  const share = (i % 7) / 6;
  const facts = NAMES.flatMap((_name, at) => (random.is(share) ? [] : [[`f${at}`, random.whole(0, 9)] as const]));
  return { id: `C${i}`, ...Object.fromEntries(facts) };
});

test.each([
  ['words', CODES],
  ['a code with a zero character', CODES.map((code, i) => (i === 7 ? 'x\0y' : code))],
])('what a Parquet result lists of %s is what the compiled function lists, as texts', async (_, codes) => {
  const own = library(codes);
  const at = (name: string) => join(folder, name);
  writeFileSync(at('in.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await runBatch(duckdb, {
    library: own,
    refs: ['scorecard/card'],
    input: at('in.ndjson'),
    output: at('out.parquet'),
    related: {},
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    columns: [],
    force: true,
    language: 'en',
    parts: new Set(['reasons', 'losses', 'missing', 'problems']),
  });
  const compiled = compile(own, ['scorecard/card']);
  const expected = rows.map((facts) => {
    const result = compiled.decide({ facts })['scorecard/card'];
    return [result?.reasons.map(({ code }) => code), result?.reasons.map(({ loss }) => loss), result?.missing, []];
  });
  const found = await duckdb.rows(`SELECT reasons, losses::DOUBLE[], missing, problems FROM '${at('out.parquet')}'`);
  const shown = found.map((row) =>
    row.map((list) => (list instanceof DuckDBListValue ? list.items.map(String) : list)),
  );
  expect(shown).toEqual(expected.map((row) => row.map((list) => list?.map(String))));
  // Rows with many reasons and with none, with all facts and with hardly any.
  const lengths = (column: number) => new Set(shown.map((row) => (row[column] as readonly string[]).length));
  expect(lengths(0).size).toBeGreaterThan(5);
  expect(lengths(2)).toContain(0);
  expect(Math.max(...lengths(2))).toBeGreaterThan(6);
  const types = (await duckdb.columns(`'${at('out.parquet')}'`)).map(({ name, type }) => [name, String(type)]);
  expect(Object.fromEntries(types)).toMatchObject({
    reasons: 'VARCHAR[]',
    missing: 'VARCHAR[]',
    problems: 'VARCHAR[]',
  });
});
