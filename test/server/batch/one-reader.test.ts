import { describe, expect, test } from 'vitest';
import { compile, type Json, type JsonObject, link } from '../../../definitions/index.ts';
import { batchRoom } from '../support/batch.ts';

/** A field of each type, domain and way with what is unreadable; each is echoed by a formula of its own name. */
const FIELDS: Readonly<Record<string, JsonObject>> = {
  flag: { type: 'boolean' },
  text: { type: 'string' },
  grade: { type: 'string', enum: ['AAA', 'b', '女', 'true', '1'] },
  age: { type: 'integer', minimum: 0, maximum: 120 },
  count: { type: 'integer' },
  huge: { type: 'integer', minimum: '-99999999999999999999', maximum: '99999999999999999999' },
  rate: { type: 'decimal', decimals: 4, minimum: -1, maximum: 1 },
  amount: { type: 'decimal', decimals: 2 },
  wide: { type: 'decimal', decimals: 4, minimum: '-99999999999999999.9999', maximum: '99999999999999999.9999' },
  day: { type: 'date' },
  late: { type: 'date', minimum: '2000-01-01', maximum: '2030-12-31' },
  at: { type: 'instant' },
  soon: { type: 'instant', minimum: '2000-01-01T00:00:00Z', maximum: '2030-12-31T23:59:59Z' },
  dirtyAge: { type: 'integer', minimum: 0, maximum: 120, unreadable: 'missing' },
  dirtyDay: { type: 'date', unreadable: 'missing' },
  dirtyAt: { type: 'instant', unreadable: 'missing' },
  dirtyGrade: { type: 'string', enum: ['AAA'], unreadable: 'missing' },
};
const names = Object.keys(FIELDS);
const typed = (name: string) => {
  const { type, decimals } = FIELDS[name] ?? {};
  return { type: type ?? '', ...(decimals === undefined ? {} : { decimals }) };
};
const library = link(
  [
    {
      kind: 'entity',
      name: 'thing',
      key: 'id',
      fields: {
        id: { type: 'string' },
        ...Object.fromEntries(names.map((name) => [name, { ...FIELDS[name], optional: true }])),
      },
    },
    {
      kind: 'formula',
      name: 'echo',
      entity: 'entity/thing',
      lines: names.map((name) => ({ name: `${name}Read`, text: name, ...typed(name), ifMissing: 'missing' })),
      outputs: names.map((name) => `${name}Read`),
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);

test('the definitions of this test are sound', () => {
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

const compiled = compile(library, ['formula/echo'], { unknown: 'ignore' });

/** What `decide` makes of a record that has this one fact: its value, and what it counts as missing; or the codes that refuse it. */
function decided(name: string, value: Json): Json {
  const result = compiled.decide({ facts: { id: 'x', [name]: value } })['formula/echo'];
  if (result === undefined) throw new Error('no result');
  if (result.value === null) return [...new Set(result.problems.map(({ code }) => code))];
  return [(result.value as JsonObject)[`${name}Read`] ?? null, result.problems.map(({ code }) => code)];
}

interface Case {
  readonly name: string;
  readonly value: Json;
}

/** The same of a batch: one row a case, in the order of the file. */
async function batched(input: string, cases: readonly Case[]): Promise<readonly Json[]> {
  const report = await room.run(['formula/echo'], input, { key: 'rownum', parts: new Set(['problems']) });
  expect(report.rows).toBe(cases.length);
  const answers: Json[] = cases.map(() => 'neither decided nor refused');
  for (const row of room.rows() as readonly JsonObject[]) {
    const at = Number(row['rownum']) - 1;
    answers[at] = [row[`${cases[at]?.name}Read`] ?? null, row['problems'] ?? null];
  }
  if (report.refusedRows === null) return answers;
  for (const line of recordsOf(room.text('out.ndjson.refused.csv')).slice(1)) {
    const [number = '', , field, , code = ''] = line;
    expect(field).toBe(cases[Number(number) - 1]?.name);
    answers[Number(number) - 1] = [code];
  }
  return answers;
}

/** The values of a CSV text, by its grammar. */
const recordsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/((?:"(?:[^"]|"")*"|[^,\n"]*)(?:,(?:"(?:[^"]|"")*"|[^,\n"]*))*)\n/g)].map(([, record = '']) =>
    [...record.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,"]*)/g)].map(([, value = '']) =>
      value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value,
    ),
  );

const product = (...parts: readonly (readonly string[])[]): readonly string[] =>
  parts.reduce<readonly string[]>((before, part) => before.flatMap((one) => part.map((next) => one + next)), ['']);

