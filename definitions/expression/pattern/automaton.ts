import { runner, type State } from './run.ts';
import type { PatternNode } from './syntax.ts';

/** Thompson's construction: a program of states, which `runner` runs on all branches at once. */

/** The most states a pattern may have once its counted repetitions are written out. */
const MOST_STATES = 2_000;

/** A pattern's tree as states, and the one that it begins with. */
export interface Program {
  readonly states: readonly State[];
  readonly first: number;
}

/** A matcher of a pattern's tree; undefined where it has too many states. */
export function automaton(node: PatternNode): ((text: string) => boolean) | undefined {
  const program = programOf(node);
  return program === undefined ? undefined : runner(program.states, program.first);
}

/** The program of a pattern's tree; undefined where it has too many states. */
export function programOf(node: PatternNode): Program | undefined {
  if (size(node) > MOST_STATES) return undefined;
  const states: State[] = [];
  const first = build(states, node, add(states, { kind: 'found' }));
  return { states, first };
}

/** How many states a node needs; stops counting where it is too many already. */
function size(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
    case 'start':
    case 'end':
      return 1;
    case 'sequence':
    case 'choice':
      return node.items.reduce((sum, item) => Math.min(sum + size(item) + 1, MOST_STATES + 1), 0);
    case 'repeat':
      return Math.min((size(node.of) + 1) * Math.max(node.least + 1, node.most ?? 0), MOST_STATES + 1);
  }
}

function add(states: State[], state: State): number {
  return states.push(state) - 1;
}

/** Writes a node's states before the state `next`; answers where they begin. */
function build(states: State[], node: PatternNode, next: number): number {
  switch (node.kind) {
    case 'set':
      return add(states, { kind: 'set', points: node.points, next });
    case 'start':
    case 'end':
      return add(states, { kind: node.kind, next });
    case 'sequence':
      return node.items.reduceRight((after, item) => build(states, item, after), next);
    case 'choice':
      return node.items
        .map((item) => build(states, item, next))
        .reduceRight((other, one) => add(states, { kind: 'split', next: one, other }));
    case 'repeat':
      return buildRepeat(states, node, next);
  }
}

function buildRepeat(
  states: State[],
  { of, least, most }: PatternNode & { readonly kind: 'repeat' },
  next: number,
): number {
  let first = next;
  if (most === null) {
    const loop: State = { kind: 'split', next, other: next };
    first = add(states, loop);
    loop.next = build(states, of, first);
  } else {
    for (let i = least; i < most; i += 1)
      first = add(states, { kind: 'split', next: build(states, of, first), other: next });
  }
  for (let i = 0; i < least; i += 1) first = build(states, of, first);
  return first;
}
