import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';

const LIMITS = Array.from({ length: 60 }, (_, i) => i);
const ROWS = 2500;
const library = link(
  [
    {
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: { id: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 99 } },
      relations: { parts: { entity: 'entity/part', by: 'id', many: true } },
      derived: Object.fromEntries(
        LIMITS.map((i) => [`above${i}`, { text: `sum(parts[weight > ${i}].weight)`, type: 'integer' }]),
      ),
    },
    {
      kind: 'entity',
      name: 'part',
      fields: { id: { type: 'string' }, weight: { type: 'integer', minimum: 0, maximum: 99 } },
    },
    ...LIMITS.map((i) => ({
      kind: 'formula',
      name: `sum${i}`,
      entity: 'entity/customer',
      // Only the last reads the age: rows that it alone refuses are refused as a whole.
      lines: [{ name: 't', text: i === LIMITS.length - 1 ? `above${i} + age` : `above${i}`, type: 'integer' }],
      outputs: ['t'],
    })),
  ].map((document) => ({ document })),
);
const refs = LIMITS.map((i) => `formula/sum${i}`);

/** Customers and parts by plain arithmetic; every seventh customer has no parts, every eleventh an age that is refused. */
const customers = Array.from({ length: ROWS }, (_, i) => ({
  id: `c${(i * 7919) % ROWS}`,
  age: i % 11 === 0 ? 'old' : String(i % 100),
  note: `n${i}`,
}));
const parts = Array.from({ length: ROWS * 4 }, (_, i) => ({
  id: `c${(i * 31) % ROWS}`,
  weight: (i * 37) % 100,
})).filter(({ id }) => Number(id.slice(1)) % 7 !== 0);

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-at-scale-'));
  duckdb = await openDuckdb({ memory: '640MB', threads: 2 });
  writeFileSync(
    join(folder, 'customers.csv'),
    `id,age,note\n${customers.map(({ id, age, note }) => `${id},${age},${note}\n`).join('')}`,
  );
  writeFileSync(join(folder, 'parts.csv'), `id,weight\n${parts.map(({ id, weight }) => `${id},${weight}\n`).join('')}`);
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (asked: readonly string[], more: object = {}, engine: Duckdb = duckdb) => {
  const output = join(folder, 'out.csv');
  const report = await runBatch(engine, {
    library,
    refs: asked,
    input: join(folder, 'customers.csv'),
    output,
    related: { part: join(folder, 'parts.csv') },
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    columns: [],
    force: true,
    language: 'en',
    parts: new Set(),
    ...more,
  });
  return { report, lines: readFileSync(output, 'utf8').trimEnd().split('\n') };
};

const weights = new Map<string, number[]>();
for (const { id, weight } of parts) weights.set(id, [...(weights.get(id) ?? []), weight]);
const sumAbove = (id: string, limit: number) =>
  (weights.get(id) ?? []).reduce((sum, weight) => (weight > limit ? sum + weight : sum), 0);

/** What the file should say of some references, in its order. */
const expectedRows = (asked: readonly number[], last: (one: (typeof customers)[number]) => readonly string[]) => {
  const readsAge = asked.includes(LIMITS.length - 1);
  return customers
    .filter(({ age }) => !readsAge || age !== 'old')
    .map((one) =>
      [
        one.id,
        ...last(one),
        ...asked.map((i) => sumAbove(one.id, i) + (i === LIMITS.length - 1 ? Number(one.age) : 0)),
      ].join(','),
    );
};

test.each([
  ['whole', {}],
  ['part by part', { rowsAtOnce: 1500 }],
])(
  'found 39, 41: 60 references over related rows, %s, answer what a loop answers, in the order of the file',
  async (_, more) => {
    const { report, lines } = await run(refs, more);
    expect(report).toMatchObject({ rows: ROWS, refused: customers.filter(({ age }) => age === 'old').length });
    expect(lines.slice(1)).toEqual(expectedRows(LIMITS, () => []));
  },
);

test.each([
  ['whole', {}],
  ['part by part', { rowsAtOnce: 1500 }],
])('columns that only pass stand beside their rows, %s, refused rows left out', async (_, more) => {
  const { lines } = await run(['formula/sum59'], { columns: ['note'], ...more });
  expect(lines[0]).toBe('id,note,t');
  expect(lines.slice(1)).toEqual(expectedRows([59], ({ note }) => [note]));
});

test.each([1, 3, 17])('found 42: related files in about %s parts answer what a loop answers', async (count) => {
  const { lines } = await run(['formula/sum3'], { rowsAtOnce: Math.ceil(parts.length / count) });
  expect(lines.slice(1)).toEqual(expectedRows([3], () => []));
});

test('found 42: a join that does not fit the buffers is made slice by slice, in the order of the file', async () => {
  let refused = 0;
  const small: Duckdb = {
    ...duckdb,
    run: async (sql, told) => {
      const [, first, last] = /"#row" BETWEEN (\d+) AND (\d+)/.exec(sql) ?? [];
      if (sql.includes('ORDER BY "#row"') && Number(last ?? ROWS) - Number(first ?? 1) >= ROWS / 10) {
        refused += 1;
        throw new Error('Out of Memory Error: failed to allocate data');
      }
      return duckdb.run(sql, told);
    },
  };
  const { report, lines } = await run(refs, {}, small);
  // All rows at once, then the first of four slices.
  expect(refused).toBe(2);
  expect(report).toMatchObject({ rows: ROWS, refused: customers.filter(({ age }) => age === 'old').length });
  expect(lines.slice(1)).toEqual(expectedRows(LIMITS, () => []));
});
