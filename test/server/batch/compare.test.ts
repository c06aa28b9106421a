import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, isObject, type Json, type JsonObject, type Library, link } from '../../../definitions/index.ts';
import { compareVersions } from '../../../server/batch/compare.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: {
    id: { type: 'string' },
    x: { type: 'integer', minimum: 0, maximum: 99 },
    y: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000 },
  },
};
const ROWS: readonly JsonObject[] = Array.from({ length: 200 }, (_, i) => ({
  id: `c-${i}`,
  x: (i * 37) % 100,
  y: ((i * 7919) % 100_000) / 100,
}));

/** A formula and a scorecard of one name, of which the second reads the first. */
const value = (cut: number, decimals = 2): readonly JsonObject[] => [
  {
    kind: 'formula',
    name: 'value',
    entity: 'entity/client',
    lines: [{ name: 'amount', text: 'y * 2', type: 'decimal', decimals }],
    outputs: ['amount'],
  },
  {
    kind: 'scorecard',
    name: 'value',
    entity: 'entity/client',
    decimals: 2,
    combine: 'sum',
    characteristics: [
      {
        name: 'amount',
        fact: 'formula/value#amount',
        bins: [
          { in: `[0, ${cut})`, score: 10 },
          { in: `[${cut}, ∞)`, score: 90 },
        ],
      },
    ],
    bands: [
      { name: 'low', in: '[0, 50)' },
      { name: 'high', in: '[50, 100]' },
    ],
  },
];
const route = (cut: number, limit: number): JsonObject => ({
  kind: 'decision-table',
  name: 'route',
  entity: 'entity/client',
  hitPolicy: 'unique',
  inputs: [{ fact: 'x' }],
  outputs: [
    { name: 'way', type: 'string', enum: ['near', 'far'] },
    { name: 'limit', type: 'decimal', decimals: 2 },
  ],
  rules: [
    { when: [`[0, ${cut})`], then: ['near', 100] },
    { when: [`[${cut}, 99]`], then: ['far', limit] },
  ],
});
/** A list of figures. */
const limits = (decimals: number): JsonObject => ({
  ...route(50, 200),
  hitPolicy: 'collect',
  outputs: [{ name: 'limit', type: 'decimal', decimals }],
  rules: [
    { when: ['[0, 50)'], then: [85.5] },
    { when: ['[20, 99]'], then: [100] },
  ],
});
const bounded = (maximum: number): JsonObject => ({
  ...ENTITY,
  fields: { ...(ENTITY['fields'] as JsonObject), x: { type: 'integer', minimum: 0, maximum } },
});
const rich: JsonObject = {
  kind: 'criteria',
  name: 'rich',
  entity: 'entity/client',
  when: { all: [{ fact: 'x', operator: 'greaterThan', value: 50 }] },
};
const libraryOf = (documents: readonly JsonObject[]): Library => {
  const library = link(documents.map((document) => ({ document })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return library;
};

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-compare-'));
  duckdb = await openDuckdb({ threads: 1 });
  writeFileSync(join(folder, 'in.ndjson'), ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''));
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

async function compared(ref: string, before: readonly JsonObject[], after: readonly JsonObject[]) {
  const request = { input: join(folder, 'in.ndjson'), related: {}, asOf: 20_634n, cuts: {}, mapping: {} };
  const libraries = { before: libraryOf(before), after: libraryOf(after) };
  const made = await compareVersions(duckdb, { ...request, ...libraries, ref, language: 'en' });
  const movers = await duckdb.rows(`SELECT * FROM ${made.movers}`);
  const columns = (await duckdb.columns(made.movers)).map(({ name }) => name);
  return { ...made.comparison, keys: movers.map((row) => row[columns.indexOf('id')]), columns };
}

/** The same by plain evaluation: who has another answer, and who is refused by one side only. */
function expected(ref: string, before: readonly JsonObject[], after: readonly JsonObject[], names: readonly string[]) {
  const [one, other] = [before, after].map((documents) => compile(libraryOf(documents), [ref]));
  const answer = (compiled: typeof one, facts: JsonObject): Json | undefined => {
    const result = compiled?.decide({ facts })[ref];
    if (result?.problems.some(({ code }) => code === 'fact-out-of-domain')) return undefined;
    const of = result?.value ?? null;
    return isObject(of) && names.length > 0 ? names.map((name) => of[name] ?? null) : of;
  };
  return ROWS.filter((facts) => {
    const [a, b] = [answer(one, facts), answer(other, facts)];
    return JSON.stringify(a) !== JSON.stringify(b);
  }).map(({ id }) => id);
}

describe('two versions of a decision on one population', () => {
  it.each<[string, string, readonly JsonObject[], readonly JsonObject[], readonly string[], string | null]>([
    [
      'found 22: a scorecard that shares its name with the formula it reads',
      'scorecard/value',
      [ENTITY, ...value(500)],
      [ENTITY, ...value(700)],
      ['band'],
      'band',
    ],
    ['found 22: the formula itself', 'formula/value', [ENTITY, ...value(500)], [ENTITY, ...value(700)], [], null],
    [
      'found 23: only the second output changes',
      'decision-table/route',
      [ENTITY, route(50, 200)],
      [ENTITY, route(50, 250)],
      [],
      'way',
    ],
    ['found 23: both change', 'decision-table/route', [ENTITY, route(50, 200)], [ENTITY, route(60, 250)], [], 'way'],
    ['found 23: 85.50 becomes 85.500', 'formula/value', [ENTITY, ...value(500)], [ENTITY, ...value(500, 3)], [], null],
    [
      'found 23: 85.50 becomes 85.500 in a list',
      'decision-table/route',
      [ENTITY, limits(2)],
      [ENTITY, limits(3)],
      [],
      'value',
    ],
    ['found 23: rows that are refused only after', 'criteria/rich', [ENTITY, rich], [bounded(80), rich], [], 'value'],
    ['found 23: rows that are refused only before', 'criteria/rich', [bounded(80), rich], [ENTITY, rich], [], 'value'],
    ['nothing', 'criteria/rich', [ENTITY, rich], [ENTITY, rich], [], 'value'],
  ])('%s', async (_, ref, before, after, names, column) => {
    const found = await compared(ref, before, after);
    const keys = expected(ref, before, after, names);
    expect(found.keys).toEqual(keys);
    const { before: onlyBefore, after: onlyAfter } = found.refusedOnly;
    expect(found.moved + onlyBefore + onlyAfter).toBe(keys.length);
    expect(found.compared).toBe(ROWS.length - onlyBefore - onlyAfter);
    expect(found.column).toBe(column);
    expect(found.columns[0]).toBe('id');
    const inMatrix = Object.values(found.matrix).flatMap((to) => Object.values(to));
    expect(inMatrix.reduce((sum, count) => sum + count, 0)).toBe(column === null ? 0 : found.compared);
  });

  it('found 23: tells outputs that only one version has', async () => {
    const [table] = [route(50, 200)] as [JsonObject & { outputs: Json[]; rules: JsonObject[] }];
    const shorter: JsonObject = {
      ...table,
      outputs: table.outputs.slice(0, 1),
      rules: table.rules.map((rule) => ({ ...rule, then: (rule['then'] as Json[]).slice(0, 1) })),
    };
    const found = await compared('decision-table/route', [ENTITY, table], [ENTITY, shorter]);
    expect(found).toMatchObject({ moved: 0, outputs: { removed: ['limit'], added: [] } });
  });
});
