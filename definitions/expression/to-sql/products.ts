import type { Decision, ReasonPlan, Shape } from '../../decision.ts';
import type { JsonObject } from '../../json.ts';
import type { Language } from '../../text.ts';
import { readValue } from '../../scope.ts';
import { constant, missing } from '../build-logic.ts';
import type { Expression } from '../expression.ts';
import { withParts } from '../walk.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { seatOf } from './flat.ts';
import { reasonCodes } from './reasons.ts';
import { shapeValue } from './shape.ts';
import type { Sql } from './sql.ts';

type Products = Extract<Shape, { kind: 'products' }>;

/**
 * Matching's list over products that are the same for every record: each product's values are written into the expressions as
 * constants, so that only the customer's part is computed per row. Items with a rank stand first, the highest before the others;
 * equal ones as the products came.
 */
export function productsColumn(
  e: Emitter,
  decision: Decision,
  shape: Products,
  products: readonly JsonObject[],
  language: Language,
): Sql {
  const { g, dialect } = e;
  const items = products.map((product, i) => {
    const own = withProduct(product);
    const reasons = shape.reasons.map(
      (plan): ReasonPlan => ({ ...plan, index: own(plan.index), loss: plan.loss && own(plan.loss) }),
    );
    const members = shape.item.kind === 'object' ? shape.item.members : [];
    const values = members.map(
      (member) => g.fragment`${dialect.quote(member.name)} := ${shapeValue(e, shapeWith(member.shape, own), language)}`,
    );
    const codes = reasonCodes(e, { ...decision, reasons, reasonOrder: 'greatest-loss' });
    const order = operand(e, e.value(own(shape.order)));
    const item = g.sql`struct_pack(${g.join([...values, g.fragment`reasons := ${codes}`], ', ')})`;
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
      node.kind === 'field' && seatOf(node.of) === '.product'
        ? valueOf(node.type, node.field.name)
        : withParts(node, replace);
    done.set(node, next);
    return next;
  };
  const valueOf = (type: Expression['type'], name: string): Expression => {
    const value = readValue(product[name] ?? null, type);
    return value === null ? missing(type) : constant(type, value);
  };
  return replace;
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
