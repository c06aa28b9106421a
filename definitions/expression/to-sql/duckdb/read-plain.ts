import { dateText } from '../../date-text.ts';
import { power10 } from '../../../model/decimal.ts';
import type { NumberType, Type } from '../../../model/type.ts';
import { textLiteral } from '../text-literal.ts';
import { widthOf } from '../number-size.ts';

/** A text that the engine writes itself, of a value it reads from it, is that value; of anything else nothing is said. */
export function readPlain(type: Type, text: string, isJson: boolean): string {
  switch (type.kind) {
    case 'number':
      return plainNumber(type, text);
    case 'boolean':
      return `CASE ${text} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;
    case 'date':
      return plainDate(type, isJson ? inner(text) : text);
    case 'string': {
      const isIn = type.enum === undefined ? '' : ` AND ${inner(text)} IN (${type.enum.map(textLiteral).join(', ')})`;
      return `CASE WHEN ${isPlainText(text)}${isIn} THEN ${inner(text)} END`;
    }
    default:
      return `CAST(NULL AS BIGINT)`;
  }
}

/** A JSON text without escapes, and what stands between its quotes. */
const isPlainText = (text: string) => `starts_with(${text}, '"') AND NOT contains(${text}, '\\')`;
const inner = (text: string) => `substr(${text}, 2, length(${text}) - 2)`;

/** An integer; a decimal number with all decimals of the field; or the shortest text of a double, which is that number up to 15 digits. */
function plainNumber(type: NumberType, text: string): string {
  const { decimals, minimum, maximum } = type;
  const factor = String(power10(decimals));
  const isIn = (scaled: string) => `${scaled} BETWEEN ${String(minimum)} AND ${String(maximum)}`;
  const written = (value: string) => `CAST(${value} AS VARCHAR) = ${text}`;
  const whole = `TRY_CAST(${text} AS BIGINT)`;
  const wholeScaled = decimals === 0 ? whole : `CAST(${whole} AS HUGEINT) * ${factor}`;
  const fixed = `TRY_CAST(${text} AS DECIMAL(18, ${decimals}))`;
  const fixedScaled = `TRY_CAST(replace(${text}, '.', '') AS BIGINT)`;
  const double = `TRY_CAST(${text} AS DOUBLE)`;
  const doubleScaled = `round(${double} * 1e${decimals})`;
  const isDouble = `abs(${double}) < 1e15 AND ${written(double)} AND ${doubleScaled} / 1e${decimals} = ${double}`;
  const cases = [
    `WHEN ${written(whole)} AND ${isIn(wholeScaled)} THEN ${wholeScaled}`,
    ...(decimals > 0 && decimals < 18 ? [`WHEN ${written(fixed)} AND ${isIn(fixedScaled)} THEN ${fixedScaled}`] : []),
    `WHEN ${isDouble} AND ${isIn(doubleScaled)} THEN CAST(${doubleScaled} AS BIGINT)`,
  ];
  return `CAST(CASE ${cases.join(' ')} END AS ${widthOf(type) <= 4 ? 'INTEGER' : 'BIGINT'})`;
}

function plainDate(type: Type & { readonly kind: 'date' }, text: string): string {
  const day = `TRY_CAST(${text} AS DATE)`;
  const isIn = `${day} BETWEEN DATE '${dateText(type.minimum)}' AND DATE '${dateText(type.maximum)}'`;
  return `CAST(CASE WHEN CAST(${day} AS VARCHAR) = ${text} AND ${isIn} THEN ${day} - DATE '1970-01-01' END AS INTEGER)`;
}
