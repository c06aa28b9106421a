import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { compile, type JsonObject, readSet } from '../../../definitions/index.ts';
import { verifySnapshot } from '../../../server/population/open-snapshot.ts';
import type { Snapshot } from '../../../server/population/snapshot.ts';
import { codesOf } from '../support/batch.ts';
import { feedFor, LIBRARY, populationRoom } from '../support/population.ts';

const room = populationRoom();
const reads = readSet(
  [LIBRARY.environment.decision('segmentation/tier')].flatMap((one) => one ?? []),
  (id) => LIBRARY.environment.entity(id),
).fields;

const CLIENTS = `id,age,aum,openedOn,seenAt,payroll,phone,branch,homeId,flows
b,40,12.50,2020-02-29,2026-01-31T09:30:00Z,true,13900001234,7,1,"[1,2.5]"
a,20,,,,,13900005678,7,,
"c,""x""",33,123456789.01,1999-12-31,,false,,12,1,
`;
const ACCOUNTS = 'no,id,balance\n1,b,600.00\n2,b,400.00\n3,a,-5.25\n4,nobody,1.00\n';
const HOMES = 'homeId,rooms\n1,4\n2,1\n';

function files(clients = CLIENTS, accounts = ACCOUNTS, homes = HOMES) {
  return {
    clients: room.write('clients.csv', clients),
    related: new Map([
      ['entity/account', room.write('accounts.csv', accounts)],
      ['entity/home', room.write('homes.csv', homes)],
    ]),
  };
}
const refusalsOf = ({ id, manifest }: Snapshot, entity: string): readonly string[] => {
  const file = manifest.tables.find((table) => table.entity === entity)?.refusals?.file;
  if (file === undefined) return [];
  const [, ...lines] = readFileSync(join(room.snapshots, id, file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, i) => i === 0 || i === 2 || i === 4)
      .join(' '),
  );
};

