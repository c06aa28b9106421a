import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';

const ROWS = 2500;
const NAMES = Array.from({ length: 985 }, (_, i) => `x${i}`);
const library = link(
  [
    {
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: { id: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 99 }, rate: RATE() },
      relations: { parts: { entity: 'entity/part', by: 'id', many: true } },
      derived: { weight: { text: 'sum(parts.weight)', type: 'integer' } },
    },
    {
      kind: 'entity',
      name: 'part',
      fields: { id: { type: 'string' }, weight: { type: 'integer', minimum: 0, maximum: 99 } },
    },
    { kind: 'formula', name: 'next', entity: 'entity/customer', lines: [LINE('age + 1')], outputs: ['t'] },
    { kind: 'formula', name: 'near', entity: 'entity/customer', lines: [LINE('age + exp(rate) / 2')], outputs: ['t'] },
    { kind: 'formula', name: 'heavy', entity: 'entity/customer', lines: [LINE('age + weight')], outputs: ['t'] },
  ].map((document) => ({ document })),
);

function RATE() {
  return { type: 'decimal', decimals: 2, minimum: 0, maximum: 1 };
}
function LINE(text: string) {
  return { name: 't', text, type: 'integer' };
}

/** The first, the last, and some between have an age that is refused. */
const isRefused = (i: number) => i === 0 || i % 97 < 2 || i >= ROWS - 3;
const idOf = (i: number) => `c${(i * 7919) % ROWS}`;
const ageOf = (i: number) => i % 100;
/** Blanks, quotes, line feeds and Chinese among the cells. */
const cellOf = (i: number, x: number) => ['', `v${i}-${x}`, `"${x}, ${i}"`, `客户\n${i}`][(i + x) % 4] ?? '';
const weightOf = (id: string) => (Number(id.slice(1)) % 3 === 0 ? null : Number(id.slice(1)) % 50);

let folder = '';
let duckdb: Duckdb;
const path = (name: string) => join(folder, name);
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-passed-'));
  duckdb = await openDuckdb({ memory: '640MB', threads: 2 });
  const lines = Array.from({ length: ROWS }, (_, i) =>
    [idOf(i), isRefused(i) ? 'old' : String(ageOf(i)), '0', ...NAMES.map((_, x) => quoted(cellOf(i, x)))].join(','),
  );
  writeFileSync(path('wide.csv'), `id,age,rate,${NAMES.join(',')}\n${lines.join('\n')}\n`);
  const parts = Array.from({ length: ROWS }, (_, i) => [idOf(i), weightOf(idOf(i))]).filter(([, w]) => w !== null);
  writeFileSync(path('parts.csv'), `id,weight\n${parts.map((part) => part.join(',')).join('\n')}\n`);
  await duckdb.run(
    `COPY (FROM read_csv('${path('wide.csv')}', all_varchar = true, header = true)) TO '${path('wide.parquet')}' (FORMAT parquet)`,
  );
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  /** What the engine says of how many rows a statement wrote that writes the output. */
  readonly miscounted?: (rows: number) => number;
  /** Done between the two looks at the file. */
  readonly between?: () => void;
  readonly refs?: readonly string[];
  readonly input?: string;
  readonly related?: Readonly<Record<string, string>>;
  readonly columns?: readonly string[];
}

/** Runs a batch; answers its report, its output, and the columns that the run's own files have when that is written. */
async function run(
  {
    refs = ['formula/next'],
    input = 'wide.csv',
    related = {},
    columns = NAMES,
    miscounted = (rows) => rows,
    between,
  }: Run,
  ending = 'parquet',
) {
  const output = path(`out.${ending}`);
  const kept = new Set<string>();
  let isBetween = false;
  const seen: Duckdb = {
    ...duckdb,
    async run(sql, told) {
      if (sql.includes(output))
        for (const [name] of await duckdb.rows(
          `SELECT DISTINCT name FROM parquet_schema('${duckdb.folder}/*.parquet')`,
        ))
          kept.add(String(name));
      if (sql.includes(output) && !isBetween) {
        isBetween = true;
        between?.();
      }
      const rows = await duckdb.run(sql, told);
      return sql.includes(output) ? miscounted(rows) : rows;
    },
  };
  const report = await runBatch(seen, {
    ...{ library, refs, related, columns, output },
    input: path(input),
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    force: true,
    language: 'en',
    parts: new Set(),
  });
  return { report, output, kept: columns.filter((name) => kept.has(name)), isSeen: kept.has('#row') };
}

const rowsIn = async (from: string) =>
  (await duckdb.rows(`SELECT * FROM ${from}`)).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
const expected = (columns: readonly string[], value: (i: number) => number) =>
  Array.from({ length: ROWS }, (_, i) => i)
    .filter((i) => !isRefused(i))
    .map((i) => [idOf(i), ...columns.map((name) => cellOf(i, Number(name.slice(1)))), String(value(i))]);
