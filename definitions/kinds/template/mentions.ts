import { type Filter, type Token, TokenKind, type Value } from 'liquidjs';

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

/** The names among tokens. */
export function mentionsOf(tokens: Iterable<Token>): readonly Mention[] {
  return [...tokens].flatMap((token) => {
    if (token.kind !== TokenKind.PropertyAccess) return [];
    const [line = 1, column = 1] = token.getPosition();
    return [{ path: token.getText().trim(), line, column }];
  });
}

const argumentsOf = ({ args }: Filter): readonly Token[] =>
  args.map((one) => (Array.isArray(one) ? one[1] : one)).filter((one) => one !== undefined);

/**
 * What is there for sure where a condition holds: every name in it, as long as nothing in it holds of what is missing. `or`, `not`, `!=`
 * and comparisons with `nil` or `empty` may.
 */
export function guardsOf(value: Value): readonly string[] {
  const { postfix } = value.initial;
  const isSure = value.filters.length === 0 && postfix.every((token) => !mayHoldOfMissing(token));
  return isSure ? mentionsOf(postfix).map(({ path }) => path) : [];
}

function mayHoldOfMissing(token: Token): boolean {
  const text = token.getText().trim();
  if (token.kind === TokenKind.Operator) return !['and', '==', '>', '>=', '<', '<=', 'contains'].includes(text);
  return token.kind === TokenKind.Literal && text !== 'true';
}
