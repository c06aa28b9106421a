import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { decided, entity, formula, given, libraryOf, told, toldBy } from './told.ts';

/** What becomes of one field, given one value. */
function readAs(field: JsonObject, value: Json): Json | readonly string[] {
  const type = field['series'] === true ? { type: 'integer' } : { type: String(field['type']) };
  const decimals = field['type'] === 'decimal' ? { decimals: Number(field['decimals']) } : {};
  const text = field['series'] === true ? 'count(a)' : 'a';
  const line = { name: 'x', text, ifMissing: 'missing', ...type, ...decimals };
  const library = libraryOf(entity({ a: field }), {
    kind: 'formula',
    name: 'sum',
    entity: 'entity/customer',
    lines: [line],
    outputs: ['x'],
  });
  const result = decided(library, 'formula/sum', given({ a: value }));
  return result.value === null ? toldBy(result) : ((result.value as JsonObject)['x'] ?? null);
}

const decimal = (decimals: number, more: JsonObject = {}) => ({ type: 'decimal', decimals, ...more });
const WIDE = { minimum: '-100000000000000000000', maximum: '100000000000000000000' };
const refused = (code: string, pointer = '/facts/a') => [`error ${code}@${pointer}`];

describe('a value', () => {
  it.each<[JsonObject, Json, Json | readonly string[]]>([
    [{ type: 'boolean' }, true, true],
    [{ type: 'boolean' }, 1, refused('fact-of-wrong-type')],
    [{ type: 'boolean' }, 'true', refused('fact-of-wrong-type')],
    [{ type: 'string' }, '', ''],
    [{ type: 'string' }, '客户“甲”\'"\\\n', '客户“甲”\'"\\\n'],
    [{ type: 'string' }, 5, refused('fact-of-wrong-type')],
    [{ type: 'string', enum: ['A', 'B'] }, 'B', 'B'],
    [{ type: 'string', enum: ['A', 'B'] }, 'b', refused('fact-out-of-domain')],
    [{ type: 'string', enum: ['A', 'B'] }, '', refused('fact-out-of-domain')],
    [{ type: 'integer' }, -7, -7],
    [{ type: 'integer' }, 7.5, refused('fact-too-precise')],
    [{ type: 'integer' }, '7', refused('fact-of-wrong-type')],
    [{ type: 'integer', minimum: 0, maximum: 120 }, 0, 0],
    [{ type: 'integer', minimum: 0, maximum: 120 }, 120, 120],
    [{ type: 'integer', minimum: 0, maximum: 120 }, 121, refused('fact-out-of-domain')],
    [{ type: 'integer', minimum: 0, maximum: 120 }, -1, refused('fact-out-of-domain')],
    [decimal(2), 0.1 + 0.2, refused('fact-too-precise')],
    [decimal(2), 0.3, 0.3],
    [decimal(2), 1.005, refused('fact-too-precise')],
    [decimal(3), 1.005, 1.005],
    [decimal(2), -0, 0],
    [decimal(0), 1.5, refused('fact-too-precise')],
    [decimal(9), 123456.789012345, 123456.789012345],
    [decimal(2), 9_999_999_999_999.99, 9_999_999_999_999.99],
    [decimal(2), Number('99999999999999.99'), refused('fact-out-of-domain')],
    [decimal(2), '1.50', refused('fact-of-wrong-type')],
    [decimal(2, WIDE), Number('99999999999999.99'), refused('fact-with-too-many-digits')],
    [decimal(2, WIDE), '99999999999999.99', '99999999999999.99'],
    [decimal(2, WIDE), '1.50', 1.5],
    [decimal(2, WIDE), '1.501', refused('fact-too-precise')],
    [decimal(2, WIDE), '1e3', refused('fact-of-wrong-type')],
    [decimal(2, WIDE), ' 1', refused('fact-of-wrong-type')],
    [decimal(2, WIDE), '１２', refused('fact-of-wrong-type')],
    [decimal(2, WIDE), '100000000000000000000.01', refused('fact-out-of-domain')],
    [{ type: 'date' }, '2024-02-29', '2024-02-29'],
    [{ type: 'date' }, '2026-02-29', refused('fact-of-wrong-type')],
    [{ type: 'date' }, '20260131', refused('fact-of-wrong-type')],
    [{ type: 'date' }, '2026-01-31T00:00:00Z', refused('fact-of-wrong-type')],
    [{ type: 'date', minimum: '2000-01-01' }, '1999-12-31', refused('fact-out-of-domain')],
    [{ type: 'instant' }, '2026-01-31T00:00:00', refused('fact-of-wrong-type')],
    [{ type: 'instant' }, '2026-01-31', refused('fact-of-wrong-type')],
    [{ type: 'integer', series: true }, [1, 2, 3], 3],
    [{ type: 'integer', series: true }, 1, refused('fact-of-wrong-type')],
    [{ type: 'integer', series: true }, [1, 2.5], refused('fact-too-precise', '/facts/a/1')],
    [{ type: 'integer' }, null, refused('required-missing')],
    [{ type: 'integer', optional: true }, null, null],
  ])('%j given %j is %j', (field, value, expected) => {
    expect(readAs(field, value)).toEqual(expected);
  });

  it('that is an instant comes back as the same instant, in UTC, whatever its zone', () => {
    expect(readAs({ type: 'instant' }, '2026-01-31T09:30:00+08:00')).toBe('2026-01-31T01:30:00Z');
    expect(readAs({ type: 'instant' }, '2026-01-31T01:30:00Z')).toBe('2026-01-31T01:30:00Z');
  });

  it.each<[found: number | string, type: object, en: string]>([
    [1e14, { decimals: 2, minimum: 0 }, 'a number with at most 2 decimals, from 0.00 to 9999999999999.99'],
    [
      '90071992547409.91',
      { decimals: 2, minimum: 0 },
      'a number with at most 2 decimals, from 0.00 to 9999999999999.99',
    ],
    [-1e15, { decimals: 2 }, 'a number with at most 2 decimals, from -9999999999999.99 to 9999999999999.99'],
    [-1, { decimals: 2, minimum: 0 }, 'a number with at most 2 decimals, at least 0.00'],
    ['many', { decimals: 2, minimum: 0 }, 'a number with at most 2 decimals, at least 0.00'],
  ])('%s beyond the limits that nobody declared is told them', (found, type, expected) => {
    const own = { type: 'decimal', ...type };
    const library = libraryOf(entity({ aum: own }), formula({ text: 'aum', type: 'decimal', decimals: 2 }, {}));
    expect(library.problems).toEqual([]);
    const [problem] = decided(library, 'formula/sum', given({ aum: found })).problems;
    expect(problem?.message.en).toContain(`${expected}${typeof found === 'string' ? ', not' : ''}`);
    if (typeof found === 'number') expect(problem?.message.en.endsWith(expected)).toBe(true);
  });

  it('that is refused tells pointer, value and expectation', () => {
    const library = libraryOf(
      entity({ age: { type: 'integer', minimum: 0, maximum: 120 } }),
      formula({ text: 'age', type: 'integer' }, {}),
    );
    expect(library.problems).toEqual([]);
    const [problem] = decided(library, 'formula/sum', given({ age: 200 })).problems;
    expect(problem).toMatchObject({
      pointer: '/facts/age',
      found: 200,
      message: {
        en: '"age" is 200, outside its domain; expected a whole number, from 0 to 120',
        'zh-CN': '“age”的值 200 不在取值范围内；应为整数，0 至 120',
      },
    });
  });
});

