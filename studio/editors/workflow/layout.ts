import type { MachineGraph, StateNode } from './graph.ts';
import { within } from './graph.ts';

/** Pixels of the drawing, from its top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How an edge runs: its bends with both ends, and the middle of its plate. */
export interface Route {
  readonly points: readonly Point[];
  readonly plate: Point;
}

/** Where everything stands. It is no part of the definition: a drawing that is tidied needs no approval. */
export interface Layout {
  /** Boxes of states by where these stand in the document. */
  readonly boxes: Readonly<Record<string, Box>>;
  /** Routes of edges by their ids; one whose ends are elsewhere by now is not drawn any more. */
  readonly routes: Readonly<Record<string, Route>>;
}

export const NO_LAYOUT: Layout = { boxes: {}, routes: {} };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The room around the states that a state holds, and above them for its title. */
export const PADDING = 24;
export const HEAD = 40;
const GAP = 48;

/**
 * A layout in which every state has a place: those that have one keep it to the pixel, whatever was added beside them. A new one stands to
 * the right of the state that leads to it, or below all others, where nothing stands yet.
 */
export function settled({ states, edges }: MachineGraph, layout: Layout, sizeOf: (state: StateNode) => Size): Layout {
  const missing = states.filter(({ id }) => layout.boxes[id] === undefined);
  if (missing.length === 0) return layout;
  const boxes: Record<string, Box> = { ...layout.boxes };
  // Those that hold others take their place from what they hold.
  for (const state of missing.toReversed()) {
    const held = within(state.id, states).flatMap(({ id }) => boxes[id] ?? []);
    boxes[state.id] = held.length > 0 ? around(held) : placed(state);
  }
  return { ...layout, boxes };

  function placed(state: StateNode): Box {
    const size = sizeOf(state);
    const beside = states.filter(({ id, parent }) => id !== state.id && parent === state.parent);
    const taken = beside.flatMap(({ id }) => boxes[id] ?? []);
    const leading = edges.find(({ source, target }) => target === state.id && source !== state.id)?.source;
    const from = leading === undefined ? undefined : boxes[leading];
    const inner = state.parent === null ? undefined : layout.boxes[state.parent];
    const start = from === undefined ? below(taken, inner) : { x: from.x + from.width + 2 * GAP, y: from.y };
    return freeFrom({ ...start, ...size }, taken);
  }
}

function below(taken: readonly Box[], inner: Box | undefined): Point {
  if (taken.length === 0) return { x: (inner?.x ?? 0) + PADDING, y: (inner?.y ?? 0) + HEAD };
  const bottom = Math.max(...taken.map(({ y, height }) => y + height));
  return { x: Math.min(...taken.map(({ x }) => x)), y: bottom + GAP };
}

function freeFrom(wanted: Box, taken: readonly Box[]): Box {
  let box = wanted;
  for (let hit = hitBy(box); hit !== undefined; hit = hitBy(box)) box = { ...box, y: hit.y + hit.height + GAP };
  return box;

  function hitBy(one: Box): Box | undefined {
    return taken.find(
      (other) =>
        one.x < other.x + other.width + GAP / 2 &&
        other.x < one.x + one.width + GAP / 2 &&
        one.y < other.y + other.height + GAP / 2 &&
        other.y < one.y + one.height + GAP / 2,
    );
  }
}

/** The box of what holds these. */
function around(held: readonly Box[]): Box {
  const x = Math.min(...held.map((box) => box.x)) - PADDING;
  const y = Math.min(...held.map((box) => box.y)) - HEAD;
  return {
    x,
    y,
    width: Math.max(...held.map((box) => box.x + box.width)) + PADDING - x,
    height: Math.max(...held.map((box) => box.y + box.height)) + PADDING - y,
  };
}

/** The boxes as they are drawn: as wide as their words, and what holds others reaches round them, wherever these were put. */
export function drawnBoxes(
  { states }: MachineGraph,
  { boxes }: Layout,
  sizeOf: (state: StateNode) => Size,
): Readonly<Record<string, Box>> {
  const drawn: Record<string, Box> = {};
  for (const state of states.toReversed()) {
    const box = boxes[state.id];
    if (box === undefined) continue;
    const held = within(state.id, states).flatMap(({ id }) => drawn[id] ?? []);
    const own = held.length > 0 ? box : { ...box, ...sizeOf(state) };
    drawn[state.id] = held.length > 0 ? union(own, around(held)) : own;
  }
  return drawn;
}

function union(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

/** A state is put elsewhere, with all that it holds; every other stays where it is. */
export function moved(layout: Layout, { states }: MachineGraph, id: string, by: Point): Layout {
  const boxes = { ...layout.boxes };
  for (const { id: one } of [{ id }, ...within(id, states)]) {
    const box = boxes[one];
    if (box !== undefined) boxes[one] = { ...box, x: box.x + by.x, y: box.y + by.y };
  }
  return { ...layout, boxes };
}

/** A state is called otherwise: it stands where it stood, and so does all that it holds. What was is kept, for who undoes. */
export function carriedOver(layout: Layout, from: string, to: string): Layout {
  const carried = <Kept>(all: Readonly<Record<string, Kept>>) => ({
    ...all,
    ...Object.fromEntries(
      Object.entries(all).flatMap(([key, kept]) =>
        key === from || key.startsWith(`${from}/`) ? [[to + key.slice(from.length), kept]] : [],
      ),
    ),
  });
  return { boxes: carried(layout.boxes), routes: carried(layout.routes) };
}
