import type { CodePoints, PatternNode } from './syntax.ts';

/** Thompson's construction: a program of states, run on all branches at once, so that time is linear in the text. */

type State =
  | { readonly kind: 'set'; readonly points: CodePoints; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'found' };

/** The most states a pattern may have once its counted repetitions are written out. */
export const MOST_STATES = 2_000;

/** A matcher of a pattern's tree; undefined where it has too many states. */
export function automaton(node: PatternNode): ((text: string) => boolean) | undefined {
  if (size(node) > MOST_STATES) return undefined;
  const states: State[] = [];
  const first = build(states, node, add(states, { kind: 'found' }));
  return (text) => run(states, first, text);
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

function run(states: readonly State[], first: number, text: string): boolean {
  const seen = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  let position = 0;
  for (;;) {
    const point = text.codePointAt(position);
    // A match may begin anywhere: the first state joins at every position.
    if (enter(states, first, current, seen, position, point === undefined)) return true;
    if (point === undefined) return false;
    const after = position + (point > 0xffff ? 2 : 1);
    const isLast = after >= text.length;
    const following: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (
        state?.kind === 'set' &&
        holds(state.points, point) &&
        enter(states, state.next, following, seen, after, isLast)
      )
        return true;
    }
    current = following;
    position = after;
  }
}

/** Adds a state and all it leads to without reading; true where the pattern is found. */
function enter(
  states: readonly State[],
  index: number,
  into: number[],
  seen: Int32Array,
  position: number,
  isEnd: boolean,
): boolean {
  const stack = [index];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const state = states[at];
    if (state === undefined || seen[at] === position) continue;
    seen[at] = position;
    if (state.kind === 'found') return true;
    if (state.kind === 'set') into.push(at);
    else if (state.kind === 'split') stack.push(state.other, state.next);
    else if (state.kind === 'start' ? position === 0 : isEnd) stack.push(state.next);
  }
  return false;
}

function holds(points: CodePoints, point: number): boolean {
  let low = 0;
  let high = points.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = points[middle];
    if (range === undefined) return false;
    if (point < range[0]) high = middle - 1;
    else if (point > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}
