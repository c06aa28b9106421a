import {
  complement,
  type CodePoints,
  joined,
  LAST_POINT,
  type PatternFault,
  type PatternNode,
  type PatternReason,
} from './syntax.ts';

const MOST_POINTS = 1_000;
const MOST_DEPTH = 50;
/** RE2's own limit. */
const MOST_REPEATS = 1_000;

const DIGITS: CodePoints = [[0x30, 0x39]];
const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const NOT_NEWLINE = complement([[0x0a, 0x0a]]);
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, f: 12, r: 13 };
const PUNCTUATION = '\\.+*?()[]{}|^$/-';

interface Reader {
  readonly points: readonly string[];
  at: number;
}
/** A jump out of the reading, which `parseSyntax` returns as data. */
class Refusal extends Error {
  readonly fault: PatternFault;
  constructor(reason: PatternReason, at: number) {
    super(reason);
    this.fault = { reason, at };
  }
}
const refuse = (reason: PatternReason, at: number): never => {
  throw new Refusal(reason, at);
};

/** The tree of a pattern, or why it is refused. */
export function parseSyntax(text: string): PatternNode | PatternFault {
  const reader: Reader = { points: [...text], at: 0 };
  if (reader.points.length > MOST_POINTS) return { reason: 'too-long', at: MOST_POINTS };
  try {
    const node = choice(reader, 0);
    return reader.at < reader.points.length ? refuse('unexpected', reader.at) : node;
  } catch (error) {
    if (error instanceof Refusal) return error.fault;
    throw error;
  }
}

function choice(reader: Reader, depth: number): PatternNode {
  if (depth > MOST_DEPTH) refuse('too-deep', reader.at);
  const items = [sequence(reader, depth)];
  while (reader.points[reader.at] === '|') {
    reader.at += 1;
    items.push(sequence(reader, depth));
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items };
}

function sequence(reader: Reader, depth: number): PatternNode {
  const items: PatternNode[] = [];
  for (
    let next = reader.points[reader.at];
    next !== undefined && next !== '|' && next !== ')';
    next = reader.points[reader.at]
  ) {
    items.push(repeated(reader, atom(reader, depth)));
  }
  return { kind: 'sequence', items };
}

function atom(reader: Reader, depth: number): PatternNode {
  const at = reader.at;
  const next = reader.points[at] ?? '';
  reader.at += 1;
  if (next === '(') return group(reader, depth, at);
  if (next === '[') return { kind: 'set', points: classOf(reader, at) };
  if (next === '.') return { kind: 'set', points: NOT_NEWLINE };
  if (next === '^') return { kind: 'start' };
  if (next === '$') return { kind: 'end' };
  if (next === '\\') return { kind: 'set', points: escaped(reader) };
  if ('*+?{'.includes(next)) refuse('nothing-to-repeat', at);
  if (next === ']' || next === '}') refuse('unexpected', at);
  return { kind: 'set', points: single(next) };
}

function group(reader: Reader, depth: number, at: number): PatternNode {
  if (reader.points[reader.at] === '?') {
    const form = reader.points.slice(reader.at + 1, reader.at + 3).join('');
    if (/^(=|!|<=|<!)/.test(form)) refuse('look-around', at);
    if (!form.startsWith(':')) refuse('group-form', at);
    reader.at += 2;
  }
  const inside = choice(reader, depth + 1);
  if (reader.points[reader.at] !== ')') refuse('unclosed', at);
  reader.at += 1;
  return inside;
}

function repeated(reader: Reader, of: PatternNode): PatternNode {
  const at = reader.at;
  const limits = quantifier(reader);
  if (limits === undefined) return of;
  if (of.kind === 'start' || of.kind === 'end') refuse('nothing-to-repeat', at);
  const next = reader.points[reader.at];
  if (next === '?' || next === '+') refuse('lazy-or-possessive', reader.at);
  if (next === '*' || next === '{') refuse('nothing-to-repeat', reader.at);
  return { kind: 'repeat', of, ...limits };
}

function quantifier(reader: Reader): { least: number; most: number | null } | undefined {
  const next = reader.points[reader.at];
  if (next === '*' || next === '+' || next === '?') {
    reader.at += 1;
    return { least: next === '+' ? 1 : 0, most: next === '?' ? 1 : null };
  }
  if (next !== '{') return undefined;
  const text = reader.points.slice(reader.at, reader.at + 12).join('');
  const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(text);
  if (match === null) return refuse('repeat-limits', reader.at);
  const least = Number(match[1]);
  const most = match[2] === undefined ? least : match[3] === undefined ? null : Number(match[3]);
  if (least > MOST_REPEATS || (most ?? 0) > MOST_REPEATS || (most !== null && most < least))
    refuse('repeat-limits', reader.at);
  reader.at += match[0].length;
  return { least, most };
}

function escaped(reader: Reader): CodePoints {
  const at = reader.at;
  const next = reader.points[at] ?? '';
  reader.at += 1;
  if (next === 'd') return DIGITS;
  if (next === 'D') return complement(DIGITS);
  if (next === 'w') return WORD;
  if (next === 'W') return complement(WORD);
  const control = CONTROLS[next];
  if (control !== undefined) return [[control, control]];
  if (/^[1-9k]$/.test(next)) refuse('back-reference', at - 1);
  // White space, word ends, \p{…} and \u mean different things in the two engines, or are written differently.
  if (next === '' || !PUNCTUATION.includes(next)) refuse('escape', at - 1);
  return single(next);
}

function classOf(reader: Reader, at: number): CodePoints {
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

function classItem(reader: Reader): CodePoints {
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

function classPoint(reader: Reader): CodePoints {
  const at = reader.at;
  const next = reader.points[at] ?? '';
  reader.at += 1;
  if (next === '') refuse('unclosed', at);
  if (next === '[') refuse('unexpected', at);
  return next === '\\' ? escaped(reader) : single(next);
}

/** One code point; half a surrogate pair is no character in RE2. */
function single(character: string): CodePoints {
  const point = character.codePointAt(0) ?? 0;
  return point > LAST_POINT ? [] : [[point, point]];
}
