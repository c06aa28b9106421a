import { describe, expect, it } from 'vitest';
import { cellReader } from '../../../definitions/formats/cell-reader.ts';
import type { ColumnFormat } from '../../../definitions/formats/format.ts';
import { oddities } from '../../../definitions/formats/oddities.ts';
import { BOOLEAN, DATE, INSTANT, numberType, STRING, type Type } from '../../../definitions/model/type.ts';

const GRADE: Type = { kind: 'string', enum: ['AAA', 'AA', '女'] };
const TYPES = {
  integer: numberType(0),
  decimal: numberType(2),
  rate: numberType(4),
  date: DATE,
  instant: INSTANT,
  boolean: BOOLEAN,
  text: STRING,
  grade: GRADE,
} as const satisfies Readonly<Record<string, Type>>;
type Named = keyof typeof TYPES;

/** Cells as they are pasted from spreadsheets: as which types they can be read, by which format, and as what. */
const CELLS: Readonly<Record<string, Partial<Record<Named, readonly [format: ColumnFormat, value: string]>>>> = {
  '1,234.56': {
    decimal: [{ thousands: ',' }, '1234.56'],
    rate: [{ thousands: ',' }, '1234.56'],
    integer: [{ thousands: ',', round: 'half-up' }, '1235'],
  },
  '10.000,52': {
    decimal: [{ thousands: '.', decimalMark: ',' }, '10000.52'],
    rate: [{ thousands: '.', decimalMark: ',' }, '10000.52'],
    integer: [{ thousands: '.', decimalMark: ',', round: 'down' }, '10000'],
  },
  '12.5%': {
    rate: [{ percent: true }, '0.125'],
    decimal: [{ percent: true, round: 'half-up' }, '0.13'],
    integer: [{ percent: true, round: 'up' }, '1'],
  },
  '(1,000.00)': {
    decimal: [{ thousands: ',', negative: 'parentheses' }, '-1000.00'],
    rate: [{ thousands: ',', negative: 'parentheses' }, '-1000.00'],
    integer: [{ thousands: ',', negative: 'parentheses' }, '-1000.00'],
  },
  '１２３': {
    integer: [{ fold: true }, '123'],
    decimal: [{ fold: true }, '123'],
    rate: [{ fold: true }, '123'],
    date: [{ fold: true, dates: ['serial'] }, '1900-05-02'],
    instant: [{ fold: true, dates: ['serial'] }, '1900-05-01T15:54:17Z'],
  },
  '¥1,000': {
    integer: [{ thousands: ',', strip: '¥' }, '1000'],
    decimal: [{ thousands: ',', strip: '¥' }, '1000'],
    rate: [{ thousands: ',', strip: '¥' }, '1000'],
  },
  '5万': { integer: [{ unit: '万' }, '50000'], decimal: [{ unit: '万' }, '50000'], rate: [{ unit: '万' }, '50000'] },
  '2024/1/5': {
    date: [{ dates: ['yyyy/M/d'] }, '2024-01-05'],
    instant: [{ dates: ['yyyy/M/d'] }, '2024-01-04T16:00:00Z'],
  },
  '20240105': {
    date: [{ dates: ['yyyyMMdd'] }, '2024-01-05'],
    instant: [{ dates: ['yyyyMMdd'] }, '2024-01-04T16:00:00Z'],
  },
  '2024年1月5日': {
    date: [{ dates: ['yyyy年M月d日'] }, '2024-01-05'],
    instant: [{ dates: ['yyyy年M月d日'] }, '2024-01-04T16:00:00Z'],
  },
  '45296': { date: [{ dates: ['serial'] }, '2024-01-05'], instant: [{ dates: ['serial'] }, '2024-01-04T16:00:00Z'] },
  是: { boolean: [{ true: ['是'], false: ['否'] }, 'true'] },
  否: { boolean: [{ true: ['是'], false: ['否'] }, 'false'] },
  Y: { boolean: [{ true: ['Y'], false: ['N'] }, 'true'] },
  N: { boolean: [{ true: ['Y'], false: ['N'] }, 'false'] },
  'AAA ': { grade: [{ trim: true }, 'AAA'] },
  '女 ': { grade: [{ trim: true }, '女'] },
  '女\u00a0': { grade: [{ trim: true }, '女'] },
  '女\u3000': { grade: [{ trim: true }, '女'] },
  ＡＡＡ: { grade: [{ fold: true }, 'AAA'] },
  aaa: { grade: [{ fold: true }, 'AAA'] },
};

/** What a type reads without any format: the strict form. */
const STRICT: Readonly<Record<string, readonly Named[]>> = {
  '20240105': ['integer', 'decimal', 'rate'],
  '45296': ['integer', 'decimal', 'rate'],
};
const FEED = { zone: 'Asia/Shanghai' };

const named = Object.keys(TYPES) as readonly Named[];
const declared = Object.entries(CELLS).flatMap(([cell, of]) =>
  named.flatMap((type) => (of[type] === undefined ? [] : [[cell, type, ...of[type]] as const])),
);

describe('field 12: cells pasted from spreadsheets', () => {
  it.each(declared)('%j as %s with %j is %s', (cell, type, format, value) => {
    expect(cellReader(format, TYPES[type], FEED)(cell)).toBe(value);
  });

  it.each(declared)('%j as %s is refused without %j, which is named', (cell, type, format, value) => {
    const strict = cellReader({}, TYPES[type], FEED)(cell);
    if (TYPES[type].kind === 'string') expect(strict).toBe(cell);
    else expect(strict).toBeUndefined();
    const said = oddities(cell, TYPES[type]);
    // A rounding is offered where the field is coarser; which one is the owner's to say.
    for (const key of Object.keys(format)) expect(said.en).toContain(`"${key}":`);
    if (format.round === undefined || format.round === 'half-up')
      expect(said['zh-CN']).toContain(
        Object.entries(format)
          .map(([key, of]) => `"${key}": ${JSON.stringify(of)}`)
          .join(', '),
      );
    expect(value).not.toBe(cell);
  });

  const others = Object.keys(CELLS).flatMap((cell) =>
    named
      .filter((type) => CELLS[cell]?.[type] === undefined && type !== 'text' && type !== 'grade')
      .map((type) => [cell, type] as const),
  );
  it.each(others)('%j is no %s, whatever the format, unless it is one in the strict form', (cell, type) => {
    const strict = cellReader({}, TYPES[type], FEED)(cell);
    expect(strict).toBe(STRICT[cell]?.includes(type) === true ? cell : undefined);
    if (strict === undefined) expect(oddities(cell, TYPES[type]).en).not.toContain('a feed reads it');
  });
});
