import { children, nodesOf } from '../expression/walk.ts';
import type { Expression } from '../model/expression.ts';
import { anyOf, exactly, NOTHING, type Span } from '../expression/spans/span.ts';
import { spanOf } from '../expression/spans/span-of.ts';

/**
 * What an expression can be while some fields range over a box and all else of the request stays: what it can *not* be is proved. What
 * does not depend on those fields is computed once a request by the function that answers customers (`fixed`).
 */
export interface Outlook {
  /** How many nodes one look costs. */
  readonly size: number;
  /** Expressions that stay what they are. */
  readonly fixed: readonly Expression[];
  of(fields: readonly Span[], fixed: readonly Span[]): Span;
}

type Look = (fields: readonly Span[], fixed: readonly Span[]) => Span;

export function createOutlook(output: Expression, names: readonly string[]): Outlook {
  const nodes = nodesOf([output]);
  const changing = new Set<Expression>();
  const bound = boundIn(nodes);
  for (const node of nodes) {
    const isField = node.kind === 'field' && node.of === null && names.includes(node.field.name);
    if (isField || children(node).some((child) => changing.has(child))) changing.add(node);
  }
  const fixed: Expression[] = [];
  const places = new Map<Expression, number>();
  const looks: Look[] = [];
  const spans: Span[] = [];
  const place = (node: Expression): number => {
    const known = places.get(node);
    if (known !== undefined) return known;
    const look = lookAt(node);
    places.set(node, looks.push(look) - 1);
    return looks.length - 1;
  };
  const lookAt = (node: Expression): Look => {
    if (node.kind === 'constant' || node.kind === 'missing') {
      const span = exactly(node.kind === 'constant' ? node.value : null, node.type);
      return () => span;
    }
    if (!changing.has(node) && !bound.has(node) && isReadable(node)) {
      const at = fixed.push(node) - 1;
      return (_, given) => given[at] ?? NOTHING;
    }
    if (node.kind === 'field' && changing.has(node) && node.of === null) {
      const at = names.indexOf(node.field.name);
      return (fields) => fields[at] ?? NOTHING;
    }
    if (isOpaque(node)) {
      const span = anyOf(node.type, node.missable);
      return () => span;
    }
    const parts = new Map(partsOf(node).map((child) => [child, place(child)]));
    const part = (child: Expression) => spans[parts.get(child) ?? -1] ?? NOTHING;
    return () => spanOf(node, part);
  };
  // Parts first, without recursion: a line may stand upon thousands of others.
  for (const node of nodes) if (isReached(node, changing, bound)) place(node);
  const root = place(output);
  return {
    size: looks.length,
    fixed,
    of(fields, given) {
      looks.forEach((look, i) => {
        spans[i] = look(fields, given);
      });
      return spans[root] ?? NOTHING;
    },
  };
}

/** An aggregate over a list that is written out reads its items. */
const partsOf = (node: Expression): readonly Expression[] =>
  node.kind === 'aggregate' && node.over.kind === 'list' ? node.over.items : children(node);

/** Nodes that a variable of a loop is read in: no values of their own. */
function boundIn(nodes: readonly Expression[]): ReadonlySet<Expression> {
  const free = new Map<Expression, ReadonlySet<number>>();
  for (const node of nodes) {
    const ids = new Set(children(node).flatMap((child) => [...(free.get(child) ?? [])]));
    if (node.kind === 'variable') ids.add(node.id);
    if (node.kind === 'forEach') ids.delete(node.variable.id);
    if (ids.size > 0) free.set(node, ids);
  }
  return new Set(free.keys());
}

/** Computed here and now: it changes, and so do its parts or they are fixed. */
function isReached(node: Expression, changing: ReadonlySet<Expression>, bound: ReadonlySet<Expression>): boolean {
  return (
    changing.has(node) && !bound.has(node) && !isOpaque(node) && node.type.kind !== 'list' && node.type.kind !== 'row'
  );
}

/** A value that a result can hold. */
function isReadable({ type: { kind } }: Expression): boolean {
  return kind !== 'list' && kind !== 'row' && kind !== 'approximate' && kind !== 'duration';
}

/** What is not looked into: loops over rows, and what reads them. */
function isOpaque(node: Expression): boolean {
  switch (node.kind) {
    case 'aggregate':
      return node.over.kind !== 'list';
    case 'forEach':
    case 'sequence':
    case 'list':
    case 'itemAt':
    case 'variable':
    case 'input':
    case 'cut':
    case 'field':
      return true;
    default:
      return node.type.kind === 'list' || node.type.kind === 'row';
  }
}
