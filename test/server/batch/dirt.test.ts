import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import type { BatchRequest } from '../../../server/batch/batch-request.ts';

const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: {
        id: { type: 'string' },
        x: { type: 'integer', minimum: 0, maximum: 9 },
        when: { type: 'date', optional: true },
        city: { type: 'string', enum: ['北京', '上海'], optional: true, unreadable: 'missing' },
      },
    },
    {
      kind: 'criteria',
      name: 'many',
      entity: 'entity/client',
      when: {
        any: [
          { fact: 'x', operator: 'greaterThan', value: 4 },
          { fact: 'when', operator: 'before', value: '2020-01-01' },
          { fact: 'city', operator: 'equal', value: '北京' },
        ],
      },
    },
  ].map((document) => ({ document })),
);

let folder = '';
let duckdb: Duckdb;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-dirt-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterEach(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const run = (input: string, more: Partial<BatchRequest> = {}) =>
  runBatch(duckdb, {
    library,
    refs: ['criteria/many'],
    input,
    output: path('out.ndjson'),
    related: {},
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    columns: [],
    force: true,
    language: 'en',
    parts: new Set(),
    ...more,
  });
const linesOf = (name: string) =>
  readFileSync(path(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** What the run says of itself, its result and its file of refused rows must tell the same number of rows. */
async function accounted(input: string, more: Partial<BatchRequest> = {}) {
  const report = await run(input, more);
  const told = report.refusedRows === null ? [] : recordsOf(readFileSync(report.refusedRows, 'utf8')).slice(1);
  expect(report.decided + report.refused).toBe(report.rows);
  expect(linesOf('out.ndjson')).toHaveLength(report.decided);
  expect(new Set(told.map(([row]) => row)).size).toBe(report.refused);
  expect(told.every(([, , , , code = '', sentence = '']) => code !== '' && sentence !== '')).toBe(true);
  return report;
}

/** The values of a CSV text, by its grammar. */
const recordsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/((?:"(?:[^"]|"")*"|[^,\n"]*)(?:,(?:"(?:[^"]|"")*"|[^,\n"]*))*)\n/g)].map(([, record = '']) =>
    [...record.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,"]*)/g)].map(([, value = '']) =>
      value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value,
    ),
  );

/** Pieces of a CSV file, each with how many rows it is. */
const PIECES: readonly (readonly [text: string | Buffer, rows: number])[] = [
  ['a,5,2019-05-01,北京', 1],
  ['a,1,,', 1],
  ['a,x,,', 1],
  ['a,11,,', 1],
  ['a,1.5,,', 1],
  [',,,', 1],
  ['a,5,2019-02-30,', 1],
  ['a,5,,广州', 1],
  ['a', 1],
  ['a,5', 1],
  ['a,5,,,,,', 1],
  ['', 0],
  ['   ', 0],
  ['"a",5,,', 1],
  ['"two\nlines",5,,', 1],
  ['"with ""quotes""",5,,', 1],
  ['a,5,,"open', 1],
  ['a,5,,"x"y', 1],
  ['mi"d,5,,', 1],
  ['a, 5,,', 1],
  ['a,5,,\r', 1],
  ['a,5,,\rb,5,,', 2],
  ['a,5,,\0', 1],
  [Buffer.from([97, 44, 53, 44, 44, 0xff, 0xfe]), 1],
  [`a,5,,${'x'.repeat(10_000)}`, 1],
  ['=1+1,5,,', 1],
];

test('no row of a CSV file falls out, whatever dirt stands in it', { timeout: 120_000 }, async () => {
  const piece = fc.constantFrom(...PIECES);
  const file = fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => [...pieces, ...Array.from({ length: 8 }, () => PIECES[0] ?? ['', 0])] as typeof PIECES);
  await fc.assert(
    fc.asyncProperty(file, async (pieces) => {
      const bytes = pieces.flatMap(([text]) => [Buffer.from(text), Buffer.from('\n')]);
      writeFileSync(path('in.csv'), Buffer.concat([Buffer.from('id,x,when,city\n'), ...bytes]));
      const { rows } = await accounted(path('in.csv'));
      expect(rows).toBe(pieces.reduce((sum, [, count]) => sum + count, 0));
    }),
    { numRuns: 60, seed: 7 },
  );
});

test('bytes that are no GBK refuse their row alone', async () => {
  const line = (city: string) => iconv.encode(`a,5,,${city}\n`, 'gbk');
  const bad = Buffer.from([97, 44, 53, 44, 44, 0x81, 0x20, 10]);
  writeFileSync(path('in.csv'), Buffer.concat([Buffer.from('id,x,when,city\n'), line('北京'), bad, line('上海')]));
  expect(await accounted(path('in.csv'), { encoding: 'gbk' })).toMatchObject({ rows: 3, decided: 2, refused: 1 });
});

