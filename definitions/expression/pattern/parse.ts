import { classOf, escaped, single } from './points.ts';
import { type PatternReader, PatternRefusal, refuse } from './reader.ts';
import { complement, type PatternFault, type PatternNode } from './syntax.ts';

const MOST_POINTS = 1_000;
const MOST_DEPTH = 50;
/** RE2's own limit. */
const MOST_REPEATS = 1_000;
const NOT_NEWLINE = complement([[0x0a, 0x0a]]);

/** The tree of a pattern, or why it is refused. */
export function parseSyntax(text: string): PatternNode | PatternFault {
  const reader: PatternReader = { points: [...text], at: 0 };
  if (reader.points.length > MOST_POINTS) return { reason: 'too-long', at: MOST_POINTS };
  try {
    const node = choice(reader, 0);
    return reader.at < reader.points.length ? refuse('unexpected', reader.at) : node;
  } catch (error) {
    if (error instanceof PatternRefusal) return error.fault;
    throw error;
  }
}

function choice(reader: PatternReader, depth: number): PatternNode {
  if (depth > MOST_DEPTH) refuse('too-deep', reader.at);
  const items = [sequence(reader, depth)];
  while (reader.points[reader.at] === '|') {
    reader.at += 1;
    items.push(sequence(reader, depth));
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items };
}

function sequence(reader: PatternReader, depth: number): PatternNode {
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

function atom(reader: PatternReader, depth: number): PatternNode {
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

function group(reader: PatternReader, depth: number, at: number): PatternNode {
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

function repeated(reader: PatternReader, of: PatternNode): PatternNode {
  const at = reader.at;
  const limits = quantifier(reader);
  if (limits === undefined) return of;
  if (of.kind === 'start' || of.kind === 'end') refuse('nothing-to-repeat', at);
  const next = reader.points[reader.at];
  if (next === '?' || next === '+') refuse('lazy-or-possessive', reader.at);
  if (next === '*' || next === '{') refuse('nothing-to-repeat', reader.at);
  return { kind: 'repeat', of, ...limits };
}

function quantifier(reader: PatternReader): { least: number; most: number | null } | undefined {
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
