import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import type { BatchReport, BatchRequest } from '../../../server/batch/batch-request.ts';
import { Refusal } from '../../../server/terminal.ts';

const library = link(
  [
    {
      kind: 'entity',
      name: 'customer',
      key: 'customerId',
      fields: {
        customerId: { type: 'string' },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        aum: { type: 'decimal', decimals: 2, minimum: 0, optional: true },
        city: { type: 'string', enum: ['北京', '上海'], optional: true },
        openedOn: { type: 'date' },
        payroll: { type: 'boolean', optional: true },
      },
    },
    {
      kind: 'criteria',
      name: 'rich',
      entity: 'entity/customer',
      when: {
        all: [
          { fact: 'aum', operator: 'greaterThanInclusive', value: 1000.5 },
          { fact: 'age', operator: 'greaterThan', value: 17 },
          {
            any: [
              { fact: 'city', operator: 'notEqual', value: '上海' },
              { fact: 'payroll', operator: 'equal', value: true },
              { fact: 'openedOn', operator: 'before', value: '2020-01-01' },
            ],
          },
        ],
      },
    },
    {
      kind: 'regression',
      name: 'risk',
      entity: 'entity/customer',
      link: 'logit',
      intercept: 0,
      decimals: 1,
      terms: [{ fact: 'age', coefficient: 0 }],
    },
  ].map((document) => ({ document })),
);

let folder = '';
let duckdb: Duckdb;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-files-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterEach(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const write = (name: string, content: string | Buffer) => {
  writeFileSync(path(name), content);
  return path(name);
};
const run = (input: string, more: Partial<BatchRequest> = {}): Promise<BatchReport> =>
  runBatch(duckdb, {
    library,
    refs: ['criteria/rich'],
    input,
    output: path('result.csv'),
    related: {},
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    columns: [],
    force: false,
    language: 'en',
    parts: new Set(['missing']),
    ...more,
  });
const codesOf = (work: Promise<unknown>) =>
  work.then(
    () => ['none'],
    (error: unknown) => (error instanceof Refusal ? error.problems.map(({ code }) => code) : [String(error)]),
  );
const lines = (name: string) => readFileSync(path(name), 'utf8').trimEnd().split('\n');

const HEADER = 'customerId,age,aum,city,openedOn,payroll';
const GOOD = `${HEADER}\nC1,30,2000,北京,2019-05-01,true\nC2,30,1000.50,上海,2021-05-01,false\nC3,30,,,2021-05-01,\n`;

describe('a CSV file', () => {
  test('is read as strictly as facts are, blank cells missing', async () => {
    const report = await run(write('in.csv', GOOD));
    expect(report).toMatchObject({
      rows: 3,
      decided: 3,
      refused: 0,
      refusedRows: null,
      counts: { value: { true: 1, false: 2 } },
    });
    expect(lines('result.csv')).toEqual([
      'customerId,value,missing',
      'C1,true,[]',
      'C2,false,[]',
      'C3,false,"[""aum"",""city"",""payroll""]"',
    ]);
  });

  test.each([
    ['age', 'C9,x,1,北京,2020-01-01,true', 'fact-of-wrong-type', 'x'],
    ['age', 'C9,12.5,1,北京,2020-01-01,true', 'fact-too-precise', '12.5'],
    ['age', 'C9,121,1,北京,2020-01-01,true', 'fact-out-of-domain', '121'],
    ['age', 'C9,,1,北京,2020-01-01,true', 'required-missing', ''],
    ['age', 'C9, 30,1,北京,2020-01-01,true', 'fact-of-wrong-type', ' 30'],
    ['aum', 'C9,30,0.005,北京,2020-01-01,true', 'fact-too-precise', '0.005'],
    ['aum', 'C9,30,-1,北京,2020-01-01,true', 'fact-out-of-domain', '-1'],
    ['aum', 'C9,30,99999999999999999999,北京,2020-01-01,true', 'fact-out-of-domain', '99999999999999999999'],
    ['city', 'C9,30,1,广州,2020-01-01,true', 'fact-out-of-domain', '广州'],
    ['openedOn', 'C9,30,1,北京,2020-02-30,true', 'fact-of-wrong-type', '2020-02-30'],
    ['openedOn', 'C9,30,1,北京,20200201,true', 'fact-of-wrong-type', '20200201'],
    ['payroll', 'C9,30,1,北京,2020-01-01,1', 'fact-of-wrong-type', '1'],
  ])('refuses a row for its %s (%s): %s', async (field, row, code, value) => {
    const report = await run(write('in.csv', `${GOOD}${row}\n`));
    expect(report).toMatchObject({ rows: 4, decided: 3, refused: 1 });
    const [, line = ''] = lines('result.csv.refused.csv');
    expect(line.split(',').slice(0, 5)).toEqual(['4', 'C9', field, value, code]);
  });

  test.each([
    ['exponents', 'C4,3e1,1.5e3,北京,2020-01-01,true', true],
    ['zeroes behind the decimals', 'C4,30.0,1500.5000,北京,2020-01-01,true', true],
  ])('reads %s as the numbers they are', async (_, row, holds) => {
    await run(write('in.csv', `${HEADER}\n${row}\n`));
    expect(lines('result.csv')[1]).toBe(`C4,${holds},[]`);
  });

  test('with ragged lines decides the others and tells the lines', async () => {
    const report = await run(
      write('in.csv', `${GOOD}C4,30\nC5,30,5000,北京,2019-01-01,true,extra\nC6,30,5000,北京,2019-01-01,true\n`),
    );
    expect(report).toMatchObject({ rows: 6, decided: 4, refused: 2 });
    expect(lines('result.csv.refused.csv').map((line) => line.split(',')[0])).toEqual(['rownum', 'line 5', 'line 6']);
  });

  test('with a byte order mark is read, and that is said', async () => {
    const report = await run(write('in.csv', `\ufeff${GOOD}`));
    expect([report.decided, report.notes.map(({ code }) => code)]).toEqual([3, ['file-byte-order-mark']]);
  });

  test('in GBK is refused with the encoding to name, and read with it', async () => {
    const input = write('in.csv', iconv.encode(GOOD, 'gbk'));
    const refusal: unknown = await run(input).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).problems[0]?.message.en).toContain('--encoding gbk');
    expect(await run(input, { encoding: 'gbk' })).toMatchObject({
      decided: 3,
      counts: { value: { true: 1, false: 2 } },
    });
  });

  test('tells the columns nobody reads, and maps others by name', async () => {
    const report = await run(
      write('in.csv', GOOD.replace('customerId', 'id').replace('aum', 'assets').replace('payroll', 'other')),
      { mapping: { id: 'customerId', assets: 'aum' } },
    );
    expect(report.notes.map(({ message }) => message.en)).toEqual([expect.stringContaining('not used: other')]);
    expect(lines('result.csv')[0]).toBe('id,value,missing');
  });

  test('counts a stated text as missing', async () => {
    const report = await run(write('in.csv', `${HEADER}\nC1,30,NaN,NaN,2019-05-01,true\n`), { nulls: ['NaN'] });
    expect([report.refused, lines('result.csv')[1]]).toEqual([0, 'C1,false,"[""aum"",""city""]"']);
  });
});

