import type { SyntaxNode } from '@lezer/common';
import type { Expression, Field } from '../../model/expression.ts';
import type { ListType, Type } from '../../model/type.ts';
import { aggregate, forEach, hasMissableItems } from '../build-list.ts';
import { and, isMissing, missing, not, oneOf, or, when, within } from '../build-logic.ts';
import { round } from '../build-number.ts';
import { kindWords } from '../kind-words.ts';
import { planOutside } from './plans.ts';
import { expressionOf, type FormulaPlace, refuse } from './reading.ts';
import { typeName } from './value.ts';

/**
 * An argument in place of a formula's input: of its type, with its decimals, within its domain. One outside counts as missing and is told
 * as a problem; what can never lie inside is refused.
 */
export function argument(place: FormulaPlace, node: SyntaxNode, input: Field, what: string): Expression | null {
  const read = place.read(node, place);
  if (read?.kind === 'null')
    return input.optional ? missing(input.type) : refuse(place, node, 'argument-absent', slotsOf(what));
  const of = expressionOf(place, node, read, what);
  if (of === null) return null;
  const fault = typeFault(place, node, of.type, input.type, what);
  if (fault !== undefined) return fault;
  if (of.type.kind === 'list' && input.type.kind === 'list') return series(place, node, of, input.type, what);
  const scaled = input.type.kind === 'number' ? round(of, input.type.decimals) : of;
  const inside = insideOf(scaled, input.type);
  if (inside === 'always') return scaled;
  if (inside === 'never') return refuse(place, node, 'argument-outside', { what });
  planOutside(place, node, what, and([not(isMissing(scaled)), not(inside)]));
  return { ...when(inside, scaled, missing(input.type)), type: input.type };
}

const slotsOf = (what: string) => {
  const [name = '', input = ''] = what.split(': ');
  return { name, input };
};

/** Null where the type does not fit; undefined where it does. */
function typeFault(place: FormulaPlace, node: SyntaxNode, of: Type, to: Type, what: string): null | undefined {
  const [item, wanted] = [of.kind === 'list' ? of.of : of, to.kind === 'list' ? to.of : to];
  if (item.kind === 'approximate') return refuse(place, node, 'approximate-unrounded', { what: PASSED });
  if ((of.kind === 'list') !== (to.kind === 'list') || item.kind !== wanted.kind) {
    const expected = kindWords(to.kind === 'list' ? 'list' : wanted.kind);
    return refuse(place, node, 'argument-type', { what, expected, found: typeName(of.kind === to.kind ? item : of) });
  }
  if (item.kind === 'number' && wanted.kind === 'number' && item.decimals > wanted.decimals)
    return refuse(place, node, 'argument-too-precise', { what, decimals: wanted.decimals, found: item.decimals });
  return undefined;
}
const PASSED = { 'zh-CN': '作为参数', en: 'an argument' };

/** Whether a value of the same kind and scale lies in a type's domain: always, never, or where the condition holds. */
function insideOf(of: Expression, domain: Type): Expression | 'always' | 'never' {
  const { type } = of;
  if (domain.kind === 'string' && type.kind === 'string') {
    const members = domain.enum;
    if (members === undefined) return 'always';
    if (of.kind === 'constant') return members.includes(String(of.value)) ? 'always' : 'never';
    return type.enum?.every((one) => members.includes(one)) === true ? 'always' : oneOf(of, members);
  }
  if (!('minimum' in domain) || !('minimum' in type)) return 'always';
  if (type.minimum >= domain.minimum && type.maximum <= domain.maximum) return 'always';
  if (type.minimum > domain.maximum || type.maximum < domain.minimum) return 'never';
  return within(of, { low: domain.minimum, high: domain.maximum });
}

/** A list lies inside where all its items do that are present. */
function series(
  place: FormulaPlace,
  node: SyntaxNode,
  of: Expression,
  type: ListType,
  what: string,
): Expression | null {
  const from = of.type.kind === 'list' ? of.type.of : of.type;
  const item = place.scope.freshVariable('item', from, hasMissableItems(of));
  const scaled = type.of.kind === 'number' ? round(item, type.of.decimals) : item;
  // Items are held as the type asks for it, whatever bounds those of the argument have.
  const body: Expression =
    type.of.kind === 'number'
      ? { kind: 'round', type: type.of, missable: item.missable, of: scaled, rounding: 'half-up' }
      : scaled;
  const list = body === item ? of : forEach(of, item, null, body);
  const inside = insideOf(scaled, type.of);
  if (inside === 'always') return list;
  if (inside === 'never') return refuse(place, node, 'argument-outside', { what });
  const all = aggregate('every', forEach(of, item, null, or([isMissing(item), inside])));
  planOutside(place, node, what, and([not(isMissing(of)), not(all)]));
  return { ...when(all, list, missing(type)), type };
}
