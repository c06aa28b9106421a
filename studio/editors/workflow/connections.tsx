import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { MachineGraph, TransitionEdge } from './graph.ts';
import type { Box, Point, Route } from './layout.ts';
import { routeOf } from './routes.ts';
import { plateLines, plateSize } from './words.ts';

const GLYPHS: Readonly<Record<TransitionEdge['shape'], string>> = {
  event: '',
  timer: '◷',
  'at-once': '»',
  done: '✓',
};

/** The transitions: lines with arrows, and on each a plate that says what sets it off. A plate's shape tells what that is. */
export function Connections({
  graph,
  boxes,
  routes,
  titles,
  selected,
  select,
}: {
  readonly graph: MachineGraph;
  readonly boxes: Readonly<Record<string, Box>>;
  readonly routes: Readonly<Record<string, Route>>;
  readonly titles: Titles;
  readonly selected: string | null;
  readonly select: (pointer: string) => void;
}) {
  const reader = useReader();
  const drawn = graph.edges.flatMap((edge, i) => {
    const nth = graph.edges
      .slice(0, i)
      .filter(({ source, target }) => source === edge.source && target === edge.target);
    const route = routeOf(edge, boxes, routes[edge.id], nth.length);
    return route === undefined ? [] : [{ edge, route }];
  });
  return (
    <div className="connections">
      <svg aria-hidden="true">
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {drawn.map(({ edge, route }) => (
          <path
            key={edge.id}
            className={`edge ${edge.shape}${edge.pointer === selected ? ' selected' : ''}`}
            d={pathOf(route.points)}
            markerEnd="url(#arrow)"
          />
        ))}
      </svg>
      {drawn.map(({ edge, route: { plate } }) => {
        const lines = plateLines(edge, titles, reader);
        const { width, height } = plateSize(lines);
        return (
          <button
            key={edge.id}
            type="button"
            tabIndex={-1}
            className={`plate nopan ${edge.shape}${edge.isEscalating ? ' escalates' : ''}${edge.pointer === selected ? ' selected' : ''}`}
            data-edge={edge.id}
            style={{ left: plate.x - width / 2, top: plate.y - height / 2, width, minHeight: height }}
            onClick={() => select(edge.pointer)}
          >
            {lines.map((line, n) => (
              <span key={n}>
                {n === 0 && GLYPHS[edge.shape] !== '' ? <i aria-hidden="true">{GLYPHS[edge.shape]} </i> : null}
                {n === 1 + (edge.row.criteria === undefined ? 0 : 1) && edge.isEscalating ? (
                  <i aria-hidden="true">▲ </i>
                ) : null}
                {line}
              </span>
            ))}
          </button>
        );
      })}
    </div>
  );
}

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
