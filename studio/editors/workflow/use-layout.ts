import { useEffect, useMemo, useState } from 'react';
import { isObject } from '../../../definitions/index.ts';
import type { MachineGraph } from './graph.ts';
import { carriedOver, type Layout, NO_LAYOUT, settled } from './layout.ts';
import { stateSize } from './words.ts';

/** Where the drawing of a definition stands, and the ways to change it. */
export interface Drawing {
  /** Undefined until it was laid out for the first time. */
  readonly layout: Layout | undefined;
  readonly isFailed: boolean;
  readonly arrange: (next: Layout) => void;
  /** Lays out anew; what stood elsewhere moves. */
  readonly tidy: () => void;
  /** Puts all back where it stood before it was tidied; undefined where it was not. */
  readonly putBack: (() => void) | undefined;
}

/** Where a state stood in the document, and where it stands since it was called otherwise. */
export type Renamed = readonly [from: string, to: string];

/**
 * The layout of a machine: as it was left, or laid out anew where it was never drawn. What is new gets a place beside the others, which
 * keep theirs.
 */
export function useLayout(
  id: string,
  graph: MachineGraph,
  layOut: (graph: MachineGraph) => Promise<Layout>,
  renamed: readonly Renamed[],
): Drawing {
  const [kept, keep] = useState(() => readLayout(id));
  const [untidy, setUntidy] = useState<Layout | null>(null);
  const [isFailed, fail] = useState(false);
  const isNew = Object.keys(kept.boxes).length === 0;
  const [wanted, want] = useState(isNew);
  const layout = useMemo(
    () => (isNew ? undefined : settled(graph, carried(kept, renamed), stateSize)),
    [graph, kept, isNew, renamed],
  );
  if (layout !== undefined && layout !== kept) keep(layout);
  useEffect(() => {
    if (!isNew) writeLayout(id, kept);
  }, [id, kept, isNew]);
  useEffect(() => {
    if (!wanted) return undefined;
    let isLeft = false;
    layOut(graph).then(
      (next) => {
        if (isLeft) return;
        keep(settled(graph, next, stateSize));
        fail(false);
        want(false);
      },
      () => {
        if (isLeft) return;
        fail(true);
        want(false);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [wanted, graph, layOut]);
  return {
    layout,
    isFailed,
    arrange: keep,
    tidy: () => {
      setUntidy(kept);
      want(true);
    },
    putBack:
      untidy === null
        ? undefined
        : () => {
            keep(untidy);
            setUntidy(null);
          },
  };
}

const carried = (layout: Layout, renamed: readonly Renamed[]): Layout =>
  renamed.reduce((now, [from, to]) => (now.boxes[to] === undefined ? carriedOver(now, from, to) : now), layout);

const keyOf = (id: string): string => `guiju.layout.${id}`;

function readLayout(id: string): Layout {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null');
    return isLayout(found) ? found : NO_LAYOUT;
  } catch {
    return NO_LAYOUT;
  }
}

/** It was written by this page; of what somebody else left there only the shape is looked at. */
const isLayout = (found: unknown): found is Layout =>
  typeof found === 'object' &&
  found !== null &&
  'boxes' in found &&
  'routes' in found &&
  isObject(found.boxes as never) &&
  isObject(found.routes as never);

function writeLayout(id: string, layout: Layout): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(layout));
  } catch {
    // A browser that keeps nothing lays out anew the next time.
  }
}
