import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { duckdb as dialect, type Field, link, readCell } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';

const TYPES: Readonly<Record<string, object>> = {
  whole: { type: 'integer', minimum: -99, maximum: 1_000_000 },
  money: { type: 'decimal', decimals: 2, minimum: -99.5, maximum: 9_999_999_999_999 },
  rate: { type: 'decimal', decimals: 4, minimum: -1, maximum: 99_999 },
  fine: { type: 'decimal', decimals: 7, minimum: -1, maximum: 99_999 },
  finest: { type: 'decimal', decimals: 9, minimum: 0, maximum: 99 },
  day: { type: 'date' },
  flag: { type: 'boolean' },
};
const library = link([{ document: { kind: 'entity', name: 'cell', fields: TYPES } }]);
const fieldOf = (name: string): Field => {
  const field = library.environment.entity('entity/cell')?.fields.get(name);
  if (field === undefined) throw new Error(`There is no ${name}`);
  return field;
};

let duckdb: Duckdb;
beforeAll(async () => {
  duckdb = await openDuckdb({ threads: 1 });
});
afterAll(() => duckdb.close());

/** What the quick and the thorough reading make of texts. */
async function readings(name: string, texts: readonly string[]): Promise<readonly (readonly [unknown, unknown])[]> {
  const read = readCell(dialect, fieldOf(name), 'text');
  if (read === undefined) throw new Error(`${name} is not read`);
  const { cast, value } = read.plain('x');
  const values = texts.map((text, i) => `(${i}, '${text.replaceAll("'", "''")}')`).join(', ');
  const rows = await duckdb.rows(
    `SELECT CAST(${value('c')} AS VARCHAR), CAST(${read.any('x')} AS VARCHAR) FROM (SELECT *, ${cast ?? 'NULL'} AS c FROM (VALUES ${values}) AS t(i, x)) ORDER BY i`,
  );
  return rows.map(([plain = null, any = null]) => [plain, any] as const);
}

test.each([
  ['whole', ['0', '7', '-99', '1000000', '35.0'], ['0', '7', '-99', '1000000', '35']],
  [
    'money',
    ['0', '5', '5.0', '5.00', '5.25', '-0.5', '127383.0', '9999999999999'],
    ['0', '500', '500', '500', '525', '-50', '12738300', '999999999999900'],
  ],
  ['rate', ['0.1', '0.1234', '1', '99999'], ['1000', '1234', '10000', '999990000']],
  ['fine', ['0.1', '0.1234567', '99998.5'], ['1000000', '1234567', '999985000000']],
  ['finest', ['0.000000001', '99', '1.5'], ['1', '99000000000', '1500000000']],
  ['day', ['2026-01-31'], ['20484']],
  ['flag', ['true', 'false'], ['true', 'false']],
])('what is written plainly is read in the first pass: %s', async (name, texts, values) => {
  expect(await readings(name, texts)).toEqual(values.map((value) => [value, value]));
});

const ODD = [
  '',
  '-',
  '.',
  '5.',
  '.5',
  '+5',
  ' 5',
  '5 ',
  '05',
  '00',
  '-0',
  '-0.0',
  '-0.00',
  '1e2',
  '1E2',
  '1e-7',
  'NaN',
  'inf',
  '1_000',
  '1,5',
  '0x1F',
  '５',
  '5.255',
  '5.2550',
  '1.005',
  '9999999999999.99',
  '10000000000000',
  '99999999999999999999',
  '-99.5',
  '-99.51',
  '2026-02-30',
  '2026-1-3',
  'infinity',
  'True',
  't',
  '1.0000001',
  '1.00000001',
  '99999.00005',
  '1000000.0',
  '1000000.5',
];

test('the first pass reads nothing that the thorough reading does not, nor as anything else', async () => {
  const digits = fc.stringMatching(/^-?[0-9]{0,16}(\.[0-9]{0,14})?(e-?[0-9]{1,2})?$/);
  const short = fc.stringMatching(/^[-+]?[0-9]{1,3}(\.[0-9]{1,5})?$/);
  const text = fc.oneof(fc.constantFrom(...ODD), digits, short, fc.string({ maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 200, maxLength: 400 }), async (drawn) => {
      const texts = [...ODD, ...drawn.filter((one) => !one.includes('\0'))];
      for (const name of Object.keys(TYPES)) {
        const found = await readings(name, texts);
        const wrong = found.flatMap(([plain, any], i) =>
          plain === null || plain === any ? [] : [[name, texts[i], plain, any]],
        );
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns: 10 },
  );
});
