import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  dateText,
  type DeclaredField,
  type Feed,
  type FeedDocument,
  feedOf,
  instantText,
  type Json,
  type JsonObject,
  link,
  readRow,
} from '../../../definitions/index.ts';
import { cellText } from '../../../server/referee/agree/cell-text.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomFeed } from '../../../server/referee/agree/random/feeds.ts';
import { batchRoom } from '../support/batch.ts';

const FIELDS: Readonly<Record<string, DeclaredField>> = {
  id: { type: 'string' },
  whole: { type: 'integer', optional: true },
  money: { type: 'decimal', decimals: 2, optional: true },
  wide: {
    type: 'decimal',
    decimals: 4,
    minimum: '-99999999999999999999',
    maximum: '99999999999999999999',
    optional: true,
  },
  flag: { type: 'boolean', optional: true },
  grade: { type: 'string', enum: ['AAA', 'b c', '高'], optional: true },
  note: { type: 'string', optional: true },
  day: { type: 'date', optional: true },
  moment: { type: 'instant', optional: true },
};
const NAMES = Object.keys(FIELDS).filter((name) => name !== 'id');
const outputOf = (name: string) => `out${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
const ENTITY = { kind: 'entity', name: 'client', key: 'id', fields: FIELDS } as unknown as JsonObject;
const library = link(
  [
    ENTITY,
    {
      kind: 'formula',
      name: 'all',
      entity: 'entity/client',
      lines: NAMES.map((name) => {
        const { type, decimals } = FIELDS[name] ?? { type: 'string' };
        return {
          name: `out_${name}`.replace(/_(.)/, (_, letter: string) => letter.toUpperCase()),
          text: name,
          type,
          ...(decimals === undefined ? {} : { decimals }),
          ifMissing: 'missing',
        };
      }),
      outputs: NAMES.map(outputOf),
    },
  ].map((document) => ({ document: document as JsonObject })),
);
const room = batchRoom(library);

const figure = (units: number, most: number) => fc.integer({ min: -most, max: most }).map((scaled) => scaled / units);
const optional = <T extends Json>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 6 });
const rows = fc.array(
  fc.record({
    whole: optional(fc.integer({ min: -999_999_999, max: 999_999_999 })),
    money: optional(figure(100, 100_000_000_000)),
    wide: optional(
      fc.oneof(figure(10_000, 1_000_000), fc.constantFrom('12345678901234567.8901', '-99999999999999999999.0000')),
    ),
    flag: optional(fc.boolean()),
    grade: optional(fc.constantFrom('AAA', 'b c', '高')),
    note: optional(fc.stringMatching(/^[a-z,"'\u4e00-\u4e10 ;1-9]{1,12}$/)),
    day: optional(fc.integer({ min: -25_000, max: 40_000 }).map((days) => dateText(days))),
    moment: optional(fc.integer({ min: 0, max: 2_000_000_000_000 }).map((at) => instantText(at))),
  }),
  { minLength: 1, maxLength: 12 },
);

function feedFor(document: FeedDocument): ReadonlyMap<string, Feed> {
  const entity = library.environment.entity('entity/client');
  if (entity === undefined) throw new Error('no entity');
  return new Map([['entity/client', feedOf(document, entity)]]);
}

const csvCell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The file of some rows as a feed has them, and what it says: cells that cannot be said are left out of both. */
function written(chance: Chance, feed: FeedDocument, facts: readonly JsonObject[], format: 'csv' | 'ndjson') {
  const columns = Object.entries(feed.columns).map(([column, declared]) => ({
    column,
    format: typeof declared === 'string' ? { field: declared } : declared,
  }));
  const said = facts.map((row, i) => {
    const own = { ...row, id: `k${i}` } as JsonObject;
    const cells = columns.flatMap(({ column, format: of }): [string, string, Json][] => {
      const field = FIELDS[of.field];
      const value = own[of.field] ?? null;
      const text = field === undefined ? undefined : cellText(chance, { format: of, field, feed }, value);
      // A column of CSV is there in every row: what cannot be said is a blank.
      return text === undefined ? [] : [[column, text, value]];
    });
    return {
      cells: new Map(cells.map(([column, text]) => [column, text])),
      values: Object.fromEntries(
        cells.map(([column, , value]) => [columns.find((one) => one.column === column)?.format.field ?? '', value]),
      ),
    };
  });
  const names = columns.map(({ column }) => column);
  const lines =
    format === 'csv'
      ? [
          names.join(','),
          ...said.map(({ cells }) =>
            names.map((name) => (cells.has(name) ? csvCell(cells.get(name) ?? '') : '')).join(','),
          ),
        ]
      : said.map(({ cells }) => JSON.stringify(Object.fromEntries(cells)));
  return { said, text: `${lines.join('\n')}\n` };
}

it('what is written as a feed says is read by batch and by decide alike, and what batch writes is read again', {
  timeout: 240_000,
}, async () => {
  const seen = { rows: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1_000_000),
      rows,
      fc.constantFrom('csv' as const, 'ndjson' as const),
      async (seed, facts, format) => {
        const chance = new Chance(seed);
        const feed = randomFeed(chance, ENTITY) as unknown as FeedDocument;
        const columns = { ...feed.columns, 列0: { field: 'id' } };
        const document: FeedDocument = { ...feed, columns };
        const feeds = feedFor(document);
        const { said, text } = written(chance, document, facts, format);
        const input = room.write(`in.${format}`, text);
        await room.run(['formula/all'], input, { feeds });
        const decided = said.map(({ cells }) => readRow(feeds.get('entity/client') as Feed, Object.fromEntries(cells)));
        expect(decided.map(({ problems }) => problems)).toEqual(said.map(() => []));
        // Of each row what its cells can say.
        const expected = said.map(({ values }) =>
          Object.entries(values).map(([name, value]) => [name, plain(name, value)]),
        );
        const batch = room.rows();
        expect(
          said.map(({ values }, i) =>
            Object.keys(values).map((name) => [
              name,
              plain(name, (batch[i]?.[name === 'id' ? name : outputOf(name)] ?? null) as Json),
            ]),
          ),
        ).toEqual(expected);
        expect(
          said.map(({ values }, i) =>
            Object.keys(values).map((name) => [name, plain(name, decided[i]?.facts[name] ?? null)]),
          ),
        ).toEqual(expected);
        const first = room.text('out.ndjson');
        const back = Object.fromEntries(NAMES.map((name) => [outputOf(name), name]));
        const again = feedFor({ kind: 'feed', name: 'again', entity: 'entity/client', columns: { id: 'id', ...back } });
        // By a feed a blank is one thing; it is the strict reading that tells an empty text from none.
        const hasEmpty = batch.some((row) => row['outNote'] === '');
        for (const own of ['csv', 'ndjson', 'parquet']) {
          await room.run(['formula/all'], input, { feeds, output: room.path(`own.${own}`) });
          await room.run(['formula/all'], room.path(`own.${own}`), { mapping: back });
          expect(room.text('out.ndjson')).toBe(first);
          if (hasEmpty) continue;
          await room.run(['formula/all'], room.path(`own.${own}`), { feeds: again });
          expect(room.text('out.ndjson')).toBe(first);
        }
        seen.rows += facts.length;
      },
    ),
    { numRuns: 12 },
  );
  expect(seen.rows).toBeGreaterThan(30);
});

/** A wide figure without needless zeros: one form for one value. */
function plain(name: string, value: Json): Json {
  return name === 'wide' && typeof value === 'string' ? value.replace(/\.?0+$/, '') : value;
}
