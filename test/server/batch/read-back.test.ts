import { describe, expect, test } from 'vitest';
import { type JsonObject, link } from '../../../definitions/index.ts';
import { batchRoom } from '../support/batch.ts';

const TYPES: Readonly<Record<string, JsonObject>> = {
  flag: { type: 'boolean' },
  text: { type: 'string' },
  grade: { type: 'string', enum: ['AAA', '女'] },
  age: { type: 'integer', minimum: -200, maximum: 200 },
  huge: { type: 'integer', minimum: '-99999999999999999999', maximum: '99999999999999999999' },
  amount: { type: 'decimal', decimals: 2 },
  wide: { type: 'decimal', decimals: 4, minimum: '-99999999999999999.9999', maximum: '99999999999999999.9999' },
  day: { type: 'date' },
  at: { type: 'instant' },
};
const names = Object.keys(TYPES);
const library = link(
  [
    {
      kind: 'entity',
      name: 'thing',
      key: 'id',
      fields: {
        id: { type: 'integer' },
        ...Object.fromEntries(names.map((name) => [name, { ...TYPES[name], optional: true }])),
      },
      relations: { parts: { entity: 'entity/part', by: 'id', many: true } },
      derived: { total: { text: 'sum(parts.weight)', type: 'integer' } },
    },
    {
      kind: 'entity',
      name: 'part',
      fields: { id: { type: 'integer' }, weight: { type: 'integer', minimum: 0, maximum: 99 } },
    },
    {
      kind: 'formula',
      name: 'echo',
      entity: 'entity/thing',
      lines: names.map((name) => ({
        name: `${name}Read`,
        text: name,
        type: TYPES[name]?.['type'] ?? '',
        ...(TYPES[name]?.['decimals'] === undefined ? {} : { decimals: TYPES[name]['decimals'] }),
        ifMissing: 'missing',
      })),
      outputs: names.map((name) => `${name}Read`),
    },
    {
      kind: 'formula',
      name: 'product',
      entity: 'entity/thing',
      lines: [{ name: 'p', text: 'amount * 1000 + amount / 7', type: 'decimal', decimals: 4, ifMissing: 'missing' }],
      outputs: ['p'],
    },
    {
      kind: 'formula',
      name: 'weights',
      entity: 'entity/thing',
      lines: [{ name: 't', text: 'total', type: 'integer' }],
      outputs: ['t'],
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library, 2);

const ROWS: readonly JsonObject[] = [
  {
    id: 1,
    flag: true,
    text: '',
    grade: 'AAA',
    age: -7,
    huge: '12345678901234567890',
    amount: -0.07,
    wide: '9007199254741.9301',
    day: '0001-01-01',
    at: '2024-01-05T00:00:00Z',
  },
  {
    id: 2,
    flag: false,
    text: 'say "so", twice\nand\r\n so on',
    grade: '女',
    age: 0,
    huge: 5,
    amount: 9999999999999.99,
    wide: 1.5,
    day: '9999-12-31',
    at: '2024-01-05T23:59:59.007+08:00',
  },
  { id: 3 },
  { id: 4, text: '😀 \u2028 ,;\t', at: '2024-03-01T00:00+08:00', huge: -99, wide: '-99999999999999999.9999' },
  { id: 5, text: ' blanks ', at: '0001-01-01T00:00:00Z', day: '2024-02-29' },
  { id: 6, text: 'null', at: '9999-12-31T23:59:59.999Z', amount: 0 },
];
const FORMATS = ['ndjson', 'csv', 'parquet'];

describe('field 9: what a batch writes it reads', () => {
  const pairs = FORMATS.flatMap((first) => FORMATS.map((second) => [first, second] as const));
  test.each(pairs)('every type, by %s and then by %s', async (first, second) => {
    const written = ROWS.map((row) => JSON.stringify(row)).join('\n');
    await room.run(['formula/echo'], room.write('in.ndjson', written));
    const expected = room.rows();
    expect(expected).toHaveLength(ROWS.length);
    const mapping = Object.fromEntries(names.map((name) => [`${name}Read`, name]));
    let input = room.path('in.ndjson');
    for (const [i, format] of [first, second, 'ndjson'].entries()) {
      const output = room.path(`out${i}.${format}`);
      const report = await room.run(['formula/echo'], input, { output, mapping: i === 0 ? {} : mapping });
      expect(report).toMatchObject({ decided: ROWS.length, refused: 0 });
      input = output;
    }
    expect(room.rows('out2.ndjson')).toEqual(expected);
  });

  test('an instant stands in the form of the language', async () => {
    const input = room.write('in.ndjson', '{"id":1,"at":"2024-01-05T08:00:00+08:00"}\n');
    await room.run(['formula/echo'], input, { output: room.path('out.csv') });
    expect(room.text('out.csv')).toContain(',2024-01-05T00:00:00Z\n');
    await room.run(['formula/echo'], input);
    expect(room.rows()[0]?.['atRead']).toBe('2024-01-05T00:00:00Z');
  });
});

test('found 3: an instant without seconds is read like one with them', async () => {
  const at = '2024-03-01T00:00+08:00';
  for (const [name, content] of [
    ['in.ndjson', JSON.stringify({ id: 1, at })],
    ['in.csv', `id,at\n1,${at}\n`],
  ] as const) {
    await room.run(['formula/echo'], room.write(name, content));
    expect(room.rows()[0]?.['atRead']).toBe('2024-02-29T16:00:00Z');
  }
});

describe('found 4: the wire rule holds in every output', () => {
  test.each(['in.ndjson', 'in.csv'])(
    'a decimal beyond 15 digits is a text, an integer key a number, from %s',
    async (name) => {
      const rows =
        name === 'in.csv'
          ? 'id,amount\n12,9007199254741.93\n13,1.00\n'
          : '{"id":12,"amount":9007199254741.93}\n{"id":13,"amount":1}\n';
      await room.run(['formula/product'], room.write(name, rows));
      // 9007199254741.93 × 1000 + 9007199254741.93 / 7, by whole numbers.
      const seventh = (900719925474193n * 10n ** 12n * 2n + 7n * 100n) / (14n * 100n);
      const scaled = (900719925474193n * 10n * 10n ** 12n + seventh + 5n * 10n ** 7n) / 10n ** 8n;
      const text = String(scaled);
      expect(room.rows()).toEqual([
        { id: 12, p: `${text.slice(0, -4)}.${text.slice(-4)}` },
        { id: 13, p: 1000.1429 },
      ]);
    },
  );

  test('a key that is not always the field’s type stays as it stands', async () => {
    await room.run(['formula/product'], room.write('in.csv', 'id,amount\n12,1.00\nx,1.00\n'));
    expect(room.rows().map(({ id }) => id)).toEqual(['12', 'x']);
  });
});

test.each([1, 2])(
  'found 41: rows stand in the order of the file, with %i threads',
  { timeout: 60_000 },
  async (threads) => {
    await room.duckdb.run(`SET threads = ${threads}`);
    const count = 30_000;
    const ids = Array.from({ length: count }, (_, i) => (i * 7919) % count);
    const parts = ids.flatMap((id) => (id % 3 === 0 ? [] : [`${id},1`, `${id},2`]));
    const related = { part: room.write('parts.csv', `id,weight\n${parts.toReversed().join('\n')}\n`) };
    const input = room.write('in.csv', `id\n${ids.join('\n')}\n`);
    for (const format of ['ndjson', 'parquet']) {
      const output = room.path(`out.${format}`);
      await room.run(['formula/weights'], input, { related, output });
      const found = (await room.duckdb.rows(`SELECT id, t FROM '${output}'`)).map(([id, t]) => [Number(id), Number(t)]);
      expect(found).toEqual(ids.map((id) => [id, id % 3 === 0 ? 0 : 3]));
    }
  },
);
