import { divideRounded, power10 } from '../model/decimal.ts';
import type { NumberType } from '../model/type.ts';
import { type ColumnFormat, listOf, UNITS } from './format.ts';

const TYPED = /^-?\d{1,60}(\.\d{1,60})?([eE][+-]?\d{1,3})?$/;
const MOST_DIGITS = 60;

/** Answers the plain decimal text of a figure, or undefined where the format does not allow it. `isTyped`: it was a number already. */
export function numberReader(
  format: ColumnFormat,
  type: NumberType,
): (text: string, isTyped: boolean) => string | undefined {
  const strips = listOf(format.strip).filter((one) => one !== '');
  const units = listOf(format.unit);
  const own = typeof format.unit === 'string' ? (UNITS.get(format.unit) ?? 0) : 0;
  const needsUnit = units.length > 0 && typeof format.unit !== 'string';
  const body = bodyPattern(format.thousands, format.decimalMark ?? '.');
  const settle = (isNegative: boolean, whole: string, fraction: string, power: number) =>
    placed(isNegative, whole, fraction, power, type.decimals, format.round);
  const isPlain =
    own === 0 &&
    !needsUnit &&
    format.percent !== true &&
    format.round === undefined &&
    format.decimalMark === undefined;
  return (text, isTyped) => {
    if (isTyped) return readTyped(text, units.length === 0 ? 0 : own, settle);
    if (isPlain && TYPED.test(text)) return text;
    const signed = unsigned(text, format.negative, strips);
    if (signed === undefined) return undefined;
    const { isNegative, figure } = signed;
    const percent = format.percent === true;
    const bare = percent && figure.endsWith('%') ? figure.slice(0, -1).trimEnd() : figure;
    const unit = units.filter((one) => bare.endsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (unit === undefined && needsUnit && !/^[0.]+$/.test(bare)) return undefined;
    const match = body.exec(unit === undefined ? bare : bare.slice(0, -unit.length).trimEnd());
    if (match === null) return undefined;
    const whole = (match[1] ?? '').replaceAll(format.thousands ?? '', '');
    const power = (unit === undefined ? own : (UNITS.get(unit) ?? 0)) + (percent ? -2 : 0);
    return settle(isNegative, whole, match[2] ?? '', power);
  };
}

type Settle = (isNegative: boolean, whole: string, fraction: string, power: number) => string | undefined;

/** A number that a spreadsheet or a database kept: only its unit and its rounding are still to be applied. */
function readTyped(text: string, own: number, settle: Settle): string | undefined {
  if (!TYPED.test(text)) return undefined;
  const [figure = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = figure.replace('-', '').split('.');
  return settle(figure.startsWith('-'), whole, fraction, Number(exponent) + own);
}

/** Digits, in groups of three where there is a mark between them, and the decimals. */
function bodyPattern(thousands: string | undefined, decimalMark: string): RegExp {
  const grouped = thousands === undefined ? '' : `\\d{1,3}(?:${escaped(thousands)}\\d{3})+|`;
  return new RegExp(`^(${grouped}\\d{1,60})(?:${escaped(decimalMark)}(\\d{1,60}))?$`);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Takes the sign of a figure and what means nothing off it, in whatever order they stand. */
function unsigned(
  text: string,
  negative: ColumnFormat['negative'],
  strips: readonly string[],
): { readonly isNegative: boolean; readonly figure: string } | undefined {
  let figure = text;
  let signs = 0;
  for (let before = ''; before !== figure; ) {
    before = figure;
    if (figure.startsWith('-')) {
      signs += 1;
      figure = figure.slice(1).trimStart();
    } else if (negative === 'parentheses' && figure.startsWith('(') && figure.endsWith(')')) {
      signs += 1;
      figure = figure.slice(1, -1).trim();
    } else if (negative === 'trailing' && figure.endsWith('-')) {
      signs += 1;
      figure = figure.slice(0, -1).trimEnd();
    }
    for (const strip of strips) {
      if (figure.startsWith(strip)) figure = figure.slice(strip.length).trimStart();
      else if (figure.endsWith(strip)) figure = figure.slice(0, -strip.length).trimEnd();
    }
    // Two signs, or brackets around a sign, are no figure that people write.
    if (signs > 1) return undefined;
  }
  return { isNegative: signs === 1, figure };
}

/** The digits with their point moved by a power of ten, rounded to the field's decimals where that is stated. */
function placed(
  isNegative: boolean,
  whole: string,
  fraction: string,
  power: number,
  decimals: number,
  round: ColumnFormat['round'],
): string | undefined {
  const digits = whole + fraction;
  const scale = fraction.length - power;
  if (digits.length + Math.max(0, -scale) > 2 * MOST_DIGITS || scale > MOST_DIGITS) return undefined;
  let scaled = BigInt(digits) * (scale < 0 ? power10(-scale) : 1n) * (isNegative ? -1n : 1n);
  let places = Math.max(0, scale);
  if (round !== undefined && places > decimals) {
    scaled = divideRounded(scaled, power10(places - decimals), round);
    places = decimals;
  }
  const text = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  if (text.length - places > MOST_DIGITS) return undefined;
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
