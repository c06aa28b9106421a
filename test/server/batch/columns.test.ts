import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { addMapping } from '../../../server/cli/fact-options.ts';
import { batchRoom, codesOf } from '../support/batch.ts';

const ABOVE_FIVE = { fact: 'ab', operator: 'greaterThan', value: 5 };
const library = link(
  [
    {
      kind: 'entity',
      name: 'pair',
      key: 'id',
      fields: { id: { type: 'string' }, ab: { type: 'integer' }, cd: { type: 'integer', optional: true } },
    },
    { kind: 'criteria', name: 'above', entity: 'entity/pair', when: { all: [ABOVE_FIVE] } },
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: {
        id: { type: 'string' },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        aum: { type: 'decimal', decimals: 2, minimum: -1000000000, maximum: 1000000000, optional: true },
      },
    },
    {
      kind: 'criteria',
      name: 'rich',
      entity: 'entity/client',
      when: {
        all: [
          { fact: 'age', operator: 'greaterThanInclusive', value: 18 },
          { fact: 'aum', operator: 'greaterThanInclusive', value: 1000 },
        ],
      },
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);
const noteOf = (report: { readonly notes: readonly { readonly code: string; readonly message: { en: string } }[] }) =>
  report.notes.map(({ code, message }) => `${code}: ${message.en.replace(/\S*\/in\.\w+/, 'FILE')}`);

/** A Parquet file whose columns have the names asked for: DuckDB itself would rename those that differ only by case. */
async function parquetOf(names: readonly string[], values: readonly number[]): Promise<string> {
  const drafts = names.map((name, i) => name.replace(/.$/, String(i)));
  const columns = values.map((value, i) =>
    names[i] === 'id' ? `'${value}' AS "${drafts[i]}"` : `${value} AS "${drafts[i]}"`,
  );
  await room.duckdb.run(`COPY (SELECT ${columns.join(', ')}) TO '${room.path('in.parquet')}' (FORMAT parquet)`);
  let bytes = readFileSync(room.path('in.parquet')).toString('latin1');
  drafts.forEach((draft, i) => {
    bytes = bytes.replaceAll(draft, names[i] ?? '');
  });
  return room.write('in.parquet', Buffer.from(bytes, 'latin1'));
}

describe('found 1: columns are read by their exact name', () => {
  const both = (): readonly [string, () => Promise<string>][] => [
    ['NDJSON', async () => room.write('in.ndjson', '{"id":"1","AB":1,"ab":7,"cd":1}\n')],
    ['CSV', async () => room.write('in.csv', 'id,AB,ab,cd\n1,1,7,1\n')],
    ['Parquet', () => parquetOf(['id', 'AB', 'ab', 'cd'], [1, 1, 7, 1])],
  ];
  test.each(both())('of %s where another differs by case', async (_, file) => {
    const report = await room.run(['criteria/above'], await file());
    expect(room.rows()).toEqual([{ id: '1', value: true }]);
    expect(noteOf(report)).toEqual([expect.stringContaining('not used: AB')]);
  });

  const other = (): readonly [string, () => Promise<string>][] => [
    ['CSV', async () => room.write('in.csv', 'id,AB,cd\n1,7,1\n')],
    ['Parquet', () => parquetOf(['id', 'AB', 'cd'], [1, 7, 1])],
  ];
  test.each(other())('of %s, so that one that differs by case is absent, and offered', async (_, file) => {
    const refusal = room.run(['criteria/above'], await file());
    await expect(refusal).rejects.toThrow('--map AB=ab?');
    expect(await codesOf(room.run(['criteria/above'], await file()))).toEqual(['column-missing']);
  });

  test('of NDJSON, so that a row with another case lacks the field', async () => {
    const report = await room.run(['criteria/above'], room.write('in.ndjson', '{"id":"1","AB":7,"cd":1}\n'));
    expect([report.decided, report.refused]).toEqual([0, 1]);
    expect(room.text('out.ndjson.refused.csv')).toContain('required-missing');
  });

  test('and a carried column that differs from a result’s only by case is refused', async () => {
    const file = room.write('in.csv', 'id,ab,Value\n1,7,x\n');
    expect(await codesOf(room.run(['criteria/above'], file, { columns: ['Value'] }))).toEqual(['column-name-taken']);
  });
});

test('found 15: a CSV header whose names differ only by case is read right', async () => {
  const report = await room.run(['criteria/above'], room.write('in.csv', 'id,ab,x,X\n1,7,2,3\n'), { columns: ['X'] });
  expect(room.rows()).toEqual([{ id: '1', X: '3', value: true }]);
  expect(noteOf(report)).toEqual([expect.stringContaining('not used: x')]);
});

const HELD = [{ id: '001', value: true }];
describe('names that are none', () => {
  test.each([
    [
      'field 1: a comma ends every line',
      'id,age,aum,\n001,20,1000.00,\n',
      ['column-without-name: The column 4 of FILE has neither a name nor a value and was passed over'],
    ],
    [
      'field 1b: two of them',
      'id,age,aum,,\n001,20,1000.00,,\n',
      [4, 5].map(
        (n) => `column-without-name: The column ${n} of FILE has neither a name nor a value and was passed over`,
      ),
    ],
    [
      'field 1: with a value it is listed',
      'id,age,aum,\n001,20,1000.00,x\n',
      ['columns-ignored: Columns of FILE that are not used: (4)'],
    ],
    [
      'field 2: a data frame’s index',
      ',id,age,aum\n0,001,20,1000.00\n',
      ['columns-ignored: Columns of FILE that are not used: (1)'],
    ],
    [
      'field 3: a line that declares the separator',
      'sep=;\nid;age;aum\n001;20;1000.00\n',
      ['separator-declared: The first line of FILE declares the separator ";", by which it is read'],
    ],
    [
      'field 3: the same where a line is bad',
      'sep=;\r\nid;age;aum\r\n001;20;1000.00\r\n1;2\r\n',
      ['separator-declared: The first line of FILE declares the separator ";", by which it is read'],
    ],
  ])('%s', async (_, text, notes) => {
    const report = await room.run(['criteria/rich'], room.write('in.csv', text));
    expect(room.rows()).toEqual(HELD);
    expect(noteOf(report)).toEqual(notes);
  });

  test('field 5: an empty key of NDJSON is listed as unused', async () => {
    const report = await room.run(
      ['criteria/rich'],
      room.write('in.ndjson', '{"id":"001","age":20,"aum":1000,"":1}\n'),
    );
    expect(room.rows()).toEqual(HELD);
    expect(noteOf(report)).toEqual(['columns-ignored: Columns of FILE that are not used: ""']);
  });

  test('of a related file, too', async () => {
    const behind = link(
      [
        {
          kind: 'entity',
          name: 'client',
          key: 'id',
          fields: { id: { type: 'string' } },
          relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
          derived: { total: { text: 'sum(accounts.balance)', type: 'integer' } },
        },
        { kind: 'entity', name: 'account', fields: { id: { type: 'string' }, balance: { type: 'integer' } } },
        {
          kind: 'criteria',
          name: 'any',
          entity: 'entity/client',
          when: { all: [{ fact: 'total', operator: 'greaterThan', value: 4 }] },
        },
      ].map((document) => ({ document })),
    );
    const related = { account: room.write('accounts.csv', 'id,balance,,\na,5,,\n') };
    await room.run(['criteria/any'], room.write('in.csv', 'id,\na,\n'), { library: behind, related });
    expect(room.rows()).toEqual([{ id: 'a', value: true }]);
  });
});

describe('field 6: a key that stands under another name', () => {
  test.each([
    ['ID', '--map ID=id?'],
    ['id ', "--map 'id =id'?"],
    ['ｉｄ', '--map ｉｄ=id?'],
  ])('%s is offered', async (name, option) => {
    const report = await room.run(['criteria/rich'], room.write('in.csv', `${name},age,aum\n001,20,1000.00\n`));
    expect(room.rows()).toEqual([{ rownum: 1, value: true }]);
    expect(noteOf(report)[0]).toMatch(/^key-column-absent: /);
    expect(noteOf(report)[0]).toContain(option);
  });
});

test('field I: a column with a = in its name is mapped', async () => {
  const mapping = addMapping('a=b=id');
  expect(mapping).toEqual({ 'a=b': 'id' });
  await room.run(['criteria/rich'], room.write('in.csv', 'a=b,age,aum\n001,20,1000.00\n'), { mapping });
  expect(room.rows()).toEqual([{ 'a=b': '001', value: true }]);
});
