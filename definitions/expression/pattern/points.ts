import { type PatternReader, refuse } from './reader.ts';
import { type CodePoints, complement, joined, LAST_POINT } from './syntax.ts';

const DIGITS: CodePoints = [[0x30, 0x39]];
const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** Blank, tab, line ends, form feed. Engines differ beyond ASCII, and on the vertical tab: sets are written out for them. */
const SPACE: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
];
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, f: 12, r: 13 };
const PUNCTUATION = '\\.+*?()[]{}|^$/-';

/** What stands behind a backslash. */
export function escaped(reader: PatternReader): CodePoints {
  const at = reader.at;
  const next = reader.points[at] ?? '';
  reader.at += 1;
  if (next === 'd') return DIGITS;
  if (next === 'D') return complement(DIGITS);
  if (next === 'w') return WORD;
  if (next === 'W') return complement(WORD);
  if (next === 's') return SPACE;
  if (next === 'S') return complement(SPACE);
  const control = CONTROLS[next];
  if (control !== undefined) return [[control, control]];
  if (/^[1-9k]$/.test(next)) refuse('back-reference', at - 1);
  // Word ends, \p{…} and \u mean different things in the two engines, or are written differently.
  if (next === '' || !PUNCTUATION.includes(next)) refuse('escape', at - 1);
  return single(next);
}

/** What stands in square brackets; `at`: where they open. */
export function classOf(reader: PatternReader, at: number): CodePoints {
  const isNegated = reader.points[reader.at] === '^';
  if (isNegated) reader.at += 1;
  const ranges: (readonly [number, number])[] = [];
  while (reader.points[reader.at] !== ']') {
    if (reader.at >= reader.points.length) refuse('unclosed', at);
    ranges.push(...classItem(reader));
  }
  reader.at += 1;
  const points = isNegated ? complement(joined(ranges)) : joined(ranges);
  return points.length === 0 || ranges.length === 0 ? refuse('class-empty', at) : points;
}

function classItem(reader: PatternReader): CodePoints {
  const at = reader.at;
  const from = classPoint(reader);
  const isRange = reader.points[reader.at] === '-' && reader.points[reader.at + 1] !== ']';
  if (!isRange) return from;
  reader.at += 1;
  const to = classPoint(reader);
  const [low, high] = [from[0], to[0]];
  const isSingle = (points: CodePoints) => points.length === 1 && points[0]?.[0] === points[0]?.[1];
  if (low === undefined || high === undefined || !isSingle(from) || !isSingle(to) || low[0] > high[0])
    return refuse('class-range', at);
  return [[low[0], high[0]]];
}

function classPoint(reader: PatternReader): CodePoints {
  const at = reader.at;
  const next = reader.points[at] ?? '';
  reader.at += 1;
  if (next === '') refuse('unclosed', at);
  if (next === '[') refuse('unexpected', at);
  return next === '\\' ? escaped(reader) : single(next);
}

/** One code point; half a surrogate pair is no character in RE2. */
export function single(character: string): CodePoints {
  const point = character.codePointAt(0) ?? 0;
  return point > LAST_POINT ? [] : [[point, point]];
}
