/** A pattern that means the same in every engine. `portable`: the pattern's text for RE2 and for JavaScript with the `u` flag. */
export interface Pattern {
  readonly text: string;
  readonly portable: string;
  /** Whether the pattern is found anywhere in a text; takes time linear in the text. */
  matches(text: string): boolean;
}

/** Why a pattern is refused, and where (in code points from 0). */
export interface PatternFault {
  readonly reason: string;
  readonly at: number;
}

/** Reads a pattern. */
export function parsePattern(_text: string): Pattern | PatternFault {
  throw new Error('Being written');
}
