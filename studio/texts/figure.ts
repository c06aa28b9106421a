/**
 * A figure as people write it, as plain decimal text: `100,000`, `１２`, `10万`, `1.5亿`, `3千万`, `五十万`, `1亿5000万`. Undefined
 * where it is none of these, or could be read in two ways (`五万三`).
 */
export function readFigure(written: string): string | undefined {
  const text = written
    .normalize('NFKC')
    .replace(/[,\s_]/g, '')
    .replace(/^\+/, '')
    .replace(/^[−负]/, '-');
  const [, minus = '', rest = ''] = /^(-?)(.*)$/s.exec(text) ?? [];
  const read = readShifted(rest) ?? readNumerals(rest);
  return read === undefined ? undefined : minus + read;
}

const POWERS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** Digits with units behind them: the point moves. */
function readShifted(text: string): string | undefined {
  const [, whole, fraction = '', units = ''] = /^(\d+)(?:\.(\d+))?([十百千]?万?亿?)$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const places = [...units].reduce((sum, unit) => sum + (POWERS[unit] ?? 0), 0);
  const digits = whole + fraction.padEnd(places, '0');
  const point = whole.length + places;
  const [before, after] = [digits.slice(0, point).replace(/^0+(?=\d)/, ''), digits.slice(point)];
  return after === '' ? before : `${before}.${after}`;
}

const DIGITS = '零一二三四五六七八九';

/** Chinese numerals, with or without Arabic digits in the place of theirs. */
function readNumerals(text: string): string | undefined {
  const tokens =
    text
      .replaceAll('〇', '零')
      .replace(/[两兩]/g, '二')
      .match(/\d+|./gsu) ?? [];
  let [total, section] = [0n, 0n];
  let digit: bigint | undefined;
  /** The power of the unit before; a later one of the section has to be smaller. */
  let [least, leastLarge, isAfterZero] = [4, 12, true];
  for (const token of tokens) {
    const power = POWERS[token];
    if (power === undefined) {
      if (digit !== undefined) return undefined;
      if (token === '零') isAfterZero = true;
      else if (/^\d+$/.test(token)) digit = BigInt(token);
      else if (DIGITS.includes(token)) digit = BigInt(DIGITS.indexOf(token));
      else return undefined;
    } else if (power < 4) {
      // Only ten may stand for one ten.
      if (power >= least || (digit === undefined && token !== '十')) return undefined;
      section += (digit ?? 1n) * 10n ** BigInt(power);
      [least, digit, isAfterZero] = [power, undefined, false];
    } else {
      if (power >= leastLarge || section + (digit ?? 0n) === 0n) return undefined;
      total += (section + (digit ?? 0n)) * 10n ** BigInt(power);
      [section, digit, least, leastLarge, isAfterZero] = [0n, undefined, 4, power, false];
    }
  }
  if (tokens.length === 0 || tokens.at(-1) === '零') return text === '零' ? '0' : undefined;
  // 五万三 is said for 53,000 and could be 50,003: behind a unit above ten a lone digit needs 零.
  const isLone = digit !== undefined && section === 0n ? total > 0n : digit !== undefined && least > 1;
  if (isLone && !isAfterZero && digit !== undefined && digit < 10n) return undefined;
  return String(total + section + (digit ?? 0n));
}
