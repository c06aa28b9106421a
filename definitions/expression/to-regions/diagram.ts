import type { Value } from '../../model/type.ts';
import { valueKey } from './key.ts';
import type { Subject } from './subjects.ts';

/**
 * Ordered multi-valued decision diagrams with many terminals (Bryant 1986; Srinivasan et al. 1990). A node branches on a subject,
 * one child a cell, and one more (the last) for *missing* where the subject can be missing. Equal nodes are one node, so that two
 * functions are equal exactly when they are the same number. Terminals are negative numbers.
 */
export type DiagramTerminal =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'missing' }
  /** The subject's own value (times 10^shift), not yet asked about. */
  | { readonly kind: 'subject'; readonly subject: Subject; readonly shift: number };

/** Thrown inside this folder when a proof would cost more than its budget; the answer is then *undecided*. */
export class BudgetSpent extends Error {}

/** A diagram: a node (≥ 0) or a terminal (< 0). */
export type Id = number;

export class Diagrams {
  readonly #terminals: DiagramTerminal[] = [];
  readonly #terminalIds = new Map<string, Id>();
  readonly #levels: number[] = [];
  readonly #children: (readonly Id[])[] = [];
  readonly #unique = new Map<string, Id>();
  #left: number;

  readonly true: Id;
  readonly false: Id;
  readonly missing: Id;

  constructor(nodes: number) {
    this.#left = nodes;
    this.true = this.value(true);
    this.false = this.value(false);
    this.missing = this.terminal({ kind: 'missing' }, '-');
  }

  value(value: Value): Id {
    return this.terminal({ kind: 'value', value }, valueKey(value));
  }

  subject(subject: Subject, shift: number): Id {
    return this.terminal({ kind: 'subject', subject, shift }, `@${subject.level}^${shift}`);
  }

  terminal(terminal: DiagramTerminal, key: string): Id {
    const known = this.#terminalIds.get(key);
    if (known !== undefined) return known;
    const id = -1 - this.#terminals.push(terminal) + 1;
    this.#terminalIds.set(key, id);
    return id;
  }

  /** The terminal behind a negative id. */
  at(id: Id): DiagramTerminal {
    const terminal = this.#terminals[-1 - id];
    if (terminal === undefined) throw new Error(`No terminal ${id}`);
    return terminal;
  }

  /** Infinity for terminals. */
  level(id: Id): number {
    return id < 0 ? Number.POSITIVE_INFINITY : (this.#levels[id] ?? Number.POSITIVE_INFINITY);
  }

  children(id: Id): readonly Id[] {
    return this.#children[id] ?? [];
  }

  node(level: number, children: readonly Id[]): Id {
    const [first] = children;
    if (first !== undefined && children.every((child) => child === first)) return first;
    const key = `${level}:${children.join()}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    this.spend(children.length);
    const id = this.#levels.push(level) - 1;
    this.#children.push(children);
    this.#unique.set(key, id);
    return id;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent();
  }

  /** The diagram whose terminals are `join` of the operands' terminals; `early` may answer before the terminals are reached. */
  combine(
    ids: readonly Id[],
    join: (ids: readonly Id[]) => Id,
    early: (ids: readonly Id[]) => Id | undefined = () => undefined,
  ): Id {
    const memo = new Map<string | number, Id>();
    const walk = (operands: readonly Id[]): Id => {
      const answer = early(operands);
      if (answer !== undefined) return answer;
      let level = Number.POSITIVE_INFINITY;
      let top = 0;
      for (const id of operands) {
        const own = this.level(id);
        if (own < level) [level, top] = [own, id];
      }
      if (level === Number.POSITIVE_INFINITY) return join(operands);
      const key = keyOf(operands);
      const known = memo.get(key);
      if (known !== undefined) return known;
      this.spend(1);
      const below = operands.map((id) => (this.level(id) === level ? this.children(id) : undefined));
      const children = this.children(top).map((_, cell) => walk(operands.map((id, i) => below[i]?.[cell] ?? id)));
      const made = this.node(level, children);
      memo.set(key, made);
      return made;
    };
    return walk(ids);
  }

  /** `then` where the condition is true, else `otherwise`. */
  choose(condition: Id, then: Id, otherwise: Id): Id {
    return this.combine(
      [condition, then, otherwise],
      ([c = 0, t = 0, o = 0]) => (c === this.true ? t : o),
      ([c = 0, t = 0, o = 0]) => (c === this.true ? t : c < 0 ? o : t === o ? t : undefined),
    );
  }

  /** Every terminal a diagram can reach. */
  reachable(id: Id): ReadonlySet<Id> {
    const found = new Set<Id>();
    const seen = new Set<Id>();
    const visit = (at: Id): void => {
      if (at < 0) found.add(at);
      if (at < 0 || seen.has(at)) return;
      seen.add(at);
      this.children(at).forEach(visit);
    };
    visit(id);
    return found;
  }

  /** The levels of all subjects that a diagram asks. */
  levels(id: Id): ReadonlySet<number> {
    const found = new Set<number>();
    const seen = new Set<Id>();
    const visit = (at: Id): void => {
      if (at < 0 || seen.has(at)) return;
      seen.add(at);
      found.add(this.level(at));
      this.children(at).forEach(visit);
    };
    visit(id);
    return found;
  }

  /** The choices (level → cell) of up to `most` paths to a terminal that is wanted. */
  paths(id: Id, isWanted: (terminal: Id) => boolean, most: number): readonly ReadonlyMap<number, number>[] {
    const hopeless = new Set<Id>();
    const found: ReadonlyMap<number, number>[] = [];
    const visit = (at: Id, path: ReadonlyMap<number, number>): boolean => {
      if (found.length >= most || hopeless.has(at)) return false;
      if (at < 0) {
        if (isWanted(at)) found.push(path);
        return isWanted(at);
      }
      const isGood = this.children(at)
        .map((child, cell) => visit(child, new Map([...path, [this.level(at), cell]])))
        .includes(true);
      if (!isGood && found.length < most) hopeless.add(at);
      return isGood;
    };
    visit(id, new Map());
    return found;
  }
}

/** Ids lie within half of it on either side: two of them are one number. */
const SPAN = 2 ** 26;

function keyOf(ids: readonly Id[]): string | number {
  const [first = 0, second = 0] = ids;
  return ids.length > 2 ? ids.join() : first * SPAN + second;
}
