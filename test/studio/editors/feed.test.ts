import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import write from 'write-excel-file/universal';
import {
  type EntityDocument,
  type FeedDocument,
  isObject,
  type Json,
  type JsonObject,
} from '../../../definitions/index.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomDictionaries } from '../../../server/referee/agree/random/entities.ts';
import { randomFeed } from '../../../server/referee/agree/random/feeds.ts';
import * as feed from '../../../studio/editors/feed/edits.ts';
import { openSample, readSample } from '../../../studio/editors/feed/sample-file.ts';
import { packSources } from '../../support/packs.ts';

const documents = (['bank-crm', 'bank-marketing'] as const)
  .flatMap((pack) => packSources(pack))
  .map(({ document }) => document as JsonObject);
const named = (kind: string, name: string) => {
  const found = documents.find((one) => one['kind'] === kind && one['name'] === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found as never;
};
const textOf = (document: object) => JSON.stringify(document);

function feeds(seed: number): readonly FeedDocument[] {
  const chance = new Chance(seed);
  const drawn = Object.values(randomDictionaries(chance))
    .flat()
    .filter((one): one is JsonObject => isObject(one as Json) && (one as JsonObject)['kind'] === 'entity')
    .map((entity) => randomFeed(chance, entity));
  return [...documents.filter((one) => one['kind'] === 'feed'), ...drawn] as unknown as readonly FeedDocument[];
}

describe('a feed', () => {
  it('is the same text again after every edit and its way back, of the packs and drawn at random', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const document of feeds(seed)) {
          for (const [column, declared] of Object.entries(document.columns)) {
            const there = feed.renameColumn(document, column, 'renamed now');
            expect(textOf(feed.renameColumn(there, 'renamed now', column))).toBe(textOf(document));
            const { field, ...format } = feed.declaredAs(declared);
            expect(textOf(feed.setField(feed.setField(document, column, 'x'), column, field))).toBe(textOf(document));
            for (const [key, value] of Object.entries(format))
              expect(textOf(feed.setFormat(document, column, key as 'trim', value as Json))).toBe(textOf(document));
            const said = feed.setFormat(document, column, 'trim', true);
            expect(feed.declaredAs(said.columns[column] ?? '')).toEqual({ field, ...format, trim: true });
            if (format.trim === undefined && Object.keys(format).length !== 0)
              expect(textOf(feed.setFormat(said, column, 'trim', undefined))).toBe(textOf(document));
          }
          const added = feed.addColumn(document, 'added now', 'x');
          expect(textOf(feed.removeColumn(added, 'added now'))).toBe(textOf(document));
          for (const key of ['encoding', 'header', 'zone', 'empty', 'unreadable'] as const) {
            const value = document[key];
            if (value !== undefined) expect(textOf(feed.setFile(document, key, value))).toBe(textOf(document));
            else expect(textOf(feed.setFile(feed.setFile(document, key, 'x'), key, undefined))).toBe(textOf(document));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('of which nothing is said any more is its field alone', () => {
    const document = { kind: 'feed', name: 'a', entity: 'entity/a', columns: { A: { field: 'a', trim: true } } };
    expect(feed.setFormat(document as never, 'A', 'trim', undefined).columns).toEqual({ A: 'a' });
  });
});

describe('a sample file', () => {
  const customer = named('entity', 'customer') as EntityDocument;
  const core = named('feed', 'core-customers') as FeedDocument;
  const head = '客户号,年龄,年日均资产(万元),债务收入比,开户日期,代发工资,信用等级';
  const read = (lines: readonly string[], document = core) =>
    readSample(iconv.encode(['某分行,2026-01-31', head, ...lines].join('\r\n'), 'gbk'), document, customer);

  it('is read as its feed says: units, percents, days, words, brackets', () => {
    const { lines, faults, absent } = read(['A1,-,"(1,234.5)",12.5%,2020年3月1日,是,3A']);
    expect(lines[0]?.cells.map(({ value }) => value)).toEqual([
      'A1',
      null,
      null,
      '-12345000',
      '0.125',
      '2020-03-01',
      'true',
      'AAA',
      null,
    ]);
    expect([lines[0]?.line, faults]).toEqual([3, 0]);
    expect(absent).toEqual(['客户类型', '归属机构']);
  });

  it('tells each cell that is none, in both languages, with the line of the file', () => {
    const { lines, faults } = read(['A1,30,1,1%,2020/3/1,是,AA', '', 'A2,约五十,1,1%,2020/13/1,或许,AA']);
    expect(faults).toBe(3);
    const wrong = lines[1]?.cells.filter(({ fault }) => fault !== null) ?? [];
    expect([lines[1]?.line, wrong.map(({ text }) => text)]).toEqual([5, ['约五十', '2020/13/1', '或许']]);
    for (const { fault } of wrong) expect(fault?.en).not.toBe(fault?.['zh-CN']);
  });

  it.each([
    [';', 'A1;30', '30'],
    ['\t', 'A1\t30', '30'],
  ])('is divided by %j where its header has most of them', (sign, row, age) => {
    const text = ['x', `客户号${sign}年龄`, row].join('\n');
    const { lines } = readSample(iconv.encode(text, 'gbk'), core, customer);
    expect(lines[0]?.cells.find(({ text: written }) => written === '30')?.value).toBe(age);
  });

  it('of another encoding is not read', () => {
    expect(() => readSample(Buffer.from([0x61, 0xff, 0xff]), { ...core, encoding: 'utf-8' }, customer)).toThrow();
    expect(() => readSample(Buffer.from('a'), { ...core, encoding: 'no-such' }, customer)).toThrow();
  });

  const sheet = (rows: readonly (readonly (string | number | boolean | Date | null)[])[]) =>
    write([
      {
        sheet: 'S',
        data: rows.map((row) =>
          row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value)),
        ),
      },
    ] as never).toBlob();

  it('that is a sheet is read by what its cells keep: figures and days as they are, texts by the formats of the feed', async () => {
    const rows = [
      ['某分行', null],
      head.split(','),
      [' A1 ', 47, 12.5, 0.125, new Date('2020-03-01'), true, '3A'],
      [null, null],
      ['A2', '约五十', '(1,234.5)', '12.5%', '2020年3月1日', '是', 'AA'],
    ];
    const { lines, faults, unread } = readSample(await openSample(await sheet(rows)), core, customer);
    expect(
      lines.map(({ line, cells }) => [line, cells.filter(({ text }) => text !== '').map(({ value }) => value)]),
    ).toEqual([
      [3, ['A1', '47', '125000', '0.125', '2020-03-01', 'true', 'AAA']],
      [5, ['A2', null, '-12345000', '0.125', '2020-03-01', 'true', 'AA']],
    ]);
    expect([faults, unread]).toEqual([1, []]);
  });

  it('that is no sheet though it begins like one, or is empty, is told', async () => {
    await expect(openSample(new Blob(['PK and no more']))).rejects.toThrow();
    const { lines, absent } = readSample(await openSample(await sheet([['a']])), core, customer);
    expect([lines.length, absent.length]).toEqual([0, 9]);
  });
});
