import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { type FeedDocument, feedOf, link } from '../../../definitions/index.ts';
import { batchRoom, codesOf } from '../support/batch.ts';

const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: {
        id: { type: 'string' },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        aum: { type: 'decimal', decimals: 2, optional: true },
        rate: { type: 'decimal', decimals: 4, optional: true },
        payroll: { type: 'boolean', optional: true },
        openedOn: { type: 'date', optional: true },
      },
    },
    {
      kind: 'formula',
      name: 'all',
      entity: 'entity/client',
      lines: [
        { name: 'a', text: 'age', type: 'integer' },
        { name: 'b', text: 'aum', type: 'decimal', decimals: 2, ifMissing: 'missing' },
        { name: 'c', text: 'rate', type: 'decimal', decimals: 4, ifMissing: 'missing' },
        { name: 'd', text: 'payroll', type: 'boolean', ifMissing: 'missing' },
        { name: 'e', text: 'openedOn', type: 'date', ifMissing: 'missing' },
      ],
      outputs: ['a', 'b', 'c', 'd', 'e'],
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);
type Cell = string | number | boolean | Date | null;

async function sheet(name: string, rows: readonly (readonly Cell[])[], named = 'Sheet1'): Promise<string> {
  const path = room.path(name);
  const cells = rows.map((row) =>
    row.map((value) =>
      value === null ? null : value instanceof Date ? { value, type: Date, format: 'yyyy/mm/dd' } : { value },
    ),
  );
  await writeXlsxFile([
    { data: cells as never, sheet: named },
    {
      data: [
        [{ value: 'id' }, { value: 'age' }],
        [{ value: 'z' }, { value: 9 }],
      ] as never,
      sheet: '第二',
    },
  ] as never).toFile(path);
  return path;
}

const DAY = new Date(Date.UTC(2024, 0, 5));