describe('a field that may be unreadable', () => {
  const dirty = (more: JsonObject) => ({ type: 'integer', minimum: 0, maximum: 9, optional: true, ...more });
  it.each<[JsonObject, Json, Json, readonly string[], readonly string[]]>([
    [dirty({}), 'dirt', null, ['error fact-of-wrong-type@/facts/a'], []],
    [dirty({ unreadable: 'refuse' }), 10, null, ['error fact-out-of-domain@/facts/a'], []],
    [dirty({ unreadable: 'missing' }), 'dirt', { x: null }, ['warning fact-counted-as-missing@/facts/a'], ['a']],
    [dirty({ unreadable: 'missing' }), 10, { x: null }, ['warning fact-counted-as-missing@/facts/a'], ['a']],
    [dirty({ unreadable: 'missing' }), 1.5, { x: null }, ['warning fact-counted-as-missing@/facts/a'], ['a']],
    [dirty({ unreadable: 'missing' }), 5, { x: 5 }, [], []],
  ])('%j given %j', (field, value, expected, problems, missing) => {
    const library = libraryOf(entity({ a: field }), {
      kind: 'formula',
      name: 'sum',
      entity: 'entity/customer',
      lines: [{ name: 'x', text: 'a', type: 'integer', ifMissing: 'missing' }],
      outputs: ['x'],
    });
    const result = decided(library, 'formula/sum', given({ a: value }));
    expect([result.value, toldBy(result), result.missing]).toEqual([expected, problems, missing]);
  });
});

