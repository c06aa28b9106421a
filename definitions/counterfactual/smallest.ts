import type { Value } from '../model/type.ts';
import { type Box, type Choices, decided, halves, nearestOf, type Point, spansOf } from './box.ts';
import type { Outlook } from './outlook.ts';
import type { Span } from '../expression/spans/span.ts';

export interface Search {
  readonly choices: readonly Choices[];
  readonly outlook: Outlook;
  readonly fixed: readonly Span[];
  readonly wanted: Value;
  readonly isThere: (point: Point) => boolean;
  /** Boxes that may be looked at. */
  readonly most: number;
  /** The only fields that may change, by position; all where absent. */
  readonly only?: readonly number[];
}

export interface Found {
  readonly point: Point | undefined;
  /** Nothing smaller was left out; without a point: there is none. */
  readonly isComplete: boolean;
}

/**
 * The smallest change: fewest fields first, then the least cost. Boxes of records are looked at in that order (branch and bound); one
 * in which the wanted value cannot come out is left out, one whose nearest record gives it is the answer, any other one is parted.
 */
export function smallest(search: Search): Found {
  return walk(
    search,
    heapOf<Box>((a, b) => a.count - b.count || a.cost - b.cost || b.depth - a.depth),
  );
}

/** Any change, found by going into one box after another: where the smallest would take too long. */
export function anyChange(search: Search): Point | undefined {
  const open: Box[] = [];
  const stack: Heap<Box> = { put: (box) => open.push(box), take: () => open.pop() };
  return walk(search, stack, true).point;
}

function walk(search: Search, open: Heap<Box>, isDive = false): Found {
  let left = Math.min(search.most, Math.ceil(MOST_NODES / search.outlook.size));
  const canReach = (box: Box): boolean => {
    const span = search.outlook.of(spansOf(box, search.choices), search.fixed);
    return span.kind === 'set' && (span.values === null || span.values.includes(search.wanted));
  };
  const start = search.choices.map((_, i): Box['parts'][number] =>
    (search.only?.includes(i) ?? true) ? 'open' : 'stays',
  );
  open.put({ parts: start, count: 0, cost: 0, depth: 0 });
  for (let box = open.take(); box !== undefined; box = open.take()) {
    if (left-- <= 0) return { point: undefined, isComplete: false };
    const undecided = box.parts.indexOf('open');
    if (undecided < 0 && box.count > 0 && box.isTried !== true) {
      const point = nearestOf(box, search.choices);
      if (search.isThere(point)) return { point, isComplete: true };
    }
    const parts = undecided < 0 ? halves(box, search.choices) : decided(box, undecided, search.choices);
    const next = parts.filter((part) => {
      left -= 1;
      return canReach(part);
    });
    // Going into boxes, the last one put is taken first.
    for (const part of isDive ? next.toReversed() : next) open.put(part);
  }
  return { point: undefined, isComplete: true };
}

/** Looks at so many nodes in all, however large a definition is. */
const MOST_NODES = 12_000_000;

/** Things yet to be looked at, taken in some order. */
interface Heap<T> {
  put(item: T): unknown;
  take(): T | undefined;
}

/** A binary heap: the least is taken first. */
function heapOf<T>(compare: (a: T, b: T) => number): Heap<T> {
  const heap: T[] = [];
  return {
    put(item) {
      let i = heap.push(item) - 1;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        const above = heap[parent] as T;
        if (compare(above, item) <= 0) break;
        heap[i] = above;
        i = parent;
      }
      heap[i] = item;
    },
    take() {
      const [top] = heap;
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return top;
      let i = 0;
      for (;;) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        if (left >= heap.length) break;
        const child = right < heap.length && compare(heap[right] as T, heap[left] as T) < 0 ? right : left;
        const below = heap[child] as T;
        if (compare(below, last) >= 0) break;
        heap[i] = below;
        i = child;
      }
      heap[i] = last;
      return top;
    },
  };
}
