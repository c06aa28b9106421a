import type { CodePoints } from './syntax.ts';

/** A state of a pattern's program: it reads a code point, leads on without reading, asks for an edge of the text, or has found it. */
export type State =
  | { readonly kind: 'set'; readonly points: CodePoints; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'found' };

/**
 * The states that may read the next code point, and what was learnt of where they lead: most texts lead through few of them, again
 * and again, so that a step costs one look-up, however many states there are.
 */
interface Front {
  readonly states: readonly number[];
  readonly next: Map<number, Front | null>;
}

/** What is learnt at most; then it is forgotten, so that no text can fill the memory. */
const MOST_FRONTS = 1_000;
const MOST_STEPS = 20_000;

/** Runs a program on texts. All branches go side by side, so that time is linear in the text; a match may begin anywhere. */
export function runner(states: readonly State[], first: number): (text: string) => boolean {
  const fronts = new Map<string, Front>();
  let steps = 0;
  const frontOf = (list: readonly number[]): Front => {
    const key = list.join();
    const front = fronts.get(key) ?? { states: list, next: new Map() };
    fronts.set(key, front);
    return front;
  };
  const follow = (front: Front, point: number): readonly number[] =>
    front.states.flatMap((index) => {
      const state = states[index];
      return state?.kind === 'set' && holds(state.points, point) ? [state.next] : [];
    });
  /** The front behind a code point within the text; null where the pattern is found. */
  const step = (front: Front, point: number): Front | null => {
    const learnt = front.next.get(point);
    if (learnt !== undefined) return learnt;
    if (fronts.size >= MOST_FRONTS || steps >= MOST_STEPS) {
      for (const one of fronts.values()) one.next.clear();
      fronts.clear();
      steps = 0;
    }
    const list = reach(states, [...follow(front, point), first], false, false);
    const next = list === null ? null : frontOf(list);
    front.next.set(point, next);
    steps += 1;
    return next;
  };
  const begin = reach(states, [first], true, false);
  return (text) => {
    if (begin === null) return true;
    if (text === '') return reach(states, [first], true, true) === null;
    let front = frontOf(begin);
    for (let position = 0; ; ) {
      const point = text.codePointAt(position) ?? 0;
      position += point > 0xffff ? 2 : 1;
      if (position >= text.length) return reach(states, [...follow(front, point), first], false, true) === null;
      const next = step(front, point);
      if (next === null) return true;
      front = next;
    }
  };
}

/** The reading states that some states lead to without reading, in order; null where the pattern is found. */
export function reach(
  states: readonly State[],
  from: readonly number[],
  isStart: boolean,
  isEnd: boolean,
): readonly number[] | null {
  const seen = new Set<number>();
  const reading: number[] = [];
  const stack = [...from];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const state = states[at];
    if (state === undefined || seen.has(at)) continue;
    seen.add(at);
    if (state.kind === 'found') return null;
    if (state.kind === 'set') reading.push(at);
    else if (state.kind === 'split') stack.push(state.other, state.next);
    else if (state.kind === 'start' ? isStart : isEnd) stack.push(state.next);
  }
  return reading.sort((a, b) => a - b);
}

/** Whether a code point is in a set. */
export function holds(points: CodePoints, point: number): boolean {
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