describe('a declared field is refused', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['a type that is none', { type: 'float' }, ['error not-one-of@/fields/a/type']],
    ['ten decimals', decimal(10), ['error number-too-large@/fields/a/decimals']],
    ['decimals that are not stated', { type: 'decimal' }, ['error decimals-needed@/fields/a']],
    ['decimals of a whole number', { type: 'integer', decimals: 2 }, ['error key-does-not-apply@/fields/a/decimals']],
    ['values of a number', { type: 'integer', enum: ['1'] }, ['error key-does-not-apply@/fields/a/enum']],
    ['a bound of a text', { type: 'string', minimum: 1 }, ['error key-does-not-apply@/fields/a/minimum']],
    ['crossed bounds', { type: 'integer', minimum: 2, maximum: 1 }, ['error bounds-crossed@/fields/a/minimum']],
    [
      'a bound finer than the field',
      decimal(2, { maximum: 0.005 }),
      ['error bound-finer-than-decimals@/fields/a/maximum'],
    ],
    ['a bound that is no date', { type: 'date', minimum: '2026-02-30' }, ['error bound-unreadable@/fields/a/minimum']],
    [
      'a bound that lost digits',
      decimal(0, { maximum: Number('9007199254740993') }),
      ['error number-loses-digits@/fields/a/maximum'],
    ],
    [
      'a bound beyond 38 digits',
      { type: 'integer', maximum: `1${'0'.repeat(39)}` },
      ['error bound-too-large@/fields/a/maximum'],
    ],
    ['a value listed twice', { type: 'string', enum: ['A', 'A'] }, ['error duplicate-item@/fields/a/enum/1']],
    ['an empty list of values', { type: 'string', enum: [] }, ['error too-few-items@/fields/a/enum']],
    ['a sensitivity that is none', { type: 'string', sensitivity: 'C4' }, ['error not-one-of@/fields/a/sensitivity']],
  ])('for %s', (_, field, expected) => {
    expect(told(entity({ a: field }))).toEqual(expected);
  });
});

describe('decimals are exact', () => {
  const compute = (text: string, decimals: number, facts: JsonObject = {}, fields: JsonObject = {}) => {
    const library = libraryOf(
      entity({ id: { type: 'string', optional: true }, ...fields }),
      formula({ text, decimals }),
    );
    return (decided(library, 'formula/sum', given(facts)).value as JsonObject)['x'];
  };
  it.each<[string, number, Json]>([
    ['0.1 + 0.2', 1, 0.3],
    ['1 - 0.9', 1, 0.1],
    ['0.7 + 0.1 - 0.8', 9, 0],
    ['1.1 * 1.1', 2, 1.21],
    ['4.35 * 100', 0, 435],
    ['1.005 * 1', 2, 1.01],
    ['-1.005 * 1', 2, -1.01],
    ['2.5', 0, 3],
    ['-2.5', 0, -3],
    ['1 / 3', 9, 0.333333333],
    ['2 / 3', 0, 1],
    ['(1 / 3) * 3', 9, 1],
    ['mean([0.1, 0.2])', 2, 0.15],
    ['mean([1, 2, 2])', 2, 1.67],
    ['round half up(1 / 8, 2) + round half up(1 / 8, 2)', 2, 0.26],
  ])('%s with %i decimals is %j', (text, decimals, expected) => {
    expect(compute(text, decimals)).toBe(expected);
  });

  it('beyond 15 significant digits are texts on the wire', () => {
    const fields = { a: decimal(2, WIDE) };
    expect(compute('a + 0.01', 2, { a: '99999999999999999.98' }, fields)).toBe('99999999999999999.99');
    expect(compute('a - 99999999999999999.97', 2, { a: '99999999999999999.98' }, fields)).toBe(0.01);
  });

  it('a figure that may exceed 38 digits is refused when it is checked', () => {
    const fields = entity({ a: decimal(2, { minimum: 0, maximum: '1000000000000000000000000' }) });
    expect(told(fields, formula({ text: 'a * a' }))).toEqual(['error range-too-large@/lines/0/text']);
  });
});

test('80, 80 and 80 with the weights 0.3, 0.3 and 0.4 are 80.00', () => {
  const score = { type: 'decimal', decimals: 2, minimum: 0, maximum: 100 };
  const classes = [
    { name: 'low', in: '[0, 80)' },
    { name: 'high', in: '[80, 100]' },
  ];
  const scores = [
    ['a', 0.3],
    ['b', 0.3],
    ['c', 0.4],
  ].map(([of, weight]) => ({ of, weight }));
  const library = libraryOf(entity({ a: score, b: score, c: score }), {
    kind: 'segmentation',
    name: 'class',
    entity: 'entity/customer',
    method: 'composite',
    decimals: 2,
    scores,
    classes,
  } as Json);
  expect(decided(library, 'segmentation/class', given({ a: 80, b: 80, c: 80 })).value).toEqual({
    class: 'high',
    score: 80,
  });
  expect(decided(library, 'segmentation/class', given({ a: 79.99, b: 80, c: 80 })).value).toEqual({
    class: 'high',
    score: 80,
  });
  expect(decided(library, 'segmentation/class', given({ a: 79.98, b: 80, c: 80 })).value).toEqual({
    class: 'low',
    score: 79.99,
  });
});
