import { type Node, ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useState } from 'react';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Connections } from './connections.tsx';
import type { MachineGraph } from './graph.ts';
import { laidOut } from './lay-out.ts';
import { type Box, drawnBoxes, moved, type Point } from './layout.ts';
import { StateBox, type StateData } from './state-box.tsx';
import { type Renamed, useLayout } from './use-layout.ts';
import { plateLines, plateSize, stateSize } from './words.ts';
import './canvas.css';

export interface CanvasProps {
  readonly id: string;
  readonly graph: MachineGraph;
  readonly titles: Titles;
  /** Where the selected state or transition stands in the document. */
  readonly selected: string | null;
  readonly select: (pointer: string | null) => void;
  /** What is wrong with a state, by where it stands. */
  readonly marks: ReadonlyMap<string, string>;
  /** The states in which the request that is stepped stands. */
  readonly standing: ReadonlySet<string>;
  readonly mayMove: boolean;
  readonly renamed: readonly Renamed[];
}

const TYPES = { state: StateBox };

/** The machine drawn: states in boxes by their shapes, transitions with their words on plates. Dragging the ground pans it, and no more. */
export function Canvas(props: CanvasProps) {
  const { id, graph, titles, selected, select, mayMove } = props;
  const reader = useReader();
  const { t } = reader;
  // A drawing keeps its sizes in whatever language it is read.
  const [layOut] = useState(
    () => async (asked: MachineGraph) =>
      await laidOut(asked, {
        ofState: stateSize,
        ofPlate: (edge) => plateSize(plateLines(edge, titles, reader)),
      }),
  );
  const { layout, isFailed, arrange, tidy, putBack } = useLayout(id, graph, layOut, props.renamed);
  const [dragged, drag] = useState<{ readonly id: string; readonly by: Point } | null>(null);
  const shown = useMemo(
    () => (layout === undefined || dragged === null ? layout : moved(layout, graph, dragged.id, dragged.by)),
    [layout, graph, dragged],
  );
  const boxes = useMemo(() => (shown === undefined ? {} : drawnBoxes(graph, shown, stateSize)), [graph, shown]);
  const move = (state: string, by: Point) => {
    if (layout !== undefined) arrange(moved(layout, graph, state, by));
  };
  const nodes = useNodes(props, boxes, move);
  if (layout === undefined || shown === undefined) {
    return (
      <p className="witness" role="status">
        {t(isFailed ? 'workflow.notDrawn' : 'workflow.drawing')}
      </p>
    );
  }
  return (
    <>
      <div className="canvas" style={{ aspectRatio: ratioOf(boxes) }}>
        <ReactFlowProvider>
          <ReactFlow
            aria-label={t('workflow.canvas')}
            nodes={nodes}
            nodeTypes={TYPES}
            fitView
            fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
            minZoom={0.15}
            maxZoom={2}
            nodesFocusable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            proOptions={{ hideAttribution: true }}
            onPaneClick={() => select(null)}
            onNodesChange={(changes) => {
              for (const change of changes) {
                const box = layout.boxes[change.type === 'position' ? change.id : ''];
                if (change.type !== 'position' || change.position === undefined || box === undefined) continue;
                drag({ id: change.id, by: { x: change.position.x - box.x, y: change.position.y - box.y } });
              }
            }}
            onNodeDragStop={() => {
              if (dragged !== null) move(dragged.id, dragged.by);
              drag(null);
            }}
          >
            <ViewportPortal>
              <Connections
                graph={graph}
                boxes={boxes}
                routes={shown.routes}
                titles={titles}
                selected={selected}
                select={select}
              />
            </ViewportPortal>
          </ReactFlow>
        </ReactFlowProvider>
      </div>
      {mayMove ? (
        <p className="ways">
          <button type="button" className="quiet" onClick={tidy}>
            {t('workflow.tidy')}
          </button>
          {putBack === undefined ? null : (
            <button type="button" className="quiet" onClick={putBack}>
              {t('workflow.putBack')}
            </button>
          )}
          {isFailed ? <span role="alert">{t('workflow.notDrawn')}</span> : null}
        </p>
      ) : null}
    </>
  );
}

/** As high as what is drawn needs, at the width of the page. */
function ratioOf(boxes: Readonly<Record<string, Box>>): string {
  const all = Object.values(boxes);
  const far = (to: (box: Box) => number) => Math.max(0, ...all.map(to));
  const near = (to: (box: Box) => number) => Math.min(...all.map(to));
  const width = far(({ x, width: w }) => x + w) - near(({ x }) => x);
  const height = far(({ y, height: h }) => y + h) - near(({ y }) => y);
  return `${Math.max(1, Math.round(width))} / ${Math.max(1, Math.round(height * 1.3))}`;
}

/** What holds others lies under them. */
function useNodes(
  { graph, selected, select, marks, standing, mayMove }: CanvasProps,
  boxes: Readonly<Record<string, Box>>,
  move: (state: string, by: Point) => void,
): Node<StateData>[] {
  return graph.states.flatMap((state): Node<StateData>[] => {
    const box = boxes[state.id];
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    const depth = state.id.split('/states/').length - 1;
    const isSelected = selected === state.id;
    const data: StateData = {
      state,
      isSelected,
      mark: marks.get(state.id),
      isStanding: standing.has(state.id),
      select,
      move: mayMove && isSelected ? (by) => move(state.id, by) : undefined,
    };
    return [
      {
        id: state.id,
        type: 'state',
        position: { x, y },
        data,
        width,
        height,
        zIndex: depth,
        draggable: mayMove && isSelected,
        dragHandle: '.move',
      },
    ];
  });
}
