import { writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type Feed, type FeedDocument, feedOf, link } from '../../../definitions/index.ts';
import { batchRoom, codesOf } from '../support/batch.ts';

const CLIENT = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: {
    id: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, minimum: -1_000_000_000, maximum: 1_000_000_000, optional: true },
    rate: { type: 'decimal', decimals: 4, optional: true },
    grade: { type: 'string', enum: ['AAA', 'AA', 'A'], optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    at: { type: 'instant', optional: true },
  },
  relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
  derived: { balance: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 } },
};
const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  key: 'no',
  fields: { no: { type: 'string' }, id: { type: 'string' }, balance: { type: 'decimal', decimals: 2 } },
};
const NAMES = ['age', 'aum', 'rate', 'grade', 'payroll', 'openedOn', 'at'] as const;
const TYPES = {
  age: 'integer',
  aum: 'decimal',
  rate: 'decimal',
  grade: 'string',
  payroll: 'boolean',
  openedOn: 'date',
  at: 'instant',
};
const echoed = (names: readonly (keyof typeof TYPES)[], name: string) => ({
  kind: 'formula',
  name,
  entity: 'entity/client',
  lines: names.map((field) => ({
    name: `${field}Read`,
    text: field,
    type: TYPES[field],
    ...(TYPES[field] === 'decimal' ? { decimals: field === 'rate' ? 4 : 2 } : {}),
    ifMissing: 'missing',
  })),
  outputs: names.map((field) => `${field}Read`),
});
const library = link(
  [
    CLIENT,
    ACCOUNT,
    echoed(NAMES, 'all'),
    echoed(['age', 'aum'], 'some'),
    {
      kind: 'formula',
      name: 'balance',
      entity: 'entity/client',
      lines: [{ name: 'sum', text: 'balance', type: 'decimal', decimals: 2 }],
      outputs: ['sum'],
    },
  ].map((document) => ({ document })),
);

const CORE: FeedDocument = {
  kind: 'feed',
  name: 'core',
  entity: 'entity/client',
  encoding: 'gbk',
  header: 2,
  zone: 'Asia/Shanghai',
  columns: {
    客户号: { field: 'id', trim: true },
    年龄: 'age',
    '月日均(万元)': {
      field: 'aum',
      thousands: ',',
      unit: '万',
      negative: 'parentheses',
      strip: ['¥', '￥'],
      round: 'half-up',
    },
    费率: { field: 'rate', percent: true },
    级别: { field: 'grade', trim: true, fold: true, missing: ['无', '-'], values: { '3A': 'AAA' } },
    代发: { field: 'payroll', true: ['是', 'Y'], false: ['否', 'N'] },
    开户日: { field: 'openedOn', dates: ['yyyy/M/d', 'yyyyMMdd', 'yyyy年M月d日', 'serial'] },
    时间: 'at',
  },
};
const feeds = (...documents: readonly FeedDocument[]): ReadonlyMap<string, Feed> =>
  new Map(
    documents.map((document) => {
      const entity = library.environment.entity(document.entity);
      if (entity === undefined) throw new Error(document.entity);
      return [document.entity, feedOf(document, entity)];
    }),
  );

const room = batchRoom(library);
/** The results, their instants as the wire has them whichever way the file writes them. */
const results = () =>
  room.rows().map((row) => {
    const at = row['atRead'];
    return typeof at === 'string'
      ? {
          ...row,
          atRead: at
            .replace(' ', 'T')
            .replace(/\+00$/, 'Z')
            .replace(/(\.\d+?)0*Z$/, (_, fraction: string) => `${fraction.padEnd(4, '0')}Z`),
        }
      : row;
  });
const gbk = (name: string, text: string) => {
  writeFileSync(room.path(name), iconv.encode(text, 'gbk'));
  return room.path(name);
};
const HEADER = '客户号,年龄,月日均(万元),费率,级别,代发,开户日,时间,备注';
const ROWS = [
  '001 ,20,"(￥1,234.5)",12.5%,3A,是,2024/1/5,2024-01-05 08:00:00,x',
  '002,30,5万,2%,ａａａ,N,20240105,2024-01-05T08:00:00+0800,',
  '003,40,,,无,,2024年1月5日,,',
  '004,50,0.12345,0,Ａ,Y,45296,2024-01-05T08:00:00.120000Z,"a,b"',
];
const READ = [
  {
    id: '001',
    age: 20,
    aum: -12_345_000,
    rate: 0.125,
    grade: 'AAA',
    payroll: true,
    openedOn: '2024-01-05',
    at: '2024-01-05T00:00:00Z',
  },
  {
    id: '002',
    age: 30,
    aum: 50_000,
    rate: 0.02,
    grade: 'AAA',
    payroll: false,
    openedOn: '2024-01-05',
    at: '2024-01-05T00:00:00Z',
  },
  { id: '003', age: 40, aum: null, rate: null, grade: null, payroll: null, openedOn: '2024-01-05', at: null },
  {
    id: '004',
    age: 50,
    aum: 1234.5,
    rate: 0,
    grade: 'A',
    payroll: true,
    openedOn: '2024-01-05',
    at: '2024-01-05T08:00:00.120Z',
  },
].map(({ id, ...read }) => ({
  id,
  ...Object.fromEntries(Object.entries(read).map(([name, value]) => [`${name}Read`, value])),
}));