describe('a spreadsheet', () => {
  it('is read as what it keeps: numbers, days, truth values, texts', async () => {
    const path = await sheet('a.xlsx', [
      ['id', 'age', 'aum', 'rate', 'payroll', 'openedOn'],
      ['001', 20, 1234.56, 0.125, true, DAY],
      [7, 30, 0.1 + 0.2 - 0.3 + 12, null, false, null],
      ['a,"b"\nc', '40', null, null, null, '2024-01-05'],
    ]);
    const report = await room.run(['formula/all'], path);
    expect(room.rows()).toEqual([
      { id: '001', a: 20, b: 1234.56, c: 0.125, d: true, e: '2024-01-05' },
      { id: '7', a: 30, b: 12, c: null, d: false, e: null },
      { id: 'a,"b"\nc', a: 40, b: null, c: null, d: null, e: '2024-01-05' },
    ]);
    expect(report).toMatchObject({ rows: 3, decided: 3, refused: 0 });
  });

  it('is read by a feed: texts by their format, numbers as they are kept', async () => {
    const feed: FeedDocument = {
      kind: 'feed',
      name: 'book',
      entity: 'entity/client',
      header: 2,
      columns: {
        编号: 'id',
        年龄: 'age',
        万元: { field: 'aum', thousands: ',', unit: '万' },
        费率: { field: 'rate', percent: true },
        代发: { field: 'payroll', true: ['是'], false: ['否'] },
        开户: { field: 'openedOn', dates: ['yyyy年M月d日', 'serial'] },
      },
    };
    const path = await sheet('a.xlsx', [
      ['客户清单', null],
      ['编号', '年龄', '万元', '费率', '代发', '开户', '备注'],
      ['001', 20, '1,234.5', '12.5%', '是', '2024年1月5日', 'x'],
      ['002', 30, 1.5, 0.125, false, DAY, null],
      ['003', 40, null, null, null, 45_296, null],
    ]);
    const entity = library.environment.entity('entity/client');
    if (entity === undefined) throw new Error('no entity');
    await room.run(['formula/all'], path, { feeds: new Map([['entity/client', feedOf(feed, entity)]]) });
    expect(room.rows()).toEqual([
      { id: '001', a: 20, b: 12_345_000, c: 0.125, d: true, e: '2024-01-05' },
      { id: '002', a: 30, b: 15_000, c: 0.125, d: false, e: '2024-01-05' },
      { id: '003', a: 40, b: null, c: null, d: null, e: '2024-01-05' },
    ]);
  });

  /** A workbook of one sheet of these cells, as XML. */
  function workbook(name: string, rows: readonly (readonly string[])[]): string {
    const cells = rows.map(
      (row, i) =>
        `<row r="${i + 1}">${row.map((cell, j) => cell.replace('<c', `<c r="${'ABCDEF'[j] ?? 'A'}${i + 1}"`)).join('')}</row>`,
    );
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const files = {
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
    };
    writeFileSync(
      room.path(name),
      zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)]))),
    );
    return room.path(name);
  }
  const word = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const HEADER = ['id', 'age', 'aum'].map(word);

  it('has results of formulas, and refuses errors and formulas without one', async () => {
    const path = workbook('f.xlsx', [
      HEADER,
      [word('a'), '<c><f>10+10</f><v>20</v></c>', '<c><f>A1</f><v>1.5</v></c>'],
      [word('b'), '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c><v>1</v></c>'],
      [word('c'), '<c><v>3</v></c>', "<c t='e'><v>#N/A</v></c>"],
      [word('d'), '<c><f>B2*2</f></c>', '<c><v>1</v></c>'],
      [word('e'), '<c><v>5</v></c>', '<c/>'],
      [word('客'), '<c t="str"><f>"4"</f><v>40</v></c>', '<c><f t="shared" si="0"/></c>'],
    ]);
    const report = await room.run(['formula/all'], path);
    expect(room.rows().map(({ id, a, b }) => [id, a, b])).toEqual([
      ['a', 20, 1.5],
      ['e', 5, null],
    ]);
    expect(report).toMatchObject({ rows: 6, decided: 2, refused: 4 });
    const told = room.text('out.ndjson.refused.csv');
    expect(['#DIV/0!', '#N/A', '=B2*2', '客'].map((text) => [text, told.includes(text)])).toEqual(
      ['#DIV/0!', '#N/A', '=B2*2', '客'].map((text) => [text, true]),
    );
  });

  it('has errors that a feed may take for missing', async () => {
    const path = workbook('f.xlsx', [HEADER, [word('a'), '<c><v>1</v></c>', '<c t="e"><v>#N/A</v></c>']]);
    const entity = library.environment.entity('entity/client');
    if (entity === undefined) throw new Error('no entity');
    const columns = { id: 'id', age: 'age', aum: { field: 'aum', missing: ['#N/A'] } };
    const feed = feedOf({ kind: 'feed', name: 'book', entity: 'entity/client', columns }, entity);
    await room.run(['formula/all'], path, { feeds: new Map([['entity/client', feed]]) });
    expect(room.rows()).toMatchObject([{ id: 'a', a: 1, b: null }]);
  });

  it('is read as a file of related rows, by a feed or without', async () => {
    const related = link(
      [
        {
          kind: 'entity',
          name: 'client',
          key: 'id',
          fields: { id: { type: 'string' } },
          relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
        },
        {
          kind: 'entity',
          name: 'account',
          fields: { id: { type: 'string' }, balance: { type: 'decimal', decimals: 2 } },
        },
        {
          kind: 'formula',
          name: 'total',
          entity: 'entity/client',
          lines: [{ name: 'sum', text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 }],
          outputs: ['sum'],
        },
      ].map((document) => ({ document })),
    );
    const clients = room.write('clients.csv', 'id\n001\n002\n');
    const plain = await sheet('accounts.xlsx', [
      ['id', 'balance'],
      ['001', 1.25],
      ['001', 2],
      ['002', 5],
    ]);
    const written = await sheet('written.xlsx', [
      ['客户', '余额(万元)'],
      ['001', '1,000.5'],
      ['002', '2'],
    ]);
    const entity = related.environment.entity('entity/account');
    if (entity === undefined) throw new Error('no entity');
    const columns = { 客户: 'id', '余额(万元)': { field: 'balance', thousands: ',', unit: '万' } };
    const feeds = new Map([
      ['entity/account', feedOf({ kind: 'feed', name: 'accounts', entity: 'entity/account', columns }, entity)],
    ]);
    await room.run(['formula/total'], clients, { library: related, related: { account: plain } });
    expect(room.rows().map(({ sum }) => sum)).toEqual([3.25, 5]);
    await room.run(['formula/total'], clients, { library: related, related: { account: written }, feeds });
    expect(room.rows().map(({ sum }) => sum)).toEqual([10_005_000, 20_000]);
  });

  it('is the sheet that is named, or the first', async () => {
    const path = await sheet('a.xlsx', [
      ['id', 'age'],
      ['x', 1],
    ]);
    const idsOf = async (of?: string | number) => {
      await room.run(['formula/all'], path, of === undefined ? {} : { sheet: of });
      return room.rows().map(({ id }) => id);
    };
    expect([await idsOf(), await idsOf(2), await idsOf('第二')]).toEqual([['x'], ['z'], ['z']]);
    expect(await codesOf(room.run(['formula/all'], path, { sheet: 'none' }))).toEqual(['sheet-not-found']);
  });

  it('is refused where it is none, or unpacks to more than it says', async () => {
    expect(await codesOf(room.run(['formula/all'], room.write('a.xlsx', 'id,age\n1,2\n')))).toEqual(['file-damaged']);
    writeFileSync(room.path('bomb.xlsx'), archive('xl/workbook.xml', Buffer.alloc(400 * 1024 * 1024), 10));
    expect(await codesOf(room.run(['formula/all'], room.path('bomb.xlsx')))).toEqual(['sheet-too-large']);
  });
});

/** A ZIP archive of one entry that says it unpacks to `said` bytes. */
function archive(name: string, content: Buffer, said: number): Buffer {
  const packed = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(said, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006'), end]);
}