describe('an import', () => {
  it('keeps every field in its type, and a record is found by its key with the rows related to it', async () => {
    const { clients, related } = files();
    const made = await room.import(clients, { related });
    expect(made.manifest.tables.map(({ entity, rows, refused }) => [entity, rows, refused])).toEqual([
      ['entity/client', 3, 0],
      ['entity/account', 4, 0],
      ['entity/home', 2, 0],
    ]);
    expect(made.notes.map(({ code }) => code)).toContain('rows-of-nobody');
    await verifySnapshot(room.snapshots, made);
    const snapshot = await room.open(made);
    const all = [...(LIBRARY.environment.entity('entity/client')?.fields.values() ?? [])];
    const own = all.map((field) => ({ field, path: [field.name], rows: null }));
    expect(snapshot.record(LIBRARY, 'b', own)).toEqual({
      id: 'b',
      age: 40,
      aum: 12.5,
      openedOn: '2020-02-29',
      seenAt: '2026-01-31T09:30:00Z',
      payroll: true,
      phone: '13900001234',
      branch: 7,
      homeId: 1,
      flows: [1, 2.5],
    });
    expect(snapshot.record(LIBRARY, 'c,"x"', own)).toEqual({
      id: 'c,"x"',
      age: 33,
      aum: 123456789.01,
      openedOn: '1999-12-31',
      payroll: false,
      branch: 12,
      homeId: 1,
    });
    expect(snapshot.record(LIBRARY, 'b', reads)).toEqual({
      age: 40,
      accounts: [{ balance: 600 }, { balance: 400 }],
    });
    expect(snapshot.record(LIBRARY, 'nobody', reads)).toBeUndefined();
    expect(snapshot.record(LIBRARY, "' OR 1=1 --", reads)).toBeUndefined();
  });

  it('decides as the facts themselves would, for every record', async () => {
    const count = 500;
    const people = Array.from({ length: count }, (_, i) => ({ id: `k${(i * 7919) % count}`, age: i % 90 }));
    const accounts = people.flatMap(({ id }, i) =>
      Array.from({ length: i % 4 }, (_, j) => ({ no: `${i}-${j}`, id, balance: (i * 37 + j * 11) % 900 })),
    );
    const csv = (rows: readonly object[]) =>
      `${Object.keys(rows[0] ?? {}).join(',')}\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`;
    const made = await room.import(room.write('p.csv', csv(people)), {
      related: new Map([['entity/account', room.write('a.csv', csv(accounts.toReversed()))]]),
    });
    const snapshot = await room.open(made);
    const { decide } = compile(LIBRARY, ['segmentation/tier']);
    for (const { id, age } of people) {
      const behind = accounts.filter((account) => account.id === id).map(({ balance }) => ({ balance }));
      const facts = snapshot.record(LIBRARY, id, reads) as JsonObject;
      expect(facts).toEqual({ age, accounts: behind.toReversed() });
      expect(decide({ facts })['segmentation/tier']?.value).toEqual(
        decide({ facts: { age, accounts: behind } })['segmentation/tier']?.value,
      );
    }
  });

  it('reads GBK by a feed, which names fields as the file names its columns', async () => {
    const feed = feedFor({
      name: 'clients',
      entity: 'entity/client',
      encoding: 'gbk',
      columns: {
        客户号: 'id',
        年龄: 'age',
        代发: { field: 'payroll', true: ['是'], false: ['否'] },
        资产: { field: 'aum', thousands: ',', unit: '万' },
      },
    });
    const text = '客户号,年龄,代发,资产,备注\n张三,31,是,"1,234.5",甲\n李四,52,否,,乙\n';
    const made = await room.import(room.write('客户.csv', iconv.encode(text, 'gbk')), {
      feeds: new Map([['entity/client', feed]]),
    });
    const snapshot = await room.open(made);
    const own = ['age', 'payroll', 'aum'].flatMap((name) => {
      const field = LIBRARY.environment.entity('entity/client')?.fields.get(name);
      return field === undefined ? [] : [{ field, path: [name], rows: null }];
    });
    expect(snapshot.record(LIBRARY, '张三', own)).toEqual({ age: 31, payroll: true, aum: 12345000 });
    expect(made.manifest.tables[0]?.source).toMatchObject({ name: '客户.csv', feed: 'feed/clients' });
  });

  it('reads a sheet', async () => {
    const path = room.path('clients.xlsx');
    await writeXlsxFile([
      [{ value: 'id' }, { value: 'age' }],
      [{ value: 'a' }, { value: 30 }],
    ]).toFile(path);
    const made = await room.import(path);
    expect(
      (await room.open(made)).record(
        LIBRARY,
        'a',
        reads.filter(({ rows }) => rows === null),
      ),
    ).toEqual({ age: 30 });
  });

  it('refuses rows with reasons in a side file: unreadable, without a key, sharing a key, with a related row that was refused', async () => {
    const made = await room.import(
      room.write('c.csv', 'id,age,homeId\na,20,\nb,200,\n,30,\nd,40,\nd,41,\ne,50,\nf,60,9\ng,70,\n'),
      {
        related: new Map([
          ['entity/account', room.write('a.csv', 'no,id,balance\n1,a,1.00\n2,e,1.234\n3,,x\n')],
          ['entity/home', room.write('h.csv', 'homeId,rooms\n9,1\n9,2\n8,1\n')],
        ]),
      },
    );
    expect(made.manifest.tables.map(({ rows, refused }) => [rows, refused])).toEqual([
      [2, 6],
      [1, 2],
      [1, 2],
    ]);
    expect(refusalsOf(made, 'entity/client').toSorted()).toEqual([
      '2 age fact-out-of-domain',
      '3 id required-missing',
      '4 id record-key-repeated',
      '5 id record-key-repeated',
      '6 id related-row-refused',
      '7 homeId related-row-refused',
    ]);
    expect(refusalsOf(made, 'entity/account')).toEqual([
      '2 balance fact-too-precise',
      '3 id required-missing',
      '3 balance fact-of-wrong-type',
    ]);
    expect(refusalsOf(made, 'entity/home')).toEqual(['1 homeId record-key-repeated', '2 homeId record-key-repeated']);
  });

  test.each([
    ['no such file', 'none.csv', {}, 'file-not-found'],
    ['standard input', '-', {}, 'file-from-stdin'],
    ['an unknown entity', 'c.csv', { entity: 'entity/nobody' }, 'entity-unknown'],
    ['an entity that nothing leads to', 'c.csv', { related: new Map([['entity/nobody', 'c.csv']]) }, 'entity-unknown'],
    ['a file without a usable row', 'bad.csv', {}, 'population-empty'],
    ['a file without a required column', 'narrow.csv', {}, 'column-missing'],
    [
      'a feed that reads no file of it',
      'c.csv',
      {
        feeds: new Map([
          ['entity/home', feedFor({ name: 'homes', entity: 'entity/home', columns: { homeId: 'homeId' } })],
        ]),
      },
      'feed-not-used',
    ],
  ] as const)('refuses %s, and nothing is there', async (_, name, more, code) => {
    room.write('c.csv', 'id,age\na,1\n');
    room.write('bad.csv', 'id,age\na,900\n');
    room.write('narrow.csv', 'id\na\n');
    expect(await codesOf(room.import(name === '-' ? name : room.path(name), more))).toEqual([code]);
    const left = existsSync(room.snapshots) ? readdirSync(room.snapshots) : [];
    expect(left.filter((entry) => entry !== 'importing.lock' && entry !== 'refused.csv')).toEqual([]);
  });

  it('gives the same files the same snapshot', async () => {
    const { clients, related } = files();
    const first = await room.import(clients, { related });
    const again = await room.import(clients, { related, known: async () => new Set([first.id]) });
    expect(again.id).toBe(first.id);
    await verifySnapshot(room.snapshots, again);
  });
});

describe('a look-up', () => {
  it('finds by a declared field, and by its last characters', async () => {
    const snapshot = await room.open(await room.import(files().clients));
    expect(snapshot.find({ field: 'phone' }, '13900001234')).toEqual({ keys: ['b'], total: 1 });
    expect(snapshot.find({ field: 'phone', last: 4 }, '5678')).toEqual({ keys: ['a'], total: 1 });
    expect(snapshot.find({ field: 'branch' }, '7')).toEqual({ keys: ['a', 'b'], total: 2 });
    expect(snapshot.find({ field: 'branch' }, '7', { most: 1 })).toEqual({ keys: ['a'], total: 2 });
    expect(snapshot.find({ field: 'branch' }, '7', { after: 'a' })).toEqual({ keys: ['b'], total: 2 });
    expect(snapshot.find({ field: 'branch' }, "7' OR '1'='1")).toEqual({ keys: [], total: 0 });
    expect(snapshot.find({ field: 'age' }, '40')).toBeUndefined();
  });
});
