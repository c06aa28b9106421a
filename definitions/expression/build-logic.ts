import type {
  Compare,
  Constant,
  Cut,
  Expression,
  Field,
  FieldRead,
  Input,
  Missing,
  Named,
  Origin,
  OneOf,
  Variable,
  Within,
} from '../model/expression.ts';
import type { Range } from '../model/interval.ts';
import { alignScales } from './build-number.ts';
import { BOOLEAN, DATE, numberType, STRING, type Type, type Value } from '../model/type.ts';
import type { Text } from '../model/text.ts';

/** Constructors of nodes that read, name, compare and join. Each computes type and missability, so nobody states them twice. */

const at = (origin: Origin | undefined) => (origin === undefined ? {} : { origin });

/** A written value of a type. */
export function constant(type: Type, value: Value, origin?: Origin): Constant {
  return { kind: 'constant', type, missable: false, value, ...at(origin) };
}
export const TRUE = constant(BOOLEAN, true);
export const FALSE = constant(BOOLEAN, false);

/** A whole number, its bounds itself. */
export function integer(value: bigint | number, origin?: Origin): Constant {
  const n = BigInt(value);
  return constant(numberType(0, n, n), n, origin);
}

/** A fixed-point constant: `scaled` in units of 10^-decimals. */
export function decimal(scaled: bigint, decimals: number, origin?: Origin): Constant {
  return constant(numberType(decimals, scaled, scaled), scaled, origin);
}

/** The missing value of a type. */
export function missing(type: Type): Missing {
  return { kind: 'missing', type, missable: true };
}

/** A field of the record, or of the row that `of` is. */
export function field(declared: Field, of: Expression | null, origin?: Origin): FieldRead {
  const missable = declared.optional || declared.unreadable === 'missing' || (of?.missable ?? false);
  return { kind: 'field', type: declared.type, missable, field: declared, of, ...at(origin) };
}

/** Runs in a row below the class; above it (waiting to move up) they count downwards from −1. */
const PREVIOUS_MISSES = numberType(0, -1_000_000n, 1_000_000n);
/** A reserved input; `$asOf` is a date. */
export function input(name: Input['name']): Input {
  const type = name === '$previous.class' ? STRING : name === '$previous.misses' ? PREVIOUS_MISSES : DATE;
  return { kind: 'input', type, missable: name !== '$asOf', name };
}

/** A frozen cut of a segmentation by share, scaled like the figure it cuts. */
export function cut(segmentation: string, index: number, type: Type): Cut {
  return { kind: 'cut', type, missable: true, segmentation, index };
}

/** A loop variable; `id` is unique within one definition. */
export function variable(id: number, name: string, type: Type, missable: boolean): Variable {
  return { kind: 'variable', type, missable, id, name };
}

/** A value under the name of what it is the result of. */
export function named(of: Expression, ref: string, title: Text, unit?: string): Named {
  return {
    kind: 'named',
    type: of.type,
    missable: of.missable,
    of,
    ref,
    title,
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Kleene negation. */
export function not(of: Expression, origin?: Origin): Expression {
  return { kind: 'not', type: BOOLEAN, missable: of.missable, of, ...at(origin) };
}

/** Kleene conjunction; of nothing: true. */
export function and(items: readonly Expression[], origin?: Origin): Expression {
  return { kind: 'and', type: BOOLEAN, missable: items.some((item) => item.missable), items, ...at(origin) };
}

/** Kleene disjunction; of nothing: false. */
export function or(items: readonly Expression[], origin?: Origin): Expression {
  return { kind: 'or', type: BOOLEAN, missable: items.some((item) => item.missable), items, ...at(origin) };
}

/** Missing counts as false; what cannot be missing is left as it is. */
export function holds(of: Expression, origin?: Origin): Expression {
  if (!of.missable && origin === undefined) return of;
  return { kind: 'holds', type: BOOLEAN, missable: false, of, ...at(origin) };
}

/** Whether a value is missing; false for what cannot be. */
export function isMissing(of: Expression, origin?: Origin): Expression {
  if (!of.missable && origin === undefined) return FALSE;
  return { kind: 'isMissing', type: BOOLEAN, missable: false, of, ...at(origin) };
}

/** The first present item; items after one that cannot be missing are dropped. */
export function coalesce(items: readonly Expression[]): Expression {
  const end = items.findIndex((item) => !item.missable);
  const kept = alignScales(end < 0 ? items : items.slice(0, end + 1));
  const [first] = kept;
  if (first !== undefined && kept.length === 1) return first;
  return { kind: 'coalesce', type: unite(kept), missable: end < 0, items: kept };
}

/** A comparison; numbers are brought to one scale first. */
export function compare(operator: Compare['operator'], left: Expression, right: Expression, origin?: Origin): Compare {
  const [l = left, r = right] = alignScales([left, right]);
  return {
    kind: 'compare',
    type: BOOLEAN,
    missable: l.missable || r.missable,
    operator,
    left: l,
    right: r,
    ...at(origin),
  };
}

/** Membership of a range, scaled like `of`. */
export function within(of: Expression, range: Range, origin?: Origin): Within {
  return { kind: 'within', type: BOOLEAN, missable: of.missable, of, range, ...at(origin) };
}

/** Membership of constants, scaled like `of`. */
export function oneOf(of: Expression, values: readonly Value[], origin?: Origin): OneOf {
  return { kind: 'oneOf', type: BOOLEAN, missable: of.missable, of, values, ...at(origin) };
}

/** `then` where the condition is true, else `otherwise`. */
export function when(condition: Expression, then: Expression, otherwise: Expression, origin?: Origin): Expression {
  const [a = then, b = otherwise] = alignScales([then, otherwise]);
  const missable = a.missable || b.missable;
  return { kind: 'if', type: unite([a, b]), missable, condition, then: a, otherwise: b, ...at(origin) };
}

/** The narrowest type that holds every item's values; items have one kind (and one scale, see alignScales). */
export function unite(items: readonly Expression[]): Type {
  const [first, ...rest] = items.map((item) => item.type);
  if (first === undefined) throw new Error('A type of nothing');
  return rest.reduce(uniteTypes, first);
}

/** The narrowest type that holds the values of both. */
export function uniteTypes(a: Type, b: Type): Type {
  if (a.kind === 'string' && b.kind === 'string') {
    return a.enum && b.enum ? { kind: 'string', enum: [...new Set([...a.enum, ...b.enum])] } : STRING;
  }
  const isRanged = a.kind === 'number' || a.kind === 'date' || a.kind === 'instant';
  if (!isRanged || a.kind !== b.kind) return a;
  return {
    ...a,
    minimum: a.minimum < b.minimum ? a.minimum : b.minimum,
    maximum: a.maximum > b.maximum ? a.maximum : b.maximum,
  };
}