describe('a file is refused', () => {
  test.each([
    ['mapped to an unknown field', () => write('in.csv', GOOD), { mapping: { aum: 'aun' } }, ['mapped-field-unknown']],
    ['without a required column', () => write('in.csv', GOOD.replaceAll('age', 'years')), {}, ['column-missing']],
    ['with a column twice', () => write('in.csv', GOOD.replace('city', 'age')), {}, ['column-repeated']],
    ['that is not there', () => path('none.csv'), {}, ['file-not-found']],
    ['that is empty', () => write('in.csv', ''), {}, ['file-empty']],
    ['of an unknown format', () => write('in.xls', GOOD), {}, ['file-format-unknown']],
    ['that is cut short', () => write('in.parquet', Buffer.from('PAR1 and then nothing more')), {}, ['file-damaged']],
    ['in UTF-16', () => write('in.csv', iconv.encode(GOOD, 'utf-16le', { addBOM: true })), {}, ['file-not-utf-8']],
    ['by a key it does not have', () => write('in.csv', GOOD), { key: 'id' }, ['column-not-found']],
    [
      'where a carried column takes a name of the result',
      () => write('in.csv', GOOD.replace('payroll', 'value')),
      { columns: ['value'] },
      ['column-name-taken'],
    ],
    ['as its own output', () => write('result.csv', GOOD), { force: true }, ['output-is-input']],
  ] as const)('%s', async (_, make, more, codes) => {
    expect(await codesOf(run(make(), more))).toEqual(codes);
    expect(readdirSync(folder).filter((file) => file.includes('partial'))).toEqual([]);
  });

  test('where the output stands already, unless it is to be replaced', async () => {
    const input = write('in.csv', GOOD);
    write('result.csv', 'mine');
    expect(await codesOf(run(input))).toEqual(['output-exists']);
    expect(lines('result.csv')).toEqual(['mine']);
    await run(input, { force: true });
    expect(lines('result.csv')[0]).toBe('customerId,value,missing');
  });

  test('without leaving anything where the output cannot be written', async () => {
    expect(await codesOf(run(write('in.csv', GOOD), { output: path('no/such/folder/result.csv') }))).not.toEqual([
      'none',
    ]);
    expect(readdirSync(folder)).toEqual(['in.csv']);
  });
});

