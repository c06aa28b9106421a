import type { Json } from '../../model/json.ts';
import { constant } from '../build-logic.ts';
import { parseDate, parseInstant } from '../date-text.ts';
import { decimalText, power10, scaleNumber, scaleText } from '../../model/decimal.ts';
import type { Message } from '../../model/text.ts';
import { isMember } from '../../model/domain.ts';
import { expectedOf } from '../expectation.ts';
import type { Constant } from '../../model/expression.ts';
import { kindWords } from '../kind-words.ts';
import {
  BOOLEAN,
  DATE,
  INSTANT,
  INTERMEDIATE_DECIMALS,
  type NumberType,
  numberType,
  STRING,
  type Type,
} from '../../model/type.ts';
import { note, type ConditionReading, type ReadSide } from './reading.ts';

/** How a constant is compared: what can never be equal is refused; for an order every figure has a place. */
export type Purpose = 'equality' | 'order';

/**
 * A constant of a condition in the type of the field it is compared with. A figure finer than the field keeps its own decimals where
 * an order is asked (`aum > 0.005` is exact), and is refused where equality is: it could never hold.
 */
export function readConstant(
  reading: ConditionReading,
  json: Json,
  against: ReadSide,
  pointer: string,
  purpose: Purpose,
): Constant | null {
  if (json === null) return note(reading, 'null-value', pointer, {}, { found: null });
  const { type } = against.of;
  const slots = { name: against.name, type: typeName(type), found: shown(json) };
  const wrong = () => note(reading, 'value-type', pointer, slots, { found: json });
  switch (type.kind) {
    case 'boolean':
      return typeof json === 'boolean' ? constant(BOOLEAN, json) : wrong();
    case 'number':
      return typeof json === 'number' || typeof json === 'string'
        ? readNumber(reading, json, against, type, pointer, purpose)
        : wrong();
    case 'string':
      return typeof json === 'string' ? readText(reading, json, against, pointer, purpose) : wrong();
    case 'date': {
      const days = typeof json === 'string' ? parseDate(json) : undefined;
      return days === undefined ? unreadableDay(reading, json, pointer) : constant(DATE, days);
    }
    case 'instant': {
      const instant = typeof json === 'string' ? parseInstant(json) : undefined;
      if (instant !== undefined) return constant(INSTANT, instant);
      return note(reading, 'instant-unreadable', pointer, { found: shown(json) }, { found: json });
    }
    default:
      return wrong();
  }
}

const OTHER_DAY = /^(\d{4})(?:[/.年-]\s?(\d{1,2})[/.月-]\s?(\d{1,2})日?|(\d{2})(\d{2}))$/;

/** Not a day; where it is one in another way of writing, the way of ISO 8601 is offered. */
export function unreadableDay(reading: ConditionReading, json: Json, pointer: string): null {
  const [, year = '', month, day, shortMonth, shortDay] =
    OTHER_DAY.exec(typeof json === 'string' ? json.trim() : '') ?? [];
  const two = (text: string) => text.padStart(2, '0');
  const fix = `${year}-${two(month ?? shortMonth ?? '')}-${two(day ?? shortDay ?? '')}`;
  const isDay = parseDate(fix) !== undefined;
  const hint = isDay ? { 'zh-CN': `；请写 ${fix}`, en: `; write ${fix}` } : '';
  return note(
    reading,
    'day-unreadable',
    pointer,
    { found: shown(json), hint },
    { found: json, ...(isDay ? { fix } : {}) },
  );
}

function readNumber(
  reading: ConditionReading,
  json: number | string,
  { name, of }: ReadSide,
  type: NumberType,
  pointer: string,
  purpose: Purpose,
): Constant | null {
  if (typeof json === 'string' && !isLongDecimal(json)) {
    const mended = Number(json);
    const fix = json.trim() !== '' && Number.isFinite(mended) ? { fix: mended } : {};
    return note(reading, 'string-as-number', pointer, { name, found: shown(json) }, { found: json, ...fix });
  }
  if (typeof json === 'number' && Math.abs(json) > Number.MAX_SAFE_INTEGER) {
    return note(reading, 'value-lost-digits', pointer, { found: json }, { found: json });
  }
  const finest = purpose === 'order' ? INTERMEDIATE_DECIMALS : type.decimals;
  const read = readDecimals(json, type.decimals, finest);
  if (read === undefined) {
    return note(reading, 'value-too-precise', pointer, { name, found: json, decimals: type.decimals }, { found: json });
  }
  if (isOutside(read, type)) {
    const found = decimalText(read.scaled, read.decimals);
    const code = purpose === 'equality' ? 'value-outside-domain' : 'bound-outside-domain';
    note(reading, code, pointer, { name, found, expected: expectedOf(of) }, { found: json });
    if (purpose === 'equality') return null;
  }
  return constant(numberType(read.decimals, read.scaled, read.scaled), read.scaled);
}

function isOutside({ scaled, decimals }: { scaled: bigint; decimals: number }, type: NumberType): boolean {
  const [unit, own] = [power10(decimals), power10(type.decimals)];
  return scaled * own < type.minimum * unit || scaled * own > type.maximum * unit;
}

/** A decimal written as text because a JSON number would lose digits. */
function isLongDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/^-?0*|\./g, '').length > 15;
}

/** The scaled integer with the fewest decimals from `least` on that hold the figure. */
export function readDecimals(
  json: number | string,
  least: number,
  most: number,
): { scaled: bigint; decimals: number } | undefined {
  for (let decimals = least; decimals <= most; decimals += 1) {
    const scaled = typeof json === 'number' ? scaleNumber(json, decimals) : scaleText(json, decimals);
    if (scaled !== undefined) return { scaled, decimals };
  }
  return undefined;
}

function readText(
  reading: ConditionReading,
  json: string,
  { name, of }: ReadSide,
  pointer: string,
  purpose: Purpose,
): Constant | null {
  if (purpose === 'equality' && of.type.kind === 'string' && !isMember(json, of.type)) {
    const slots = { name, found: shown(json), expected: expectedOf(of) };
    return note(reading, 'value-not-in-enum', pointer, slots, { found: json });
  }
  return constant(STRING, json);
}

/** A type as a problem calls it. */
export function typeName(type: Type): Message {
  return kindWords(type.kind);
}

/** A JSON value as a message shows it, shortened. */
export function shown(json: Json): string {
  const text = JSON.stringify(json);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
