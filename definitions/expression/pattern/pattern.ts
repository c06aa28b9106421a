import { automaton } from './automaton.ts';
import { parseSyntax } from './parse.ts';
import { portableText } from './portable.ts';
import type { PatternFault, PatternNode } from './syntax.ts';

export type { PatternFault, PatternNode, PatternReason } from './syntax.ts';

/**
 * Patterns: literals, `.` (not a line feed), classes `[一-龥a-z]`, `\s \d \w` (ASCII) and their opposites, `^ $` (of the whole text), groups,
 * `|`, `* + ? {m,n}`. A pattern is looked for anywhere in the text, code point by code point, in time linear in the text. Look-around,
 * back references, lazy and possessive repetition, `\b`, `\p` and flags are refused: engines differ or take exponential time.
 */
export interface Pattern {
  readonly text: string;
  /** The same pattern for RE2 (SQL) and for JavaScript with the `u` flag. */
  readonly portable: string;
  /** What it is made of. */
  readonly tree: PatternNode;
  /** Whether the pattern is found in a text. */
  matches(text: string): boolean;
}

const known = new Map<string, Pattern | PatternFault>();
const MOST_KNOWN = 1_000;

/** Reads a pattern, or says why not (see PatternReason). */
export function parsePattern(text: string): Pattern | PatternFault {
  const before = known.get(text);
  if (before !== undefined) return before;
  const result = parseNew(text);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, result);
  return result;
}

function parseNew(text: string): Pattern | PatternFault {
  const node = parseSyntax(text);
  if ('reason' in node) return node;
  const matches = automaton(node);
  return matches === undefined
    ? { reason: 'too-large', at: 0 }
    : { text, portable: portableText(node), tree: node, matches };
}

/** Whether a pattern was read. */
export function isPattern(result: Pattern | PatternFault): result is Pattern {
  return 'matches' in result;
}
