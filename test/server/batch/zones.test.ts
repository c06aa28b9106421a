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
});
