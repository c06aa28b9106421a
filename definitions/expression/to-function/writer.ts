import type { Cut, Expression, FieldRead } from '../expression.ts';
import { converted } from './emit-number.ts';
import { falsityOf, negation, truthOf } from './emit-logic.ts';
import { valueOf } from './emit-value.ts';
import { type Emitter, isAtom } from './emitter.ts';
import { inOrder } from './order.ts';
import { sharing } from './sharing.ts';

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
  /** What the slots hold, in their order; slot i is called `k<i>`. */
  readonly slots: readonly unknown[];
}

/** A block of statements: the function itself, or the body of a loop. */
interface Block {
  readonly lines: string[];
  readonly names: Map<Expression, string>;
  readonly bound: ReadonlyMap<number, string>;
  readonly outer: Block | null;
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
  const slots: unknown[] = [];
  const slotNames = new Map<unknown, string>();
  const root: Block = { lines: [], names: new Map(), bound: new Map(), outer: null };
  let block = root;
  let names = 0;

  const known = (node: Expression): string | undefined => {
    for (let at: Block | null = block; at !== null; at = at.outer) {
      const name = at.names.get(node);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  const boundName = (id: number): string | undefined => {
    for (let at: Block | null = block; at !== null; at = at.outer) {
      const name = at.bound.get(id);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  /** The outermost block that binds all of a node's variables: the innermost of those that bind one of them. */
  const homeOf = (node: Expression): Block => {
    const free = freeOf(node);
    for (let at = block; at.outer !== null; at = at.outer) {
      for (const id of free) if (at.bound.has(id)) return at;
    }
    return root;
  };
  const keep = (node: Expression): string => {
    const before = block;
    const home = homeOf(node);
    block = home;
    const source = valueOf(e, node);
    const name = isAtom(source) ? source : e.name(source);
    home.names.set(node, name);
    block = before;
    return name;
  };
  const value = (node: Expression): string => {
    const real = plain(node);
    return known(real) ?? (isNamed(real) ? keep(real) : valueOf(e, real));
  };
  const asked = (node: Expression, whether: boolean): string => {
    const real = plain(node);
    const name = known(real) ?? (isNamed(real) ? keep(real) : undefined);
    if (name === undefined || name === 'true' || name === 'false') return (whether ? truthOf : falsityOf)(e, real);
    if (real.missable) return `(${name} === ${whether})`;
    return whether ? name : negation(name);
  };

  const e: Writer = {
    slots,
    freeOf,
    body: () => root.lines.join('\n'),
    value,
    truth: (node) => asked(node, true),
    falsity: (node) => asked(node, false),
    atom(node) {
      const source = value(node);
      return isAtom(source) ? source : keep(plain(node));
    },
    as: (node, form) => converted(e, value(node), node, form),
    asAtom(node, form) {
      const source = e.as(node, form);
      return isAtom(source) ? source : e.name(source);
    },
    isNamed: (node) => isNamed(plain(node)),
    slot(held) {
      const before = slotNames.get(held);
      if (before !== undefined) return before;
      const name = `k${slots.length}`;
      slots.push(held);
      slotNames.set(held, name);
      return name;
    },
    fresh(prefix) {
      names += 1;
      return `${prefix}${names}`;
    },
    line: (source) => void block.lines.push(source),
    name(source) {
      const name = e.fresh('t');
      block.lines.push(`const ${name} = ${source};`);
      return name;
    },
    inside(bound, parts, write) {
      const before = block;
      block = { lines: [], names: new Map(), bound, outer: before };
      // What the loop's body names is written parts before wholes, so that nothing here is deeper than a written definition.
      for (const node of partsInLoop(parts, bound)) if (isNamed(node) && known(node) === undefined) keep(node);
      write();
      const source = block.lines.join('\n');
      block = before;
      return source;
    },
    variable: (id) => boundName(id) ?? 'null',
    property: shape.property,
    seat(node) {
      const seat = shape.seat(node);
      return seat === undefined ? undefined : seat === 'customer' ? 'record' : boundName(-1);
    },
    cut: shape.cut,
  };
  const partsInLoop = (parts: readonly Expression[], bound: ReadonlyMap<number, string>): readonly Expression[] => {
    const ids = [...bound.keys()];
    const wanted = parts.filter((part) => ids.some((id) => freeOf(part).has(id)));
    if (wanted.length === 0) return [];
    return inOrder(wanted).filter(
      (node) => ids.some((id) => freeOf(node).has(id)) && [...freeOf(node)].every((id) => boundName(id) !== undefined),
    );
  };
  for (const node of all) if (isNamed(node) && freeOf(node).size === 0) value(node);
  return e;
}