const refused = Array.from({ length: ROWS }, (_, i) => i).filter(isRefused).length;

describe('found 40: columns that only pass stand beside their rows in the order of the file', () => {
  test('985 of a CSV file are in no statement but the last, and stand where they were', async () => {
    const { report, output, kept, isSeen } = await run({});
    expect(report).toMatchObject({ rows: ROWS, decided: ROWS - refused, refused, carried: ['id', ...NAMES] });
    expect({ kept, isSeen }).toEqual({ kept: [], isSeen: true });
    expect(await rowsIn(`'${output}'`)).toEqual(expected(NAMES, (i) => ageOf(i) + 1));
  });

  test.each([
    ['CSV', 'csv', (file: string) => `read_csv('${file}', all_varchar = true, header = true)`],
    ['NDJSON', 'ndjson', (file: string) => `read_json('${file}', format = 'newline_delimited')`],
  ])('in %s, in the order they are asked for', async (_, ending, from) => {
    const columns = NAMES.slice(0, 80).toReversed();
    const { output } = await run({ columns }, ending);
    expect(await rowsIn(from(output))).toEqual(expected(columns, (i) => ageOf(i) + 1));
  });

  test.each(['wide.csv', 'wide.parquet'])('beside rows that related rows are joined to: %s', async (input) => {
    const columns = NAMES.slice(0, 100);
    const { report, output, kept, isSeen } = await run({
      ...{ refs: ['formula/heavy'], input, columns },
      related: { part: path('parts.csv') },
    });
    expect(report).toMatchObject({ rows: ROWS, refused });
    expect({ kept, isSeen }).toEqual({ kept: [], isSeen: true });
    expect(await rowsIn(`'${output}'`)).toEqual(expected(columns, (i) => ageOf(i) + (weightOf(idOf(i)) ?? 0)));
  });

  test('beside rows that the function decided again', async () => {
    const columns = NAMES.slice(0, 100);
    const { report, output } = await run({ refs: ['formula/near'], columns });
    expect(report.redecided).toBe(ROWS - refused);
    expect(await rowsIn(`'${output}'`)).toEqual(expected(columns, (i) => ageOf(i) + 1));
  });

  test('where the second look at the file finds other rows, the columns are kept from the first', async () => {
    const columns = NAMES.slice(0, 100);
    const { report, output, kept } = await run({ columns, miscounted: (rows) => rows - 1 });
    expect(kept).toEqual(columns);
    expect(report).toMatchObject({ rows: ROWS, decided: ROWS - refused, refused });
    expect(await rowsIn(`'${output}'`)).toEqual(expected(columns, (i) => ageOf(i) + 1));
  });

  test('where the file is replaced between the two looks by one with as many rows in another order, no row gets the columns of another', async () => {
    const columns = NAMES.slice(0, 70);
    const line = (id: string, age: number) => [id, age, 0, ...columns.map((name) => `${id}-${name}`)].join(',');
    const head = ['id', 'age', 'rate', ...columns].join(',');
    const lines = [line('a', 1), line('b', 2), line('c', 3)];
    const text = (all: readonly string[]) => `${[head, ...all].join('\n')}\n`;
    writeFileSync(path('swapped.csv'), text(lines));
    const between = () => {
      writeFileSync(path('swapped.new'), text(lines.toReversed()));
      renameSync(path('swapped.new'), path('swapped.csv'));
    };
    const { output } = await run({ input: 'swapped.csv', columns, between });
    const found = (await rowsIn(`'${output}'`)).map((row) => [row[0], row.at(-2), row.at(-1)]);
    expect(found).toEqual(['c', 'b', 'a'].map((id, i) => [id, `${id}-${columns.at(-1)}`, String(3 - i + 1)]));
  });

  test('a line whose bytes are no characters in a column that passes is refused by itself, though the last row is refused', async () => {
    const columns = NAMES.slice(0, 70);
    const line = (id: string, age: string, at70: string) =>
      Buffer.from(`${[id, age, '0', ...columns.slice(1).map((name) => `${id}-${name}`), at70].join(',')}\n`, 'latin1');
    writeFileSync(
      path('bytes.csv'),
      Buffer.concat([
        Buffer.from(`id,age,rate,${columns.join(',')}\n`),
        ...[line('a', '1', 'v'), line('b', '2', '\xff'), line('c', '3', 'v'), line('d', 'old', 'v')],
      ]),
    );
    const { report, output } = await run({ input: 'bytes.csv', columns });
    expect(report).toMatchObject({ rows: 4, decided: 2, refused: 2 });
    expect((await rowsIn(`'${output}'`)).map((row) => [row[0], row[1], row.at(-2), row.at(-1)])).toEqual([
      ['a', 'a-x1', 'v', '2'],
      ['c', 'c-x1', 'v', '4'],
    ]);
  });
});