test.each(['first', 'last'])(
  'bytes that are no characters refuse their row alone where the columns before it are not used: %s',
  async (place) => {
    const row = (city: Buffer) => Buffer.concat([Buffer.from('a,1,2,3,4,5,5,,'), city, Buffer.from('\n')]);
    const [bad, good] = [row(Buffer.from([0xff])), row(Buffer.from('北京'))];
    const rows = Array.from({ length: 3000 }, () => good);
    const all = place === 'first' ? [good, bad, ...rows] : [...rows, good, bad];
    writeFileSync(path('in.csv'), Buffer.concat([Buffer.from('id,a,b,c,d,e,x,when,city\n'), ...all]));
    expect(await accounted(path('in.csv'))).toMatchObject({ rows: 3002, decided: 3001, refused: 1 });
  },
);

const scalar = fc.oneof(
  fc.constantFrom<unknown>('a', '北京', '上海', '2019-05-01', '2019-02-30', '', 'NaN', true, null, -1, 1.5, 10, 1e300),
  fc.integer({ min: 0, max: 9 }),
);
const facts = fc.record(
  {
    id: fc.oneof({ weight: 9, arbitrary: fc.constant('a') }, scalar),
    x: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, scalar),
    when: scalar,
    city: scalar,
    other: scalar,
  },
  { requiredKeys: [] },
);
const NO_RECORDS = [
  'x',
  '[1]',
  '5',
  'null',
  '{"id":"a","x":5',
  '{"id":"a","x":5} x',
  '{"id":"a\u0001","x":5}',
  '{"id":"a","x":5}\0',
];

test('rows of an NDJSON file are refused and decided as the function does, one by one', {
  timeout: 120_000,
}, async () => {
  const compiled = compile(library, ['criteria/many'], { unknown: 'ignore' });
  const line = fc.oneof(
    { weight: 5, arbitrary: facts.map((one) => JSON.stringify(one)) },
    fc.constantFrom(...NO_RECORDS),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 20 }), fc.boolean(), async (lines, isMixed) => {
      writeFileSync(path('in.ndjson'), lines.map((one, i) => one + (isMixed && i % 2 === 0 ? '\r\n' : '\n')).join(''));
      const report = await accounted(path('in.ndjson'), { key: 'rownum', parts: new Set(['missing', 'problems']) });
      expect(report.rows).toBe(lines.length);
      const records = lines.filter((one) => !NO_RECORDS.includes(one));
      const expected = records.flatMap((one) => {
        const result = compiled.decide({ facts: JSON.parse(one) as JsonObject })['criteria/many'];
        return result === undefined || result.value === null
          ? []
          : [[result.value, result.missing, result.problems.map(({ code }) => code)]];
      });
      const rows = linesOf('out.ndjson').map((one) => JSON.parse(one) as JsonObject);
      expect(rows.map((row) => [row['value'], row['missing'], row['problems']])).toEqual(expected);
    }),
    { numRuns: 60, seed: 11 },
  );
});

const WITH_ACCOUNTS = () =>
  link(
    [
      {
        kind: 'entity',
        name: 'client',
        key: 'id',
        fields: { id: { type: 'string' } },
        relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
        derived: { total: { text: 'sum(accounts.balance)', type: 'integer' } },
      },
      {
        kind: 'entity',
        name: 'account',
        fields: { id: { type: 'string' }, balance: { type: 'integer', minimum: 0, maximum: 99 } },
      },
      {
        kind: 'criteria',
        name: 'many',
        entity: 'entity/client',
        when: { all: [{ fact: 'total', operator: 'greaterThan', value: 4 }] },
      },
    ].map((document) => ({ document })),
  );

test.each([
  ['in.csv', 'id\na\nb\n', 'accounts.ndjson', '{"id":"a","balance":3}\n{"id":"b","balance":7}\n'],
  ['in.ndjson', '{"id":"a"}\n{"id":"b"}\n', 'accounts.csv', 'id,balance\na,3\nb,7\n'],
  ['in.ndjson', '{"id":"a"}\n{"id":"b"}\n', 'accounts.ndjson', '{"id":"a","balance":3}\n{"id":"b","balance":7}\n'],
])('rows of %s find those of another format behind them', async (input, rows, other, behind) => {
  writeFileSync(path(input), rows);
  writeFileSync(path(other), behind);
  const report = await run(path(input), { library: WITH_ACCOUNTS(), related: { account: path(other) } });
  expect(report.counts).toEqual({ value: { false: 1, true: 1 } });
});

test('lines of a related file that are no rows are told beside the refused rows', async () => {
  writeFileSync(path('in.csv'), 'id\na\nb\n');
  writeFileSync(path('accounts.csv'), 'id,balance\na,3\na\nb,7\nb,x\n');
  const report = await run(path('in.csv'), { library: WITH_ACCOUNTS(), related: { account: path('accounts.csv') } });
  expect(report).toMatchObject({ rows: 2, decided: 1, refused: 1 });
  expect(report.notes.map(({ code }) => code)).toContain('related-lines-malformed');
  const told = recordsOf(readFileSync(report.refusedRows ?? '', 'utf8')).slice(1);
  expect(told.map(([row, key, field, value]) => [row?.replace(folder, ''), key, field, value])).toEqual([
    [`/accounts.csv line 3`, '', '', 'a'],
    ['2', 'b', 'accounts.balance', 'x'],
  ]);
});
