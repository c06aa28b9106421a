import { describe, expect, it } from 'vitest';
import { type Feed, type FeedDocument, feedOf, link } from '../../../definitions/index.ts';
import { Refusal } from '../../../server/terminal.ts';
import { batchRoom } from '../support/batch.ts';

const library = link(
  [
    { kind: 'entity', name: 'client', key: 'id', fields: { id: { type: 'string' }, at: { type: 'instant' } } },
    {
      kind: 'criteria',
      name: 'late',
      entity: 'entity/client',
      when: { all: [{ fact: 'at', operator: 'after', value: '2024-01-05T00:00:00Z' }] },
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);
const feeds = (more: Partial<FeedDocument>): ReadonlyMap<string, Feed> => {
  const entity = library.environment.entity('entity/client');
  if (entity === undefined) throw new Error('no entity');
  const document: FeedDocument = {
    kind: 'feed',
    name: 'f',
    entity: 'entity/client',
    columns: { id: 'id', at: 'at' },
    ...more,
  };
  return new Map([['entity/client', feedOf(document, entity)]]);
};

const visits = { kind: 'entity', name: 'visit', fields: { id: { type: 'string' }, at: { type: 'instant' } } };
const own = batchRoom(
  link(
    [
      {
        kind: 'entity',
        name: 'client',
        key: 'id',
        fields: { id: { type: 'string' } },
        relations: { visits: { entity: 'entity/visit', by: 'id', many: true } },
      },
      visits,
      {
        kind: 'formula',
        name: 'last',
        entity: 'entity/client',
        lines: [{ name: 'last', text: 'max(visits.at)', type: 'instant' }],
        outputs: ['last'],
      },
    ].map((document) => ({ document })),
  ),
);

describe('field 11: instants as files have them', () => {
  it.each([
    ['2024-01-05T08:00:00.123456+08:00', 'a second has at most 3 decimals'],
    ['2024-01-05T08:00:00+0800', 'the zone is written +08:00'],
    ['2024-01-05 08:00:00', 'it has no zone: a feed gives it one with ""zone"": ""Asia/Shanghai""'],
  ])('%s is refused, and the reason is told', async (text, reason) => {
    await room.run(['criteria/late'], room.write('a.csv', `id,at\n1,${text}\n`));
    expect(room.text('out.ndjson.refused.csv')).toContain(reason);
  });

  it('a Parquet time without a zone is told of the zone, and read by one', async () => {
    await room.duckdb.run(
      `COPY (SELECT * FROM (VALUES ('1', TIMESTAMP '2024-01-05 08:00:01'), ('2', TIMESTAMP '2024-01-05 07:59:59')) t(id, "at")) TO '${room.path('a.parquet')}' (FORMAT parquet)`,
    );
    const told = await room.run(['criteria/late'], room.path('a.parquet')).then(
      () => '',
      (error: unknown) => (error instanceof Refusal ? (error.problems[0]?.message.en ?? '') : String(error)),
    );
    expect(told).toContain('an instant has a zone, which a feed gives with "zone": "Asia/Shanghai"');
    await room.run(['criteria/late'], room.path('a.parquet'), { feeds: feeds({ zone: 'Asia/Shanghai' }) });
    expect(room.rows().map(({ id, value }) => [id, value])).toEqual([
      ['1', true],
      ['2', false],
    ]);
  });

  it('a feed reads offsets of any form, and rounds what is finer than thousandths where it says so', async () => {
    const file = room.write(
      'a.csv',
      'id,at\n1,2024-01-05T08:00:00.0004+0800\n2,2024-01-05 08:00:00.0005+08\n3,2024-01-05T08:00:01\n',
    );
    await room.run(['criteria/late'], file, {
      feeds: feeds({ zone: '+08:00', columns: { id: 'id', at: { field: 'at', round: 'half-up' } } }),
    });
    expect(room.rows().map(({ value }) => value)).toEqual([false, true, true]);
  });

  it('a time that a zone skips or has twice is refused', async () => {
    const file = room.write('a.csv', 'id,at\n1,2024-03-31 02:30:00\n2,2024-10-27 02:30:00\n3,2024-06-01 02:30:00\n');
    const report = await room.run(['criteria/late'], file, { feeds: feeds({ zone: 'Europe/Berlin' }) });
    expect(report).toMatchObject({ decided: 1, refused: 2 });
  });

  /** Of each text: whether it is after 2024-01-05T00:00:00Z in Shanghai's time; null where it is refused. */
  const STAMPS: readonly (readonly [string, boolean | null])[] = [
    ['2024-01-05 08:00:01', true],
    ['2024-01-05T08:00:00', false],
    ['2024-01-05T07:59:59.999', false],
    ['2024-01-06', true],
    ['2024-01-05T00:00:00.001Z', true],
    ['2024-01-05T08:00:00+09:00', false],
    ['2024-01-05T08:00:00.123456', null],
    ['2024-13-05T08:00:00', null],
  ];

  it.each(['csv', 'ndjson', 'parquet'])('--zone gives times without a zone one, in %s', async (format) => {
    const rows = STAMPS.map(([at], i) => ({ id: String(i), at }));
    const file =
      format === 'csv'
        ? room.write('a.csv', `id,at\n${rows.map(({ id, at }) => `${id},${at}`).join('\n')}\n`)
        : room.write('a.ndjson', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const parquet = room.path('a.parquet');
    if (format === 'parquet')
      await room.duckdb.run(
        `COPY (SELECT id, "at" FROM read_json('${file}', columns = {id: 'VARCHAR', "at": 'VARCHAR'})) TO '${parquet}' (FORMAT parquet)`,
      );
    const report = await room.run(['criteria/late'], format === 'parquet' ? parquet : file, { zone: 'Asia/Shanghai' });
    const good = STAMPS.flatMap(([, isLate], i) => (isLate === null ? [] : [[String(i), isLate]]));
    expect(room.rows().map(({ id, value }) => [id, value])).toEqual(good);
    expect(report.refused).toBe(2);
    expect(room.text('out.ndjson.refused.csv')).toContain('2024-01-05T08:00:00.123456');
  });

  it('--zone reads a Parquet time without one, a mapped column, and one that is carried too', async () => {
    await room.duckdb.run(
      `COPY (SELECT * FROM (VALUES ('1', TIMESTAMP '2024-01-05 08:00:01'), ('2', TIMESTAMP '2024-01-05 07:59:59')) t(id, ts)) TO '${room.path('a.parquet')}' (FORMAT parquet)`,
    );
    const more = { mapping: { ts: 'at' }, columns: ['ts'], zone: '+08:00' };
    await room.run(['criteria/late'], room.path('a.parquet'), more);
    const expected = [
      { id: '1', ts: '2024-01-05T00:00:01Z', value: true },
      { id: '2', ts: '2024-01-04T23:59:59Z', value: false },
    ];
    expect(room.rows()).toEqual(expected);
    const lines = '{"id":"1","ts":"2024-01-05 08:00:01"}\n{"id":"2","ts":"2024-01-05 07:59:59"}\n';
    await room.run(['criteria/late'], room.write('a.ndjson', lines), more);
    expect(room.rows()).toEqual(expected);
  });

  it('--zone does not reach rows within a column, and says so', async () => {
    const rows = ['2024-01-05T08:00:00', '2024-01-05T08:00:00+08:00'].map((at, i) => ({
      id: String(i),
      visits: [{ id: String(i), at }],
    }));
    const file = own.write('a.ndjson', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const report = await own.run(['formula/last'], file, { zone: 'Asia/Shanghai' });
    expect(report).toMatchObject({ decided: 1, refused: 1 });
    expect(own.rows()).toEqual([{ id: '1', last: '2024-01-05T00:00:00Z' }]);
    expect(report.notes.map(({ code }) => code)).toContain('zone-not-within');
    const without = await own.run(['formula/last'], file);
    expect(without.notes.map(({ code }) => code)).not.toContain('zone-not-within');
  });
});
