import type { SyntaxNode } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';
import { joinNames, regroupTests } from './regroup.ts';
import { otherNotation, type SyntaxHint, syntaxHintAt, wideSign } from './syntax-hints.ts';

/** FEEL text as lezer-feel's tree, within limits. */

export const MOST_CHARACTERS = 10_000;
export const MOST_LEVELS = 200;

export type Syntax =
  | { readonly kind: 'tree'; readonly root: SyntaxNode }
  | {
      readonly kind: 'fault';
      readonly code: 'formula-too-long' | 'formula-too-deep' | 'formula-syntax';
      readonly from: number;
      readonly to: number;
    }
  | (SyntaxHint & { readonly kind: 'slip' });

/** Strict: it stops at the first fault. Looking for what else could be meant would cost seconds for a few lines of noise. */
const plainParser = parser.configure({ top: 'Expression', strict: true });
/** Up to where the strict parser stopped, the lenient one shows how deep the text is nested: it stops for that, too. */
const lenientParser = parser.configure({ top: 'Expression' });
/** No shorter text nests deeper than the strict parser goes. */
const LEAST_DEEP = 1000;
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Which of some names the parser must be told of; a scope asks with the same list again and again. */
function specialOf(names: readonly string[]): readonly string[] {
  const known = specials.get(names) ?? names.filter((name) => !PLAIN_NAME.test(name));
  specials.set(names, known);
  return known;
}
const specials = new WeakMap<readonly string[], readonly string[]>();

/** Parses a text; names of several words are known to the parser from `names`. */
export function parseFeel(text: string, names: readonly string[]): Syntax {
  if (text.length > MOST_CHARACTERS)
    return { kind: 'fault', code: 'formula-too-long', from: MOST_CHARACTERS, to: text.length };
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { kind: 'fault', code: 'formula-too-deep', from: deep, to: deep + 1 };
  const sign = wideSign(text) ?? otherNotation(text);
  if (sign !== undefined) return { kind: 'slip', ...sign };
  const special = specialOf(names).filter((name) => text.includes(name));
  const context = Object.fromEntries(special.map((name) => [name, 1]));
  const used = special.length === 0 ? plainParser : plainParser.configure({ contextTracker: trackVariables(context) });
  const parsed = parsedBy(used, text);
  if ('stoppedAt' in parsed) {
    const deeper =
      parsed.stoppedAt < LEAST_DEEP
        ? undefined
        : faultOf(lenientParser.parse(text.slice(0, parsed.stoppedAt)).topNode, false);
    if (deeper !== undefined) return deeper;
    const slip = syntaxHintAt(text, parsed.stoppedAt);
    if (slip !== undefined) return { kind: 'slip', ...slip };
    return {
      kind: 'fault',
      code: 'formula-syntax',
      from: parsed.stoppedAt,
      to: Math.min(parsed.stoppedAt + 19, text.length),
    };
  }
  const fault = faultOf(parsed.top);
  if (fault !== undefined) return fault;
  const [root, ...more] = parts(regroupTests(parsed.top));
  return root === undefined || more.length > 0
    ? { kind: 'fault', code: 'formula-syntax', from: root?.from ?? 0, to: text.length }
    : { kind: 'tree', root };
}

/** The tree, or where the text can no longer be continued to a formula. The parser tells of it by a SyntaxError with the position. */
function parsedBy(
  used: typeof plainParser,
  text: string,
): { readonly top: SyntaxNode } | { readonly stoppedAt: number } {
  try {
    return { top: used.parse(joinNames(text)).topNode };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { stoppedAt: Number(/\d+$/.exec(error.message)?.[0] ?? 0) };
  }
}

/** Where brackets outside of texts nest deeper than formulas may; the parser itself would stop there without a reason. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at] ?? '';
    if (isText && unit === '\\') at += 1;
    else if (unit === '"') isText = !isText;
    else if (!isText && '([{'.includes(unit)) depth += 1;
    else if (!isText && ')]}'.includes(unit)) depth -= 1;
    if (depth > MOST_LEVELS) return at;
  }
  return undefined;
}

/** The first place that is nested too deep, or (`strictly`) could not be parsed; walks with a cursor, not by recursion. */
function faultOf(top: SyntaxNode, strictly = true): (Syntax & { readonly kind: 'fault' }) | undefined {
  const cursor = top.cursor();
  let depth = 0;
  for (;;) {
    const { from, to } = cursor;
    if (strictly && cursor.type.isError) return { kind: 'fault', code: 'formula-syntax', from, to };
    if (depth > MOST_LEVELS) return { kind: 'fault', code: 'formula-too-deep', from, to };
    if (cursor.firstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return undefined;
      depth -= 1;
    }
  }
}

/** The children of a node that mean something: no comments. */
export function parts(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  }
  return children;
}
