import type { Aggregate, Expression, Field, FieldRead, Variable } from '../../model/expression.ts';
import { nodesOf } from '../walk.ts';
import { unnamed } from './emitter.ts';

/** An aggregate that a GROUP BY answers: of one relation's rows, by what stands in each row alone. */
export interface FlatAggregate {
  readonly node: Aggregate;
  /** The relation. */
  readonly rows: FieldRead;
  /** The loop variables that stand for the row. */
  readonly variables: readonly Variable[];
  readonly where: readonly Expression[];
  /** What is aggregated; null for a count of rows. */
  readonly body: Expression | null;
}

/** The aggregate as a flat one; undefined where it needs the list itself. */
export function flatAggregate(node: Aggregate): FlatAggregate | undefined {
  const variables: Variable[] = [];
  const where: Expression[] = [];
  let body: Expression | null = null;
  let over = unnamed(node.over);
  while (over.kind === 'forEach') {
    if (over.body !== null && unnamed(over.body) !== over.variable) {
      if (body !== null || variables.length > 0) return undefined;
      body = over.body;
    }
    variables.push(over.variable);
    if (over.where !== null) where.push(over.where);
    over = unnamed(over.over);
  }
  if (over.kind !== 'field' || over.type.kind !== 'list' || over.type.of.kind !== 'row') return undefined;
  if (body === null && node.operator !== 'count') return undefined;
  const parts = [...where, ...(body === null ? [] : [body])];
  if (!readsOnly(parts, new Set(variables.map((variable) => variable.id)))) return undefined;
  return { node, rows: over, variables, where: where.reverse(), body };
}

/** Whether expressions read nothing but these variables (and what they bind themselves). */
function readsOnly(parts: readonly Expression[], variables: ReadonlySet<number>): boolean {
  const bound = new Set(variables);
  for (const node of nodesOf(parts)) if (node.kind === 'forEach') bound.add(node.variable.id);
  return nodesOf(parts).every((node) => {
    if (node.kind === 'variable') return bound.has(node.id);
    return node.kind !== 'field' || node.of !== null;
  });
}

/** Whether a root field of rows is a pair's customer or product: declared by the pair itself, and not a relation of that name. */
const isSide = ({ name, origin }: Field) => origin.pointer === `/${name}`;

/**
 * Which record or row an expression is, as a key: '' is the record, `v3` a loop's row, `.household` behind it a single relation,
 * `.$customer` and `.$product` the sides of a pair.
 */
export function seatOf(of: Expression | null): string | undefined {
  if (of === null) return '';
  const node = unnamed(of);
  if (node.kind === 'variable') return `v${node.id}`;
  if (node.kind !== 'field' || node.type.kind !== 'row') return undefined;
  if (node.of === null && isSide(node.field)) return `.$${node.field.name}`;
  const above = seatOf(node.of);
  return above === undefined ? undefined : `${above}.${node.field.name}`;
}