const DATES = product(
  ['0000', '0001', '1999', '2024', '2030', '2031', '9999', '10000', '24'],
  ['-01-01', '-02-29', '-02-30', '-12-31', '-13-01', '-1-1', '/01/01', '0101'],
);
const TIMES = [
  '00:00',
  '23:59',
  '24:00',
  '23:59:59',
  '23:59:60',
  '00:00:00.1',
  '12:34:56.789',
  '00:00:00.1234',
  '7:00',
];
const ZONES = [
  'Z',
  '+08:00',
  '-08:00',
  '+18:00',
  '-18:00',
  '+18:59',
  '-18:59',
  '+19:00',
  '+0800',
  '+08',
  '',
  'z',
  '+00:60',
];
const INSTANTS = [
  ...product(['2024-02-29', '0001-01-01', '9999-12-31', '1999-12-31', '2030-12-31'], ['T'], TIMES, ZONES),
  ...product(['2024-02-29', '2023-02-29', '0000-01-01'], ['T', ' ', 't'], ['00:00:00'], ['Z', '+08:00', '']),
];
const FIGURES = [
  ...product(
    ['', '-', '+'],
    [
      '0',
      '7',
      '07',
      '119',
      '120',
      '121',
      '999999999999999',
      '1000000000000000',
      '9007199254741',
      '99999999999999999',
      '99999999999999999999',
      '100000000000000000000',
    ],
    ['', '.0', '.5', '.25', '.00010', '.9999', '.00001', '.', '.0000000000000000001'],
  ),
  ...product(
    ['', '-'],
    ['0', '1', '12', '1.5', '012', '999999999999999'],
    ['e0', 'e2', 'E-2', 'e+3', 'e-5', 'e400', 'e', 'e1.5'],
  ),
  ...[
    '.5',
    '5.',
    '1_000',
    '1,000',
    '0x10',
    '１２',
    '١٢',
    '12.5%',
    '¥1',
    '5万',
    '(1)',
    ' 1',
    '1 ',
    '1\t',
    '--1',
    '1e308',
    '1e-300',
  ],
];
const WORDS = [
  '',
  ' ',
  'AAA',
  'AAA ',
  ' AAA',
  'aaa',
  'b',
  '女',
  '女 ',
  'ＡＡＡ',
  'AAA\u00a0',
  'true',
  'false',
  'TRUE',
  'True',
  'yes',
  't',
  'f',
  'Y',
  '是',
  'null',
  'NULL',
  'NaN',
  'nan',
  'Infinity',
  '-inf',
  "it's",
  'say "so"',
  '"',
  'two\nlines',
  'a,b',
  ';',
  '\u2028',
  '😀',
  '{}',
  '[1]',
  '\\N',
  '#N/A',
  'epoch',
  'infinity',
  'today',
];
const TEXTS = [...new Set([...WORDS, ...DATES, ...INSTANTS, ...FIGURES])];
const NUMBERS = [
  ...new Set([
    ...FIGURES.map(Number).filter((x) => Number.isFinite(x) && Number(x.toPrecision(15)) === x),
    ...[-0, 0.1, 0.12345, 1e15, 1e21, 5e-324, 9999999999999.99, -0.0001, 1.00005, 0.07, 1.005, 4.35],
    ...Array.from({ length: 60 }, (_, i) => (i * 37 - 900) / 100),
  ]),
];
const OTHERS: readonly Json[] = [true, false, null, [], [1], ['a'], {}, { a: 1 }];

const each = (fields: readonly string[], values: readonly Json[]): readonly Case[] =>
  fields.flatMap((name) => values.map((value) => ({ name, value })));

/** Where the two differ, in what way, how often and for which values to begin with. */
function differing(all: readonly Case[], found: readonly Json[], expected: (one: Case) => Json): readonly string[] {
  const ways = new Map<string, Json[]>();
  all.forEach((one, i) => {
    const [is, should] = [JSON.stringify(found[i]), JSON.stringify(expected(one))];
    if (is === should) return;
    const isValue = is.startsWith('[{') || !is.startsWith('["fact');
    const way = `${one.name}: ${isValue ? 'read' : is} should be ${should.startsWith('["fact') ? should : 'read'}`;
    ways.set(way, [...(ways.get(way) ?? []), isValue ? [one.value, is, should] : one.value]);
  });
  return [...ways].map(([way, values]) => `${way} (${values.length} ×): ${JSON.stringify(values.slice(0, 4))}`);
}

