import type { Decision, ReasonPlan, Shape } from '../../model/decision.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { RowValue } from '../../model/row.ts';
import { expressionsOf, type ReadField, shapeParts } from '../read-set.ts';
import type { Language } from '../../model/text.ts';
import { readValue } from '../scope/index.ts';
import { listOf } from '../build-list.ts';
import { constant, missing } from '../build-logic.ts';
import { isInDomain } from '../../model/domain.ts';
import type { Expression } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';
import { withParts } from '../walk.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { seatOf } from './flat.ts';
import { reasonCodes } from './reasons.ts';
import { shapeValue } from './shape.ts';
import type { Sql } from './sql.ts';

/** What a matching says of one product, the product's values written into its expressions. */
export interface MatchQuery {
  readonly item: Shape;
  readonly reasons: readonly ReasonPlan[];
  readonly order: Expression;
}

/** A matching of products that are the same for every record; empty for every other decision. */
export function matchesOf({ value }: Decision, products: readonly JsonObject[]): readonly MatchQuery[] {
  if (value.kind !== 'products') return [];
  return products.map((product) => {
    const own = withProduct(product);
    return {
      item: shapeWith(value.item, own),
      reasons: value.reasons.map((plan) => ({ ...plan, index: own(plan.index), loss: plan.loss && own(plan.loss) })),
      order: own(value.order),
    };
  });
}

/** All that is computed for a decision; of a matching, for its products. */
export function computedOf(decision: Decision, matches: readonly MatchQuery[]): readonly Expression[] {
  if (decision.value.kind !== 'products') return expressionsOf(decision);
  const own = expressionsOf({ ...decision, value: { kind: 'constant', json: null } });
  return [
    ...own,
    ...matches.flatMap(({ item, reasons, order }) => shapeParts({ kind: 'products', item, order, reasons })),
  ];
}

/**
 * Matching's list: only the customer's part is computed per row. Items with a rank stand first, the highest before the others; equal
 * ones as the products came.
 */
export function productsColumn(
  e: Emitter,
  decision: Decision,
  matches: readonly MatchQuery[],
  language: Language,
): Sql {
  const { g, dialect } = e;
  const items = matches.map(({ item: shape, reasons, order: by }, i) => {
    const members = shape.kind === 'object' ? shape.members : [];
    const values = members.map(
      (member) => g.fragment`${dialect.quote(member.name)} := ${shapeValue(e, member.shape, language)}`,
    );
    const codes = reasonCodes(e, { ...decision, reasons, reasonOrder: 'greatest-loss' });
    const order = operand(e, e.value(by));
    const item = g.sql`struct_pack(${g.join([...values, g.fragment`reasons := CAST(${codes} AS VARCHAR[])`], ', ')})`;
    return g.sql`struct_pack(m := ${order} IS NULL, o := -CAST(COALESCE(${order}, 0) AS HUGEINT), i := ${String(i)}, v := ${item})`;
  });
  if (items.length === 0) return g.leaf('[]');
  return g.sql`list_transform(list_sort([${g.join(items, ', ')}]), lambda x: x.v)`;
}

/** Puts a product's values in place of the fields of the product. */
function withProduct(product: JsonObject): (of: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  const replace = (node: Expression): Expression => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const next =
      node.kind === 'field' && node.type.kind !== 'row' && seatOf(node.of)?.startsWith(PRODUCT)
        ? valueOf(node.type, rowAt(product, seatOf(node.of) ?? ''), node.field.name)
        : withParts(node, replace);
    done.set(node, next);
    return next;
  };
  return replace;
}

const PRODUCT = '.$product';

/** The product, or the row behind it that a seat stands for. */
function rowAt(product: JsonObject, seat: string): JsonObject {
  let row: Json = product;
  for (const step of seat.split('.').slice(2)) row = isObject(row) ? (row[step] ?? null) : null;
  return isObject(row) ? row : {};
}

function valueOf(type: Type, row: JsonObject, name: string): Expression {
  const found = row[name] ?? null;
  if (type.kind === 'list') {
    const items = itemsOf(type.of, found)?.map((item) => (item === null ? missing(type.of) : constant(type.of, item)));
    return items === undefined ? missing(type) : listOf(items, type.of);
  }
  const value = usableValue(type, found);
  return value === null ? missing(type) : constant(type, value);
}

/** The items of a series; undefined where there is none. */
function itemsOf(type: Type, found: Json): readonly (Value | null)[] | undefined {
  return Array.isArray(found) ? found.map((item: Json) => usableValue(type, item)) : undefined;
}

/** A product's value; one that is not in its domain counts as missing where the field allows it, else it was refused before. */
function usableValue(type: Type, found: Json): Value | null {
  const value = readValue(found, type);
  return value === null || !isInDomain(value, type) ? null : value;
}

/** A product as the list of its values, in the order they are read: what the compiled function takes. */
export function productRow(fields: readonly ReadField[], product: JsonObject): readonly RowValue[] {
  return fields.map(({ field, rows }): RowValue => {
    const found = product[field.name] ?? null;
    if (rows === null) {
      const { type } = field;
      return type.kind === 'list' ? (itemsOf(type.of, found) ?? null) : usableValue(type, found);
    }
    if (Array.isArray(found)) return (found as readonly Json[]).filter(isObject).map((row) => productRow(rows, row));
    return isObject(found) ? productRow(rows, found) : null;
  });
}

function shapeWith(shape: Shape, own: (of: Expression) => Expression): Shape {
  switch (shape.kind) {
    case 'value':
      return { ...shape, of: own(shape.of) };
    case 'text':
      return { ...shape, index: own(shape.index) };
    case 'object':
      return { ...shape, members: shape.members.map((member) => ({ ...member, shape: shapeWith(member.shape, own) })) };
    default:
      return shape;
  }
}