describe('a batch over a file that a feed reads', () => {
  it('reads its columns, encoding, header and formats, and lists the columns that nothing names', async () => {
    const report = await room.run(
      ['formula/all'],
      gbk('core.csv', `对公客户清单,2024\n${[HEADER, ...ROWS].join('\n')}\n`),
      { feeds: feeds(CORE) },
    );
    expect(results()).toEqual(READ);
    expect(report).toMatchObject({ rows: 4, decided: 4, refused: 0 });
    expect(report.notes.map(({ code, message }) => [code, message.en.replace(/.*: /, '')])).toEqual([
      ['columns-ignored', '备注'],
    ]);
  });

  it('reads the same with lines that are none, the engine aside', async () => {
    const lines = [HEADER, ROWS[0], '"open', 'too,few', ...ROWS.slice(1)];
    const report = await room.run(['formula/all'], gbk('core.csv', `x\n${lines.join('\n')}\n`), { feeds: feeds(CORE) });
    expect(results()).toEqual(READ);
    expect(report).toMatchObject({ rows: 6, decided: 4, refused: 2 });
  });

  it('carries columns as they stand', async () => {
    await room.run(['formula/some'], gbk('core.csv', `x\n${[HEADER, ...ROWS].join('\n')}\n`), {
      feeds: feeds(CORE),
      columns: ['客户号', '备注'],
      key: '客户号',
    });
    expect(room.rows().map((row) => [row['客户号'], row['备注'], row['ageRead']])).toEqual([
      ['001 ', 'x', 20],
      ['002', null, 30],
      ['003', null, 40],
      ['004', 'a,b', 50],
    ]);
  });

  it('field 13: quotes what it refuses, says what is odd and which format fits', async () => {
    const file = room.write(
      'plain.csv',
      'id,age,aum,grade\n1,20,"1,234.56",AAA\n2,30,1,"AAA "\n3,40,1,ＡＡＡ\n4,5 0,,\n',
    );
    const report = await room.run(['formula/all'], file);
    expect(report).toMatchObject({ decided: 0, refused: 4 });
    const told = room.text('out.ndjson.refused.csv').split('\n').slice(1, 5);
    expect(told[0]).toContain('not ""1,234.56""; a feed reads it with ""thousands"": "","""');
    expect(told[1]).toContain('""grade"" is ""AAA "", outside its domain');
    expect(told[1]).toContain('it ends with a blank; a feed reads it with ""trim"": true; did you mean ""AAA""?');
    expect(told[2]).toContain('it has full-width letters; a feed reads it with ""fold"": true; did you mean ""AAA""?');
    expect(told[3]).toContain('not ""5 0""');
  });

  it('refuses a cell that its format does not allow, and quotes it as it was found', async () => {
    const rows = ['1,20,"12,34",', '2,30,"1,234.567",', '3,200,1,', '4,40,1.5万,x', ',50,1,'];
    const plain: FeedDocument = {
      ...CORE,
      header: 1,
      encoding: 'utf-8',
      columns: { id: 'id', 岁: { field: 'age', trim: true }, 万: { field: 'aum', thousands: ',' } },
    };
    const report = await room.run(['formula/some'], room.write('core.csv', `id,岁,万,\n${rows.join('\n')}\n`), {
      feeds: feeds(plain),
    });
    expect(report).toMatchObject({ rows: 5, decided: 1, refused: 4 });
    const told = room.text('out.ndjson.refused.csv').split('\n').slice(1, 5);
    expect(told.map((line) => line.replace(/^(\d),[^,]*,/, '$1 ').replace(/(fact-[a-z-]+).*/, '$1'))).toEqual([
      '1 aum,"12,34",fact-of-wrong-type',
      '2 aum,"1,234.567",fact-too-precise',
      '3 age,200,fact-out-of-domain',
      '4 aum,1.5万,fact-of-wrong-type',
    ]);
    expect(told[3]).toContain('a feed reads it with ""unit"": ""万""');
  });

  it('counts as missing what it cannot read where the feed says so, and says how much', async () => {
    const feed: FeedDocument = {
      ...CORE,
      header: 1,
      encoding: 'utf-8',
      unreadable: 'missing',
      columns: { id: 'id', age: 'age', aum: { field: 'aum', thousands: ',' } },
    };
    const report = await room.run(
      ['formula/some'],
      room.write('core.csv', 'id,age,aum\n1,20,x\n2,30,"1,000"\n3,200,1\n4,40,y\n'),
      { feeds: feeds(feed) },
    );
    expect(room.rows()).toEqual([
      { id: '1', ageRead: 20, aumRead: null },
      { id: '2', ageRead: 30, aumRead: 1000 },
      { id: '4', ageRead: 40, aumRead: null },
    ]);
    // A required field that cannot be read is missing, which refuses its row.
    expect(report).toMatchObject({ rows: 4, decided: 3, refused: 1 });
    expect(room.text('out.ndjson.refused.csv')).toContain('3,3,age,200,required-missing');
    expect(report.notes.map(({ message }) => message.en)).toEqual([
      expect.stringMatching(/^1 cells of the column "age" .* such as "200"$/),
      expect.stringMatching(/^2 cells of the column "aum" .* such as "x"$/),
    ]);
  });

  it('reads related files by feeds of their own', async () => {
    const accounts: FeedDocument = {
      kind: 'feed',
      name: 'accounts',
      entity: 'entity/account',
      columns: { 账号: 'no', 客户: { field: 'id', trim: true }, 余额: { field: 'balance', thousands: ',' } },
    };
    const related = room.write('accounts.csv', '账号,客户,余额\nA1, 001,"1,000.50"\nA2,001 ,2\nA3,002,3\n');
    const file = gbk('core.csv', `x\n${[HEADER, ...ROWS].join('\n')}\n`);
    await room.run(['formula/balance'], file, { feeds: feeds(CORE, accounts), related: { account: related } });
    expect(room.rows().map(({ id, sum }) => [id, sum])).toEqual([
      ['001', 1002.5],
      ['002', 3],
      ['003', 0],
      ['004', 0],
    ]);
  });

  it('reads NDJSON, and Parquet whose columns have types', async () => {
    const feed: FeedDocument = {
      ...CORE,
      header: 1,
      encoding: 'utf-8',
      columns: {
        k: 'id',
        a: 'age',
        m: { field: 'aum', thousands: ',', unit: '万' },
        d: { field: 'openedOn', dates: ['yyyyMMdd'] },
        t: 'at',
        p: { field: 'payroll', true: ['是'], false: ['否'] },
      },
    };
    const expected = [
      {
        id: '1',
        ageRead: 20,
        aumRead: 12_345_000,
        openedOnRead: '2024-01-05',
        atRead: '2024-01-05T00:00:00Z',
        payrollRead: true,
      },
      { id: '2', ageRead: 30, aumRead: 15_000, openedOnRead: '2024-01-05', atRead: null, payrollRead: false },
    ];
    const read = () => results().map(({ rateRead: _, gradeRead: __, ...row }) => row);
    const lines = [
      { k: '1', a: 20, m: '1,234.5', d: '20240105', t: '2024-01-05 08:00:00', p: true },
      { k: '2', a: 30, m: 1.5, d: 20_240_105, p: '否' },
    ];
    await room.run(['formula/all'], room.write('core.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')), {
      feeds: feeds(feed),
    });
    expect(read()).toEqual(expected);
    await room.duckdb.run(
      `COPY (SELECT * FROM (VALUES ('1', 20, 1234.5::DOUBLE, 20240105, TIMESTAMP '2024-01-05 08:00:00', '是'), ('2', 30, 1.5, 20240105, NULL, '否')) t(k, a, m, d, t, p)) TO '${room.path('core.parquet')}' (FORMAT parquet)`,
    );
    await room.run(['formula/all'], room.path('core.parquet'), { feeds: feeds(feed) });
    expect(read()).toEqual(expected);
  });

  it.each<readonly [string, string, Partial<FeedDocument>, readonly string[]]>([
    [
      'a column that is absent, offering the near one',
      'ID ,age\n1,2\n',
      { columns: { id: 'id', age: 'age' } },
      ['feed-column-absent'],
    ],
    ['a column that stands twice', 'id,age,age\n1,2,3\n', { columns: { id: 'id', age: 'age' } }, ['column-repeated']],
    ['a required field that it does not feed', 'id,age\n1,2\n', { columns: { id: 'id' } }, ['feed-without-field']],
    [
      'a file without rows of its entity',
      'id,age\n1,2\n',
      { entity: 'entity/account', columns: { no: 'no' } },
      ['feed-not-used'],
    ],
  ])('refuses %s', async (_, text, more, codes) => {
    const { encoding: _e, header: _h, ...feed } = { ...CORE, ...more };
    expect(await codesOf(room.run(['formula/some'], room.write('a.csv', text), { feeds: feeds(feed) }))).toEqual(codes);
  });
});
