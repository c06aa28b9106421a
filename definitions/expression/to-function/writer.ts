import type { Cut, Expression, FieldRead } from '../../model/expression.ts';
import { newBlocks } from './blocks.ts';
import { falsityOf, negation, truthOf } from './emit-logic.ts';
import { converted } from './emit-number.ts';
import { valueOf } from './emit-value.ts';
import { type Emitter, isAtom, PRODUCT } from './emitter.ts';
import { nodesOf } from '../walk.ts';
import { sharing } from './sharing.ts';
import { newSlots } from './slots.ts';

/** What the writer is told of the record it reads. */
export interface RecordShape {
  property(node: FieldRead): string;
  seat(node: FieldRead): 'customer' | 'product' | undefined;
  /** The frozen cut, scaled like its type; null where none is given. */
  cut(node: Cut): bigint | null;
}

/** A function being written: the emitter, and what came of it. */
export interface Writer extends Emitter {
  /** The statements written so far. */
  body(): string;
  /** The loop variables a node's value depends on. */
  freeOf(node: Expression): ReadonlySet<number>;
  /** What the slots hold, in their order. */
  readonly slots: readonly unknown[];
}

/**
 * Writes the expressions some results need as statements of one function. A value that is needed once stands in place; one that is
 * needed several times is computed once, under a name, in the outermost block where its loop variables are bound. Expressions are total,
 * so it does no harm that a named value is computed where nobody asks for it in the end.
 */
export function newWriter(
  roots: readonly Expression[],
  shape: RecordShape,
  isTraced: (node: Expression) => boolean,
): Writer {
  const { all, isNamed, freeOf, plain } = sharing(roots, (node) => shape.seat(node) === 'product', isTraced);
  const blocks = newBlocks();
  const slots = newSlots();
  let names = 0;

  const keep = (node: Expression): string =>
    blocks.keep(node, freeOf(node), () => {
      const source = valueOf(e, node);
      return isAtom(source) ? source : e.name(source);
    });
  const nameOf = (node: Expression) => blocks.known(node) ?? (isNamed(node) ? keep(node) : undefined);
  const asked = (node: Expression, whether: boolean): string => {
    const real = plain(node);
    const name = nameOf(real);
    if (name === undefined || name === 'true' || name === 'false') return (whether ? truthOf : falsityOf)(e, real);
    if (real.missable) return `(${name} === ${whether})`;
    return whether ? name : negation(name);
  };

  const e: Writer = {
    body: blocks.body,
    freeOf,
    slots: slots.values,
    value: (node) => nameOf(plain(node)) ?? valueOf(e, plain(node)),
    truth: (node) => asked(node, true),
    falsity: (node) => asked(node, false),
    atom(node) {
      const source = e.value(node);
      return isAtom(source) ? source : keep(plain(node));
    },
    as: (node, form) => converted(e, e.value(node), node, form),
    asAtom(node, form) {
      const source = e.as(node, form);
      return isAtom(source) ? source : e.name(source);
    },
    isNamed: (node) => isNamed(plain(node)),
    slot: slots.name,
    fresh(prefix) {
      names += 1;
      return `${prefix}${names}`;
    },
    line: blocks.line,
    name(source) {
      const name = e.fresh('t');
      blocks.line(`const ${name} = ${source};`);
      return name;
    },
    inside: (bound, parts, write) =>
      blocks.inside(bound, () => {
        // What the loop's body names is written parts before wholes, so that nothing here is deeper than a written definition.
        for (const node of dependent(parts, bound)) if (isNamed(node) && blocks.known(node) === undefined) keep(node);
        write();
      }),
    variable: (id) => blocks.boundName(id) ?? 'null',
    property: shape.property,
    seat(node) {
      const seat = shape.seat(node);
      return seat === 'customer' ? 'record' : seat === 'product' ? blocks.boundName(PRODUCT) : undefined;
    },
    cut: shape.cut,
  };
  /** The nodes of a loop's body that depend on its variables and on no variable of a loop further in. */
  const dependent = (parts: readonly Expression[], bound: ReadonlyMap<number, string>): readonly Expression[] => {
    const depends = (node: Expression) => [...bound.keys()].some((id) => freeOf(node).has(id));
    const isBound = (node: Expression) => [...freeOf(node)].every((id) => blocks.boundName(id) !== undefined);
    return nodesOf(parts.filter(depends)).filter((node) => depends(node) && isBound(node));
  };
  for (const node of all) if (isNamed(node) && freeOf(node).size === 0) e.value(node);
  return e;
}
