import { type Filter, type Token, TokenKind, TypeGuards, type Value } from 'liquidjs';
import { ORDERS } from './liquid.ts';

/** A name that stands in a text, as it is written; lines and columns count from 1. */
export interface Mention {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The names in an expression with its filters, in the order they stand. */
export function mentionsIn({ initial, filters }: Value): readonly Mention[] {
  return [...mentionsOf(initial.postfix), ...filters.flatMap((filter) => mentionsOf(argumentsOf(filter)))];
}

/** The names among tokens, those at the ends of ranges too. */
export function mentionsOf(tokens: Iterable<Token>): readonly Mention[] {
  return [...tokens].flatMap((token) => {
    if (TypeGuards.isRangeToken(token)) return mentionsOf([token.lhs, token.rhs]);
    if (token.kind !== TokenKind.PropertyAccess) return [];
    const [line = 1, column = 1] = token.getPosition();
    return [{ path: token.getText().trim(), line, column }];
  });
}

const argumentsOf = ({ args }: Filter): readonly Token[] =>
  args.map((one) => (Array.isArray(one) ? one[1] : one)).filter((one) => one !== undefined);

/** The one name that an output shows where it has a value, and that its first filter replaces where it has none. */
export function defaulted({ initial, filters: [first] }: Value): string | undefined {
  const [only, ...more] = initial.postfix;
  const [instead] = first?.name === 'default' ? argumentsOf(first) : [];
  const isAnswered = instead !== undefined && !(instead.kind === TokenKind.Literal && !isSure(instead));
  return isAnswered && more.length === 0 && only?.kind === TokenKind.PropertyAccess ? textOf(only) : undefined;
}

/** What part of a condition is: a name, what is written there, or what an operator makes of others, with what is there where it holds. */
type Part =
  | { readonly kind: 'name'; readonly path: string }
  | { readonly kind: 'written'; readonly isSure: boolean }
  | { readonly kind: 'holds'; readonly sure: readonly string[] };

/**
 * What is there for sure where a condition holds: a name by itself, one that is compared with something written, both sides of an order, and
 * what stands on both sides of `and`. Of everything else a condition may hold of what is missing.
 */
export function guardsOf({ initial, filters }: Value): readonly string[] {
  if (filters.length > 0) return [];
  const parts: Part[] = [];
  for (const token of initial.postfix) {
    if (token.kind !== TokenKind.Operator) parts.push(partOf(token));
    else {
      const right = parts.pop();
      const left = textOf(token) === 'not' ? undefined : parts.pop();
      parts.push({ kind: 'holds', sure: sureWhere(textOf(token), left, right) });
    }
  }
  return sureIn(parts.at(-1));
}

function partOf(token: Token): Part {
  return token.kind === TokenKind.PropertyAccess
    ? { kind: 'name', path: textOf(token) }
    : { kind: 'written', isSure: isSure(token) };
}

/** What is there where a part holds by itself. */
function sureIn(part: Part | undefined): readonly string[] {
  if (part?.kind === 'name') return [part.path];
  return part?.kind === 'holds' ? part.sure : [];
}

function sureWhere(operator: string, left: Part | undefined, right: Part | undefined): readonly string[] {
  if (operator === 'and') return [...sureIn(left), ...sureIn(right)];
  const names = [left, right].flatMap((part) => (part?.kind === 'name' ? [part.path] : []));
  if (ORDERS.some((sign) => sign === operator)) return names;
  const isToSure = [left, right].some((part) => part?.kind === 'written' && part.isSure);
  return operator === '==' && isToSure ? names : [];
}

/** What is there for sure in a branch of a `case`: what it is about, where each alternative is something written. */
export function caseGuardsOf({ initial, filters }: Value, alternatives: readonly Token[]): readonly string[] {
  const [only, ...more] = initial.postfix;
  const isName = filters.length === 0 && more.length === 0 && only?.kind === TokenKind.PropertyAccess;
  return isName && alternatives.every(isSure) ? [textOf(only)] : [];
}

/** Whether it is written there and equals nothing that is missing. */
const isSure = (token: Token): boolean =>
  token.kind === TokenKind.Quoted ||
  token.kind === TokenKind.Number ||
  (token.kind === TokenKind.Literal && textOf(token) === 'true');

const textOf = (token: Token): string => token.getText().trim();