describe('an NDJSON file', () => {
  test('keeps JSON types apart, and refuses lines that are no objects by themselves', async () => {
    const rows = [
      { customerId: 'C1', age: 30, aum: 2000, city: '北京', openedOn: '2019-05-01', payroll: true },
      { customerId: 'C2', age: '30', openedOn: '2019-05-01' },
      { customerId: 'C3', age: 30, aum: '2000', openedOn: '2019-05-01' },
      { customerId: 'C4', age: 30, aum: null, openedOn: '2019-05-01', unknown: 1 },
    ];
    const report = await run(
      write('in.ndjson', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n[1]\nnot json\n\n`),
      { output: path('result.ndjson') },
    );
    expect(report).toMatchObject({ rows: 6, decided: 2, refused: 4 });
    expect(lines('result.ndjson').map((line) => JSON.parse(line) as unknown)).toEqual([
      { customerId: 'C1', value: true, missing: [] },
      { customerId: 'C4', value: false, missing: ['aum', 'city', 'payroll'] },
    ]);
    expect(
      lines('result.ndjson.refused.csv')
        .slice(1)
        .map((line) => line.split(',').slice(0, 3).join()),
    ).toEqual(['line 5,,', 'line 6,,', '2,C2,age', '3,C3,aum']);
  });

  test('may hold requests', async () => {
    const facts = { customerId: 'C1', age: 30, aum: 2000, openedOn: '2019-05-01' };
    expect(await run(write('in.ndjson', `${JSON.stringify({ facts })}\n`))).toMatchObject({
      decided: 1,
      counts: { value: { true: 1 } },
    });
  });
});

describe('a Parquet file', () => {
  test.each([
    ['30::BIGINT, 2000.00::DECIMAL(18, 2)', true],
    ['30::TINYINT, 2000::INTEGER', true],
    ['30::DOUBLE, 1000.5::FLOAT', true],
    ['30::UBIGINT, 1000.49::DOUBLE', false],
    ["'30', '2000.00'", true],
    ['30::DECIMAL(4, 1), 2000.500::DECIMAL(38, 3)', true],
  ])('gives the same answer from columns %s', async (columns, holds) => {
    await duckdb.run(
      `COPY (SELECT 7 AS customerId, * FROM (VALUES (${columns})) AS t(age, aum), (VALUES (TIMESTAMP '2019-05-01 00:00:00')) AS d(openedOn)) TO '${path('in.parquet')}' (FORMAT parquet)`,
    );
    await run(path('in.parquet'));
    expect(lines('result.csv')[1]).toBe(`7,${holds},"[""city"",""payroll""]"`);
  });

  test.each([
    ["30.5::DOUBLE, 1::DOUBLE, DATE '2019-05-01'", 'age', 'fact-too-precise'],
    ["'NaN'::DOUBLE, 1::DOUBLE, DATE '2019-05-01'", 'age', 'fact-of-wrong-type'],
    ["1e300::DOUBLE, 1::DOUBLE, DATE '2019-05-01'", 'age', 'fact-out-of-domain'],
    ["9223372036854775807, 1::DOUBLE, DATE '2019-05-01'", 'age', 'fact-out-of-domain'],
    ["30, 0.1::FLOAT + 0.001::FLOAT, DATE '2019-05-01'", 'aum', 'fact-too-precise'],
    ["30, 99999999999999999999999999999999.999::DECIMAL(38, 3), DATE '2019-05-01'", 'aum', 'fact-out-of-domain'],
    ["30, 1, TIMESTAMP '2019-05-01 10:00:00'", 'openedOn', 'fact-of-wrong-type'],
    ["30, 1, 'infinity'::DATE", 'openedOn', 'fact-out-of-domain'],
  ])('refuses the row %s for its %s: %s', async (columns, field, code) => {
    await duckdb.run(
      `COPY (SELECT 'C' AS customerId, * FROM (VALUES (${columns})) AS t(age, aum, openedOn)) TO '${path('in.parquet')}' (FORMAT parquet)`,
    );
    expect(await run(path('in.parquet'))).toMatchObject({ rows: 1, decided: 0, refused: 1 });
    expect(
      lines('result.csv.refused.csv')[1]
        ?.split(',')
        .slice(2, 5)
        .filter((_, i) => i !== 1),
    ).toEqual([field, code]);
  });

  test('with a column that can never be the field is refused whole', async () => {
    await duckdb.run(
      `COPY (SELECT 'C' AS customerId, TRUE AS age, DATE '2019-05-01' AS openedOn) TO '${path('in.parquet')}' (FORMAT parquet)`,
    );
    expect(await codesOf(run(path('in.parquet')))).toEqual(['column-of-wrong-type']);
  });
});

test('a figure on a rounding tie is decided by the compiled function', async () => {
  const report = await run(write('in.csv', GOOD), { refs: ['regression/risk'], library });
  expect(report).toMatchObject({ decided: 3, redecided: 0 });
  const tie = link(
    [...library.definitions.values()]
      .filter(({ kind }) => kind === 'entity')
      .map(({ document }) => ({ document }))
      .concat([{ document: { ...library.definitions.get('regression/risk')?.document, decimals: 0 } as never }]),
  );
  expect(await run(path('in.csv'), { refs: ['regression/risk'], library: tie, force: true })).toMatchObject({
    decided: 3,
    redecided: 3,
  });
  expect(lines('result.csv').slice(1)).toEqual(['C1,1,[]', 'C2,1,[]', 'C3,1,[]']);
});

test('nothing but the result is left in the folder', async () => {
  await run(write('in.csv', GOOD), { output: path('result.parquet') });
  expect(readdirSync(folder).toSorted()).toEqual(['in.csv', 'result.parquet']);
  expect(existsSync(duckdb.folder)).toBe(true);
});
