import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellReader } from '../../../definitions/formats/cell-reader.ts';
import type { ColumnFormat } from '../../../definitions/formats/format.ts';
import { DATE, numberType } from '../../../definitions/model/type.ts';

/** A second reader of figures, by search: whatever can be taken off a text is, in every order, and what is left has to be digits. */
function judged(text: string, format: ColumnFormat): ReadonlySet<string> {
  const found = new Set<string>();
  const peel = (rest: string, signs: number): void => {
    if (signs > 1) return;
    for (const value of figures(rest, format)) found.add(`${signs === 1 ? -value : value}`);
    if (rest[0] === '-') peel(rest.slice(1).trimStart(), signs + 1);
    if (format.negative === 'parentheses' && rest[0] === '(' && rest.at(-1) === ')')
      peel(rest.slice(1, -1).trim(), signs + 1);
    if (format.negative === 'trailing' && rest.at(-1) === '-') peel(rest.slice(0, -1).trimEnd(), signs + 1);
    if (typeof format.strip === 'string' && rest.startsWith(format.strip))
      peel(rest.slice(format.strip.length).trimStart(), signs);
    if (typeof format.strip === 'string' && rest.endsWith(format.strip))
      peel(rest.slice(0, -format.strip.length).trimEnd(), signs);
  };
  peel(text, 0);
  return found;
}

const SCALE = 30;

/** Digits one by one, from the right: decimals, then groups of exactly three behind each mark. */
function figures(text: string, { thousands, decimalMark = '.', percent, unit }: ColumnFormat): readonly bigint[] {
  const behind = (mark: string, figure: string) => (figure.endsWith(mark) ? figure.slice(0, -1).trimEnd() : figure);
  let rest = percent === true ? behind('%', text) : text;
  let power = percent === true ? -2 : 0;
  if (unit === '万') {
    rest = behind('万', rest);
    power += 4;
  }
  const parts = rest.split(decimalMark);
  if (parts.length > 2) return [];
  const [whole = '', fraction = ''] = parts;
  if (parts.length === 2 && (fraction === '' || [...fraction].some((sign) => sign < '0' || sign > '9'))) return [];
  const groups = thousands === undefined ? [whole] : whole.split(thousands);
  const isGrouped = groups.length > 1;
  const isSound = groups.every((group, i) => {
    const isDigits = group !== '' && [...group].every((sign) => sign >= '0' && sign <= '9');
    return isDigits && (!isGrouped || (i === 0 ? group.length <= 3 : group.length === 3));
  });
  return isSound ? [BigInt(groups.join('') + fraction) * 10n ** BigInt(SCALE + power - fraction.length)] : [];
}

const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return text.startsWith('-') ? -size : size;
};

const formats: fc.Arbitrary<ColumnFormat> = fc
  .record(
    {
      thousands: fc.constantFrom(',', "'", ' '),
      decimalMark: fc.constantFrom('.', ';'),
      negative: fc.constantFrom('parentheses' as const, 'trailing' as const),
      strip: fc.constantFrom('¥', '元'),
      percent: fc.constant(true),
      unit: fc.constant('万'),
    },
    { requiredKeys: [] },
  )
  .map((format) => format);

/** A figure as people of that format write it, now and then with a slip. */
const written = fc
  .tuple(
    formats,
    fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    fc.nat(3),
    fc.boolean(),
    fc.nat(40),
    fc.constantFrom('', ',', '.', '-', '%', '万', '¥', ' ', '0', '('),
  )
  .map(([format, value, decimals, isGrouped, at, slip]) => {
    const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
    const cut = digits.length - decimals;
    const whole = digits.slice(0, cut);
    const grouped =
      isGrouped && format.thousands !== undefined ? whole.replaceAll(/\B(?=(\d{3})+$)/g, format.thousands) : whole;
    const figure = decimals === 0 ? grouped : `${grouped}${format.decimalMark ?? '.'}${digits.slice(cut)}`;
    const marked = `${figure}${format.unit === undefined || at % 2 === 0 ? '' : '万'}${format.percent === true && at % 3 !== 0 ? '%' : ''}`;
    const stripped =
      format.strip === undefined ? marked : at % 5 === 0 ? `${format.strip}${marked}` : `${marked}${format.strip}`;
    const signed =
      value >= 0n
        ? stripped
        : format.negative === 'parentheses'
          ? `(${stripped})`
          : format.negative === 'trailing'
            ? `${stripped}-`
            : `-${stripped}`;
    return { format, text: signed.slice(0, at) + slip + signed.slice(at) };
  });

describe('figures read by two readers', () => {
  it('are the same, or no figures for both', () => {
    let read = 0;
    fc.assert(
      fc.property(written, ({ format, text }) => {
        const value = cellReader(format, numberType(9))(text);
        const expected = judged(text, format);
        if (typeof value === 'string') read += 1;
        if (text === '') return;
        expect(typeof value === 'string' ? String(scaled(value)) : 'none', JSON.stringify({ format, text })).toBe(
          [...expected][0] ?? 'none',
        );
        expect(expected.size).toBeLessThan(2);
      }),
      { numRuns: 20_000, seed: 20_261_129 },
    );
    expect(read).toBeGreaterThan(3000);
  });
});

const PATTERNS = [
  'yyyy/M/d',
  'yyyy-MM-dd',
  'yyyyMMdd',
  'yyyy年M月d日',
  'd/M/yyyy',
  'MM/dd/yyyy',
  'd.M.yyyy',
  'serial',
] as const;

/** A day in every way a form may write it. */
function ways(pattern: string, day: Date): readonly string[] {
  if (pattern === 'serial') return [String(Math.round(day.getTime() / 86_400_000) + 25_569)];
  const [y, m, d] = [String(day.getUTCFullYear()), String(day.getUTCMonth() + 1), String(day.getUTCDate())];
  const two = (text: string) => text.padStart(2, '0');
  const forms = (token: string, text: string) => (token.length === 2 ? [two(text)] : [...new Set([text, two(text)])]);
  return forms(/M+/.exec(pattern)?.[0] ?? '', m).flatMap((month) =>
    forms(/d+/.exec(pattern)?.[0] ?? '', d).map((date) =>
      pattern.replace('yyyy', y).replace(/M+/, month).replace(/d+/, date),
    ),
  );
}

describe('days read by two readers', () => {
  it('are the days that are written so, and no others', () => {
    const days = fc.integer({ min: -25_500, max: 60_000 }).map((days) => new Date(days * 86_400_000));
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...PATTERNS),
        fc.constantFrom(...PATTERNS),
        fc.nat(3),
        (day, own, other, way) => {
          const all = ways(own, day);
          const text = all[way % all.length] ?? '';
          expect(cellReader({ dates: [own] }, DATE)(text)).toBe(day.toISOString().slice(0, 10));
          const read = cellReader({ dates: [other] }, DATE)(text);
          // What another form makes of it is a day that this other form writes so.
          if (typeof read === 'string') expect(ways(other, new Date(`${read}T00:00:00Z`))).toContain(text);
          else if (other.replaceAll(/[yMd]+/g, 'x') === own.replaceAll(/[yMd]+/g, 'x'))
            expect(`${own} ${other}`).not.toBe(`${own} ${own}`);
        },
      ),
      { numRuns: 5000, seed: 7 },
    );
  });
});
