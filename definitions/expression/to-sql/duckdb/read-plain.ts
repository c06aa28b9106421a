import { dateText } from '../../date-text.ts';
import { power10 } from '../../../model/decimal.ts';
import type { NumberType, Type } from '../../../model/type.ts';
import type { PlainReading } from '../dialect.ts';
import { textLiteral } from '../text-literal.ts';
import { widthOf } from '../number-size.ts';

/**
 * A text that the engine writes itself, of a value it reads from it, is that value, and so is one that lacks only zeroes at the end of its
 * decimals; of anything else nothing is said.
 */
export function readPlain(type: Type, text: string, isJson: boolean): PlainReading {
  switch (type.kind) {
    case 'number':
      return plainNumber(type, text);
    case 'boolean':
      return once(`CASE ${text} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`);
    case 'date':
      return plainDate(type, isJson ? inner(text) : text);
    case 'string': {
      const isIn = type.enum === undefined ? '' : ` AND ${inner(text)} IN (${type.enum.map(textLiteral).join(', ')})`;
      return once(`CASE WHEN ${isPlainText(text)}${isIn} THEN ${inner(text)} END`);
    }
    default:
      return once('CAST(NULL AS BIGINT)');
  }
}

const once = (sql: string): PlainReading => ({ cast: null, value: () => sql });

/** A JSON text without escapes, and what stands between its quotes. */
const isPlainText = (text: string) => `starts_with(${text}, '"') AND NOT contains(${text}, '\\')`;
const inner = (text: string) => `substr(${text}, 2, length(${text}) - 2)`;

/** An integer; a decimal number; or the shortest text of a double, which is that number up to 15 digits. */
function plainNumber(type: NumberType, text: string): PlainReading {
  const { decimals, minimum, maximum } = type;
  const isIn = (scaled: string) => `${scaled} BETWEEN ${String(minimum)} AND ${String(maximum)}`;
  const double = `TRY_CAST(${text} AS DOUBLE)`;
  const doubleScaled = `round(${double} * 1e${decimals})`;
  const isDouble = `abs(${double}) < 1e15 AND CAST(${double} AS VARCHAR) = ${text} AND ${doubleScaled} / 1e${decimals} = ${double}`;
  const { cast, isWritten, scaled } = fixedNumber(decimals, text);
  return {
    cast,
    value: (read) =>
      `CAST(CASE WHEN ${isWritten(read)} AND ${isIn(scaled(read))} THEN ${scaled(read)} WHEN ${isDouble} AND ${isIn(doubleScaled)} THEN CAST(${doubleScaled} AS BIGINT) END AS ${widthOf(type) <= 4 ? 'INTEGER' : 'BIGINT'})`,
  };
}

/** Up to so many decimals a number has room for its factor beside it in the 18 digits that are multiplied fast. */
const FEW_DECIMALS = 4;

/** A text read as a number of so many decimals: the cast, whether the text is written as that number, and the number scaled to an integer. */
function fixedNumber(decimals: number, text: string) {
  if (decimals === 0)
    return {
      cast: `TRY_CAST(${text} AS BIGINT)`,
      isWritten: (read: string) => `CAST(${read} AS VARCHAR) = ${text}`,
      scaled: (read: string) => read,
    };
  const isFew = decimals <= FEW_DECIMALS;
  return {
    cast: `TRY_CAST(${text} AS DECIMAL(${isFew ? 17 - decimals : 18}, ${decimals}))`,
    // With the decimals that are left out, and no more, it is what the engine writes: the integer part is whole, since the number was read from it.
    isWritten: (read: string) => `starts_with(CAST(${read} AS VARCHAR), ${text}) AND NOT ends_with(${text}, '.')`,
    scaled: (read: string) =>
      isFew
        ? `CAST(${read} * CAST(${String(power10(decimals))} AS DECIMAL(${decimals + 1}, 0)) AS BIGINT)`
        : `TRY_CAST(replace(CAST(${read} AS VARCHAR), '.', '') AS BIGINT)`,
  };
}

function plainDate(type: Type & { readonly kind: 'date' }, text: string): PlainReading {
  const isIn = (day: string) => `${day} BETWEEN DATE '${dateText(type.minimum)}' AND DATE '${dateText(type.maximum)}'`;
  return {
    cast: `TRY_CAST(${text} AS DATE)`,
    value: (day) =>
      `CAST(CASE WHEN CAST(${day} AS VARCHAR) = ${text} AND ${isIn(day)} THEN ${day} - DATE '1970-01-01' END AS INTEGER)`,
  };
}
