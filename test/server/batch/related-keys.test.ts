import { describe, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { batchRoom } from '../support/batch.ts';

const sumOf = (entity: string) => ({
  kind: 'formula',
  name: `${entity}-sum`,
  entity: `entity/${entity}`,
  lines: [{ name: 'sum', text: 'balance', type: 'decimal', decimals: 2 }],
  outputs: ['sum'],
});
const owner = (name: string, account: string, id: object) => ({
  kind: 'entity',
  name,
  key: 'id',
  fields: { id },
  relations: { accounts: { entity: `entity/${account}`, by: 'id', many: true } },
  derived: { balance: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 } },
});
const account = (name: string, id: object) => ({
  kind: 'entity',
  name,
  key: 'no',
  fields: { no: { type: 'string' }, id, balance: { type: 'decimal', decimals: 2 } },
});
const INTEGER = { type: 'integer', minimum: 0, maximum: 1_000_000 };
const library = link(
  [
    owner('client', 'account', { type: 'string' }),
    account('account', { type: 'string' }),
    sumOf('client'),
    owner('member', 'holding', INTEGER),
    account('holding', INTEGER),
    sumOf('member'),
    {
      kind: 'segmentation',
      name: 'size',
      entity: 'entity/member',
      method: 'composite',
      decimals: 0,
      scores: [{ of: 'formula/member-sum#sum', weight: 1, ifMissing: 'refuse' }],
      classes: [
        { name: 'small', in: '(-∞, 100)' },
        { name: 'large', in: '[100, ∞)' },
      ],
      stability: { up: { after: 1 }, down: { after: 3, atMost: 1, buffer: 0 } },
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);
const FILE = /\S*\/(\w+\.\w+)/g;
const notesOf = (report: {
  readonly notes: readonly { readonly code: string; readonly severity: string; readonly message: { en: string } }[];
}) => report.notes.map(({ severity, message }) => `${severity}: ${message.en.replace(FILE, '$1')}`);

const clients = (...ids: readonly string[]) => room.write('clients.csv', `id\n${ids.map((id) => `${id}\n`).join('')}`);
const accounts = (...lines: readonly string[]) =>
  room.write('accounts.csv', `no,id,balance\n${lines.map((line) => `${line}\n`).join('')}`);
const run = async (input: string, related: string) => {
  const report = await room.run(['formula/client-sum'], input, { related: { account: related } });
  return { notes: notesOf(report), sums: room.rows().map(({ id, sum }) => [id, sum]) };
};

describe('field 7: rows behind that belong to nobody are told', () => {
  test('with how many there are, the first keys, and blanks as their likely cause', async () => {
    const input = clients('001', '002');
    const { notes, sums } = await run(input, accounts('A1,1,5', 'A2,"001\t",7', 'A3,002 ,9', 'A4,999,3', 'A5,,1'));
    expect(sums).toEqual([
      ['001', 0],
      ['002', 0],
    ]);
    expect(notes).toEqual([
      'warning: None of the 5 rows of accounts.csv belongs to anybody: "accounts" goes by "id", here "1", "001\\t", "002 ", "999", ""; blanks around keys are the likely cause: without them 2 would belong to somebody',
    ]);
  });

  test('as a note where some belong to somebody', async () => {
    const { notes, sums } = await run(clients('001', '002'), accounts('A1,1,5', 'A2,001,7', 'A3,002,9'));
    expect(sums).toEqual([
      ['001', 7],
      ['002', 9],
    ]);
    expect(notes).toEqual([
      'note: 1 of the 3 rows of accounts.csv belong to nobody: "accounts" goes by "id", here "1"',
    ]);
  });

  test('and nothing is said where all do', async () => {
    expect((await run(clients('001'), accounts('A1,001,5'))).notes).toEqual([]);
  });
});

describe('field 8: keys that stand more than once are told, and every row counts', () => {
  test('in related rows and in the input', async () => {
    const { notes, sums } = await run(clients('001', '001', '002'), accounts('A1,001,100', 'A1,001,100', 'A2,002,1'));
    expect(sums).toEqual([
      ['001', 200],
      ['001', 200],
      ['002', 1],
    ]);
    expect(notes).toEqual([
      'warning: clients.csv has 1 values of "id" more than once (2 rows), such as "001"; every row counts',
      'warning: accounts.csv has 1 values of "no" more than once (2 rows), such as "A1"; every row counts',
    ]);
  });
});

describe('keys meet as values of their field', () => {
  const ways: readonly (readonly [string, () => string, () => string])[] = [
    ['01 and 1 in CSV', () => clients('01', '2'), () => accounts('A,1,5', 'B,02,7')],
    [
      '1 and 1.0 in NDJSON',
      () => room.write('in.ndjson', '{"id":1}\n{"id":2.0}\n'),
      () => room.write('accounts.ndjson', '{"no":"A","id":1.0,"balance":5}\n{"no":"B","id":2,"balance":7}\n'),
    ],
    ['NDJSON and CSV', () => room.write('in.ndjson', '{"id":1}\n{"id":2}\n'), () => accounts('A,01,5', 'B,2,7')],
  ];
  test.each(ways)('%s', async (_, input, related) => {
    for (const rowsAtOnce of [undefined, 1]) {
      await room.run(['formula/member-sum'], input(), {
        related: { holding: related() },
        ...(rowsAtOnce === undefined ? {} : { rowsAtOnce }),
      });
      expect(room.rows().map(({ sum }) => sum)).toEqual([5, 7]);
    }
  });

  test.each(['DOUBLE', 'BIGINT', 'DECIMAL(9, 1)', 'VARCHAR'])('a Parquet column of %s', async (type) => {
    const related = room.path('accounts.parquet');
    await room.duckdb.run(
      `COPY (SELECT 'A' AS no, CAST(1 AS ${type}) AS id, 5.0 AS balance UNION ALL SELECT 'B', CAST(2 AS ${type}), 7.0) TO '${related}' (FORMAT parquet)`,
    );
    await room.run(['formula/member-sum'], clients('1', '02'), { related: { holding: related } });
    expect(room.rows().map(({ sum }) => sum)).toEqual([5, 7]);
  });

  test('of the run before, too', async () => {
    const previous = room.path('before.parquet');
    await room.duckdb.run(
      `COPY (SELECT CAST(1 AS DOUBLE) AS id, 'large' AS class, '2025-12-31' AS since, 0 AS misses) TO '${previous}' (FORMAT parquet)`,
    );
    await room.run(['segmentation/size'], clients('01'), {
      related: { holding: accounts('A,1,5') },
      previous,
    });
    // One run below the class it had: it stays.
    expect(room.rows()).toMatchObject([{ class: 'large' }]);
  });
});
