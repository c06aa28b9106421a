import type { Candidate } from './candidates.ts';

/** A point of the search: per field the position among its candidates, 0 = unchanged. */
interface Point {
  readonly at: readonly number[];
  readonly cost: number;
}

/** Per field what it becomes; undefined: it stays. */
export type Chosen = readonly (Candidate | undefined)[];

/**
 * Visits combinations of candidates in the order of their total cost (a uniform-cost search: each combination is reached from the one
 * with its last changed field one step nearer), until one is wanted or `most` have been tried. `isComplete`: nothing cheaper was
 * left out.
 */
export function cheapest(
  lists: readonly (readonly Candidate[])[],
  isWanted: (chosen: Chosen) => boolean,
  most: number,
): { readonly chosen: Chosen | undefined; readonly isComplete: boolean } {
  const queue: Point[] = [{ at: lists.map(() => 0), cost: 0 }];
  for (let tried = 0; tried < most; tried++) {
    const point = take(queue);
    if (point === undefined) return { chosen: undefined, isComplete: true };
    const chosen = point.at.map((position, i) => lists[i]?.[position - 1]);
    if (tried > 0 && isWanted(chosen)) return { chosen, isComplete: true };
    for (const next of successors(point, lists)) put(queue, next);
  }
  return { chosen: undefined, isComplete: false };
}

/** Moves the last changed field one candidate further, or changes one of the fields behind it: every combination has one parent. */
function successors({ at, cost }: Point, lists: readonly (readonly Candidate[])[]): readonly Point[] {
  const last = at.findLastIndex((position) => position > 0);
  return lists.flatMap((list, i): readonly Point[] => {
    const position = at[i] ?? 0;
    const next = list[position];
    if (i < last || next === undefined) return [];
    const before = position === 0 ? 0 : (list[position - 1]?.cost ?? 0);
    return [{ at: at.map((p, j) => (j === i ? p + 1 : p)), cost: cost - before + next.cost }];
  });
}

/** A binary heap on cost. */
function put(heap: Point[], point: Point): void {
  let i = heap.push(point) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if ((heap[parent]?.cost ?? 0) <= point.cost) break;
    heap[i] = heap[parent] ?? point;
    i = parent;
  }
  heap[i] = point;
}

function take(heap: Point[]): Point | undefined {
  const [top] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    const right = left + 1;
    const child =
      (heap[right]?.cost ?? Number.POSITIVE_INFINITY) < (heap[left]?.cost ?? Number.POSITIVE_INFINITY) ? right : left;
    const below = heap[child];
    if (below === undefined || below.cost >= last.cost) break;
    heap[i] = below;
    i = child;
  }
  heap[i] = last;
  return top;
}
