import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { MachineGraph, StateNode, TransitionEdge } from './graph.ts';
import { type Box, HEAD, type Layout, PADDING, type Point, type Route, type Size } from './layout.ts';

/** How large what is drawn is, in pixels. */
export interface Sizes {
  readonly ofState: (state: StateNode) => Size;
  readonly ofPlate: (edge: TransitionEdge) => Size;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  // What is written first stands first: the way back is what leads against the order of the document.
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.spacing.nodeNodeBetweenLayers': '32',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.nodeSelfLoop': '14',
};
const INLINE = { 'elk.edgeLabels.inline': 'true' };
const GROUP = { 'elk.padding': `[top=${HEAD},left=${PADDING},bottom=${PADDING},right=${PADDING}]` };

/** The graph as ELK reads it: states within states, and every edge at the top with its plate as a label. */
export function elkGraph({ states, edges }: MachineGraph, { ofState, ofPlate }: Sizes): ElkNode {
  const held = (parent: string | null): ElkNode[] =>
    states.flatMap((state) => {
      if (state.parent !== parent) return [];
      const children = held(state.id);
      return [
        children.length === 0 ? { id: state.id, ...ofState(state) } : { id: state.id, children, layoutOptions: GROUP },
      ];
    });
  return {
    id: '',
    layoutOptions: OPTIONS,
    children: held(null),
    edges: edges.map((edge) => ({
      id: edge.id,
      sources: [edge.source],
      targets: [edge.target],
      labels: [{ id: `${edge.id} plate`, text: '.', ...ofPlate(edge), layoutOptions: INLINE }],
    })),
  };
}

/** What ELK answered, as a layout. What it left without a place has none. */
export function layoutOf(answer: ElkNode): Layout {
  const boxes: Record<string, Box> = {};
  const routes: Record<string, Route> = {};
  const visit = (node: ElkNode): void => {
    const { id, x, y, width, height, children = [], edges = [] } = node;
    if (id !== '' && x !== undefined && y !== undefined && width !== undefined && height !== undefined)
      boxes[id] = { x, y, width, height };
    for (const child of children) visit(child);
    for (const edge of edges) {
      const route = routeOf(edge);
      if (route !== undefined) routes[edge.id] = route;
    }
  };
  visit(answer);
  return { boxes, routes };
}

function routeOf({ sections = [], labels = [] }: ElkExtendedEdge): Route | undefined {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }): readonly Point[] =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({ x, y })),
  );
  const [label] = labels;
  if (points.length < 2 || label?.x === undefined || label.y === undefined) return undefined;
  return { points, plate: { x: label.x + (label.width ?? 0) / 2, y: label.y + (label.height ?? 0) / 2 } };
}