describe('one reader: a batch accepts, refuses and reads what decide does', () => {
  test('of NDJSON, every JSON value in a field of every type', { timeout: 120_000 }, async () => {
    const all = each(names, [...TEXTS, '\0', 'a\u0001b', ...NUMBERS, ...OTHERS]);
    const lines = all.map(({ name, value }) => JSON.stringify({ id: 'x', [name]: value }));
    const found = await batched(room.write('in.ndjson', `${lines.join('\n')}\n`), all);
    expect(differing(all, found, ({ name, value }) => decided(name, value))).toEqual([]);
  });

  test('of CSV, every cell as the JSON value it stands for', { timeout: 120_000 }, async () => {
    const all = each(names, TEXTS);
    const cell = (value: Json) => `"${String(value).replaceAll('"', '""')}"`;
    const lines = all.map((one) => `x,${names.map((name) => (name === one.name ? cell(one.value) : '')).join(',')}`);
    const found = await batched(room.write('in.csv', `id,${names.join(',')}\n${lines.join('\n')}\n`), all);
    const isText = (name: string) => FIELDS[name]?.['type'] === 'string';
    const expected = ({ name, value }: Case) => decidedCell(name, value === '' && !isText(name) ? null : String(value));
    expect(differing(all, found, expected)).toEqual([]);
  });

  test('of Parquet, columns of text', { timeout: 120_000 }, async () => {
    const all = each(names, TEXTS);
    const found = await batched(await parquetOf(all, names, 'VARCHAR'), all);
    expect(differing(all, found, ({ name, value }) => decidedCell(name, String(value)))).toEqual([]);
  });

  test.each(['DOUBLE', 'DECIMAL(20, 5)', 'BIGINT'])('of Parquet, columns of %s', { timeout: 120_000 }, async (type) => {
    const fields = names.filter((name) => ['integer', 'decimal'].includes(String(FIELDS[name]?.['type'])));
    const fits = (x: number) =>
      type === 'DOUBLE' ||
      (Math.abs(x) < 1e14 &&
        Math.abs(x) > 1e-6 &&
        (type === 'BIGINT' ? Number.isInteger(x) : Number(x.toFixed(5)) === x));
    const all = each(fields, NUMBERS.filter((x) => !Object.is(x, -0)).filter(fits));
    const found = await batched(await parquetOf(all, fields, type), all);
    const isExact = (name: string) => type !== 'DOUBLE' && (name === 'huge' || name === 'wide');
    const expected = ({ name, value }: Case) => decided(name, isExact(name) ? String(value) : value);
    expect(differing(all, found, expected)).toEqual([]);
  });
});

async function parquetOf(all: readonly Case[], fields: readonly string[], type: string): Promise<string> {
  const rows = all.map((one) =>
    JSON.stringify({ id: 'x', [one.name]: typeof one.value === 'number' ? String(one.value) : one.value }),
  );
  const columns = ['id', ...fields].map((name) => `'${name}': 'VARCHAR'`).join(', ');
  const shown = fields.map((name) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ');
  const from = `read_json('${room.write('rows.json', rows.join('\n'))}', format = 'newline_delimited', columns = {${columns}})`;
  await room.duckdb.run(`COPY (SELECT id, ${shown} FROM ${from}) TO '${room.path('in.parquet')}' (FORMAT parquet)`);
  return room.path('in.parquet');
}

/** What a cell says, by the type of its field: figures and truth values without quotes, everything else a text; null is missing. */
function decidedCell(name: string, cell: string | null): Json {
  const type = FIELDS[name]?.['type'];
  if (cell === null) return decided(name, null);
  if (type === 'boolean') return decided(name, cell === 'true' || cell === 'false' ? cell === 'true' : cell);
  if (type !== 'integer' && type !== 'decimal') return decided(name, cell);
  return /^-?(\d+(\.\d+)?|(0|[1-9]\d*)(\.\d+)?[eE][+-]?\d+)$/.test(cell)
    ? decidedFigure(name, cell)
    : decided(name, 'no figure');
}

/** A figure of any length, exactly: a text where the field takes texts, else the number that its digits are. */
function decidedFigure(name: string, cell: string): Json {
  if (/e/i.test(cell)) return decided(name, Number(cell));
  const [, sign = '', whole = '', rest = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(cell) ?? [];
  const plain = `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
  if (name === 'huge' || name === 'wide') return decided(name, plain);
  if (`${whole}${rest}`.replace(/^0+/, '').length <= 15) return decided(name, Number(plain));
  // More digits than a JSON number carries: too fine, or beyond every bound.
  const { decimals = 0 } = FIELDS[name] ?? {};
  return decided(name, rest.length > Number(decimals) ? 0.123456789 : 1e15);
}
