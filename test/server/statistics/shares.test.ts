import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, type JsonObject, type Library, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import { cutsFile } from '../../../server/cli/cuts-file.ts';
import { Refusal } from '../../../server/terminal.ts';
import { freezeCuts } from '../../../server/operations/population/freeze-cuts.ts';
import { decileTable } from '../../../server/statistics/deciles.ts';
import { outcomeOf } from '../../../server/statistics/outcome.ts';

const REF = 'segmentation/top';
const SHARES = ['0', '16.1', '50', '100'];
const CLASSES = ['top', 'middle', 'rest'];

function documents(decimals = 2, maximum: number | string = 1_000_000): readonly JsonObject[] {
  return [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: {
        id: { type: 'integer', minimum: 0 },
        amount: { type: 'decimal', decimals, minimum: 0, maximum, optional: true },
      },
    },
    {
      kind: 'segmentation',
      name: 'top',
      entity: 'entity/client',
      method: 'share',
      of: 'amount',
      classes: CLASSES.map((name, i) => ({ name, share: `(${SHARES[i]}, ${SHARES[i + 1]}]` })),
    },
    {
      kind: 'formula',
      name: 'amount',
      entity: 'entity/client',
      lines: [{ name: 'out', text: 'amount', type: 'decimal', decimals, ifMissing: 'missing' }],
      outputs: ['out'],
    },
  ];
}
function libraryOf(written: readonly JsonObject[]): Library {
  const library = link(written.map((document) => ({ document })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return library;
}
const library = libraryOf(documents());

/** A row, its figure in cents; null: none. */
interface Row {
  readonly id: number;
  readonly cents: bigint | null;
}

/** The classes by exact fractions: the row of rank r of n stands in the share that holds (r − 1) / n. */
function classesOf(rows: readonly Row[]): ReadonlyMap<number, string> {
  const ranked = rows
    .flatMap(({ id, cents }) => (cents === null ? [] : [{ id, cents }]))
    .sort((a, b) => (a.cents === b.cents ? a.id - b.id : a.cents < b.cents ? 1 : -1));
  const n = BigInt(ranked.length);
  const tenths = SHARES.map((share) => BigInt(Math.round(Number(share) * 10)));
  return new Map(
    ranked.map(({ id }, i) => {
      const at = tenths.findIndex((share, k) => k > 0 && BigInt(i) * 1000n < n * share);
      return [id, CLASSES[at - 1] ?? ''];
    }),
  );
}

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-shares-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const textOf = (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

async function write(rows: readonly Row[], format: string): Promise<string> {
  const path = join(folder, `in.${format}`);
  const csv = `id,amount\n${rows.map(({ id, cents }) => `${id},${cents === null ? '' : textOf(cents)}\n`).join('')}`;
  if (format === 'csv') writeFileSync(path, csv);
  else if (format === 'ndjson') {
    const line = ({ id, cents }: Row) => `{"id":${id}${cents === null ? '' : `,"amount":${textOf(cents)}`}}\n`;
    writeFileSync(path, rows.map(line).join(''));
  } else {
    const values = rows.map(({ id, cents }) => `(${id}, ${cents === null ? 'NULL' : textOf(cents)})`).join(', ');
    await duckdb.run(
      `COPY (SELECT id::BIGINT AS id, amount::DECIMAL(12, 2) AS amount FROM (VALUES ${values}) AS t(id, amount)) TO '${path}' (FORMAT parquet)`,
    );
  }
  return path;
}

const request = (input: string) => ({
  library,
  refs: [REF],
  input,
  output: join(folder, 'out.parquet'),
  related: {},
  asOf: 20_634n,
  cuts: {},
  mapping: {},
  columns: [],
  force: true,
  language: 'en' as const,
  parts: new Set<never>(),
});

async function batchClasses(input: string, freeze?: string) {
  await runBatch(duckdb, { ...request(input), freeze });
  const rows = await duckdb.rows(`SELECT id, class FROM read_parquet('${join(folder, 'out.parquet')}')`);
  return new Map(rows.map(([id, name]) => [Number(id), name === null ? '' : String(name)]));
}

describe('shares of a population', () => {
  const few: readonly Row[] = [2, 10, 3, 20].map((id) => ({ id, cents: 500n }));
  const many: readonly Row[] = Array.from({ length: 1000 }, (_, i) => ({
    id: (i * 617) % 1000,
    cents: i % 97 === 0 ? null : BigInt((i * i * 31) % 4001),
  }));
  it.each(['csv', 'ndjson', 'parquet'])(
    'found 24: equal figures go by the key’s own order, read from %s',
    async (format) => {
      expect(await batchClasses(await write(few, format))).toEqual(
        new Map([
          [2, 'top'],
          [10, 'rest'],
          [3, 'middle'],
          [20, 'rest'],
        ]),
      );
      const found = await batchClasses(await write(many, format));
      const expected = classesOf(many);
      expect(new Map([...found].filter(([, name]) => name !== ''))).toEqual(expected);
    },
  );

  it('found 25: refuses to freeze cuts over no figures', async () => {
    const none = await write(
      few.map(({ id }) => ({ id, cents: null })),
      'csv',
    );
    const frozen = join(folder, 'none.json');
    await expect(batchClasses(none, frozen)).rejects.toThrow(Refusal);
    expect(() => readFileSync(frozen)).toThrow();
  });

  it('found 26: the server counts the same members as a batch: 161 of 1,000', async () => {
    const rows = Array.from({ length: 1000 }, (_, i): Row => ({ id: i, cents: BigInt(i * 3) }));
    const found = await batchClasses(await write(rows, 'parquet'), join(folder, 'cuts.json'));
    const facts = rows.map(({ id, cents }) => ({ id, amount: Number(cents) / 100 }));
    const source = async function* () {
      for (const one of facts) yield { facts: one };
    };
    const cuts = await freezeCuts(library, source as never, {} as never);
    expect(cuts).toEqual(JSON.parse(readFileSync(join(folder, 'cuts.json'), 'utf8')));
    const decide = compile(library, [REF], { cuts });
    const classes = facts.map((one) => {
      const value = decide.decide({ facts: one })[REF]?.value as { readonly class: string } | null | undefined;
      return value?.class;
    });
    expect(classes.filter((name) => name === 'top')).toHaveLength(161);
    expect(classes).toEqual(rows.map(({ id }) => found.get(id)));
  });

  it('found 27: cuts keep all digits, by the rule of the wire', async () => {
    const wide = libraryOf(documents(4, '99999999999999999.9999'));
    const figures = ['9007199254838.0007', '9007199254839.0008', '9007199254840.0009', '1.5'];
    const input = join(folder, 'wide.csv');
    writeFileSync(input, `id,amount\n${figures.map((figure, i) => `${i},${figure}\n`).join('')}`);
    const freeze = join(folder, 'wide.json');
    const { frozen } = await runBatch(duckdb, { ...request(input), library: wide, freeze });
    // Of four: the first has 16.1 percent, the second 50.
    expect(frozen).toEqual({ [REF]: ['9007199254839.0008', '9007199254840.0009'] });
    expect(cutsFile(freeze, wide)).toEqual(frozen);
  });

  it.each([
    [[1.005, 2], 'cuts-unfit'],
    [['1.005', 2], 'cuts-unfit'],
    [[2, 1], 'cuts-unfit'],
    [[1], 'cuts-unfit'],
    [[1, 'x'], 'cuts-malformed'],
    [[1.25, '2.50'], null],
  ])('found 27: hand-written cuts %j of a figure of 2 decimals: %s', (bounds, code) => {
    const path = join(folder, 'hand.json');
    writeFileSync(path, JSON.stringify({ [REF]: bounds }));
    const codes = (): readonly string[] => {
      try {
        cutsFile(path, library);
        return [];
      } catch (error) {
        return (error as Refusal).problems.map((problem) => problem.code);
      }
    };
    expect(codes()).toEqual(code === null ? [] : [code]);
  });
});

describe('the table of groups by score', () => {
  it('field 24: equal scores share a group, whatever the rows are called, and ties are told', async () => {
    const rows = [...Array.from({ length: 60 }, () => 5000n), ...Array.from({ length: 40 }, () => 1000n)];
    const tables = [];
    for (const [name, rename] of [
      ['forward', (i: number) => i],
      ['backward', (i: number) => 1000 - i],
    ] as const) {
      const input = join(folder, `${name}.csv`);
      const lines = rows.map((cents, i) => `${rename(i)},${textOf(cents)},${i % 2 === 0 ? 1 : 0}\n`);
      writeFileSync(input, `id,amount,y\n${lines.join('')}`);
      const { refs: _refs, output: _output, columns: _columns, parts: _parts, force: _force, ...rest } = request(input);
      tables.push(
        await decileTable(duckdb, { ...rest, ref: 'formula/amount#out', outcome: outcomeOf('y'), groups: 10 }),
      );
    }
    const [first, second] = tables;
    expect(first).toEqual(second);
    expect(first?.rows.map(({ group, size, rate }) => [group, size, rate])).toEqual([
      [1, 60, 0.5],
      [7, 40, 0.5],
    ]);
    expect(first?.ties).toEqual([
      { score: '50.00', rows: 60, group: 1 },
      { score: '10.00', rows: 40, group: 7 },
    ]);
  });
});
