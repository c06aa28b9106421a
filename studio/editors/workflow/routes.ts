import type { TransitionEdge } from './graph.ts';
import type { Box, Point, Route } from './layout.ts';

/**
 * How an edge is drawn: as it was laid out, for as long as both its ends are where they were then; else straight across the gap, or as a
 * loop above a state that it does not leave. `nth`: the how manieth it is of those between the same two.
 */
export function routeOf(
  { source, target }: Pick<TransitionEdge, 'source' | 'target'>,
  boxes: Readonly<Record<string, Box>>,
  laid: Route | undefined,
  nth: number,
): Route | undefined {
  const [from, to] = [boxes[source], boxes[target]];
  if (from === undefined || to === undefined) return undefined;
  const [first, last] = [laid?.points[0], laid?.points.at(-1)];
  if (laid !== undefined && first !== undefined && last !== undefined && isOnEdge(first, from) && isOnEdge(last, to)) {
    return laid;
  }
  if (source === target) return loop(from, nth);
  return between(from, to, nth);
}

const NEAR = 1.5;

/** Whether a point lies on the outline of a box. */
export function isOnEdge({ x, y }: Point, { x: left, y: top, width, height }: Box): boolean {
  const isAcross = x >= left - NEAR && x <= left + width + NEAR;
  const isDown = y >= top - NEAR && y <= top + height + NEAR;
  const isAtSide = Math.abs(x - left) <= NEAR || Math.abs(x - left - width) <= NEAR;
  const isAtEnd = Math.abs(y - top) <= NEAR || Math.abs(y - top - height) <= NEAR;
  return isAcross && isDown && (isAtSide || isAtEnd);
}

const STEP = 28;

function loop({ x, y, width }: Box, nth: number): Route {
  const high = y - STEP - nth * STEP;
  const [left, right] = [x + width / 2 - 16, x + width / 2 + 16];
  return {
    points: [
      { x: left, y },
      { x: left, y: high },
      { x: right, y: high },
      { x: right, y },
    ],
    plate: { x: x + width / 2, y: high },
  };
}

function between(from: Box, to: Box, nth: number): Route {
  const isAhead = to.x >= from.x + from.width;
  const start = isAhead ? { x: from.x + from.width, y: middle(from) } : { x: from.x + from.width / 2, y: bottom(from) };
  const end = isAhead ? { x: to.x, y: middle(to) } : { x: to.x + to.width / 2, y: bottom(to) };
  if (isAhead) {
    const x = (start.x + end.x) / 2;
    return {
      points: [start, { x, y: start.y }, { x, y: end.y }, end],
      plate: { x, y: (start.y + end.y) / 2 + nth * STEP },
    };
  }
  const y = Math.max(start.y, end.y) + STEP + nth * STEP;
  return {
    points: [start, { x: start.x, y }, { x: end.x, y }, end],
    plate: { x: (start.x + end.x) / 2, y },
  };
}

const middle = ({ y, height }: Box): number => y + height / 2;
const bottom = ({ y, height }: Box): number => y + height;
