import ELK from 'elkjs/lib/elk.bundled.js';
import { createMachine, type StateNode as XStateNode } from 'xstate';
import { describe, expect, it } from 'vitest';
import type { JsonObject, WorkflowDocument } from '../../../../definitions/index.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { elkGraph, layoutOf } from '../../../../studio/editors/workflow/elk-graph.ts';
import { type MachineGraph, machineGraph, within } from '../../../../studio/editors/workflow/graph.ts';
import {
  type Box,
  carriedOver,
  drawnBoxes,
  moved,
  NO_LAYOUT,
  settled,
} from '../../../../studio/editors/workflow/layout.ts';
import { isOnEdge, routeOf } from '../../../../studio/editors/workflow/routes.ts';
import { stateSize } from '../../../../studio/editors/workflow/words.ts';
import { packSources } from '../../../support/packs.ts';
import { randomMachine } from '../../../support/machines/random-machine.ts';

const workflowOf = (machine: JsonObject): WorkflowDocument =>
  ({ kind: 'workflow', name: 'drawn', title: 'Drawn', entity: 'entity/any', machine }) as unknown as WorkflowDocument;
const packed = packSources('bank-crm').flatMap(({ document }) => {
  const found = document as unknown as WorkflowDocument;
  return found.kind === 'workflow' ? [found] : [];
});
const SEED = Number(process.env['SEED'] ?? 7);
const random = Array.from({ length: 60 }, (_, i) => workflowOf(randomMachine(new Chance(SEED + i))));

/** The states of XState's own machine by where they stand in the document. */
function judged({ machine }: WorkflowDocument) {
  const made = createMachine(machine as never);
  const place = (node: XStateNode) => ['/machine', ...node.path.flatMap((step) => ['states', step])].join('/');
  const all = (node: XStateNode): readonly XStateNode[] => [node, ...Object.values(node.states).flatMap(all)];
  const nodes = all(made.root as unknown as XStateNode);
  const arrows = nodes.flatMap((node) =>
    [...node.transitions.values(), node.always ?? []].flat().flatMap((transition) => {
      const targets = transition.target ?? [];
      return (targets.length === 0 ? [node] : targets).map(
        (target) => `${place(node)} > ${place(target as XStateNode)}`,
      );
    }),
  );
  return { places: nodes.filter(({ path }) => path.length > 0).map(place), arrows };
}

describe('a machine as a graph', () => {
  it.each([...packed, ...random].map((document, i) => [i, document] as const))(
    `%i has the states and transitions that XState makes of it (SEED=${SEED})`,
    (_, document) => {
      const graph = machineGraph(document);
      const { places, arrows } = judged(document);
      const states = graph.states.map(({ id }) => id).filter((id) => id !== '/machine');
      expect(states.toSorted()).toEqual(places.toSorted());
      expect(graph.edges.map(({ source, target }) => `${source} > ${target}`).toSorted()).toEqual(arrows.toSorted());
    },
  );

  it('tells escalations, timers and ends by their shapes', () => {
    const graph = machineGraph(packed.find(({ name }) => name === 'complaint') as WorkflowDocument);
    expect(graph.edges.filter(({ isEscalating }) => isEscalating).map(({ pointer }) => pointer)).toEqual([
      '/machine/states/new/after/unclaimed',
    ]);
    expect(graph.edges.filter(({ shape }) => shape === 'timer')).toHaveLength(3);
    expect(graph.states.filter(({ shape }) => shape === 'end').map(({ name }) => name)).toEqual([
      'closed',
      'withdrawn',
    ]);
    expect(graph.states.filter(({ isInitial }) => isInitial).map(({ name }) => name)).toEqual(['new']);
  });
});

const elk = new ELK();
const layOut = async (graph: MachineGraph) =>
  layoutOf(await elk.layout(elkGraph(graph, { ofState: stateSize, ofPlate: () => ({ width: 90, height: 23 }) })));
const isApart = (one: Box, other: Box) =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y;
const isInside = (one: Box, outer: Box) =>
  one.x >= outer.x &&
  one.y >= outer.y &&
  one.x + one.width <= outer.x + outer.width &&
  one.y + one.height <= outer.y + outer.height;

/** What is wrong with how a graph is drawn. */
function faults(graph: MachineGraph, boxes: Readonly<Record<string, Box>>): readonly string[] {
  return graph.states.flatMap((state, i) => {
    const box = boxes[state.id];
    if (box === undefined) return [`${state.id} is not drawn`];
    const outer = state.parent === null ? undefined : boxes[state.parent];
    const beside = graph.states.slice(i + 1).filter(({ parent }) => parent === state.parent);
    return [
      ...(outer !== undefined && !isInside(box, outer) ? [`${state.id} is not within ${state.parent}`] : []),
      ...beside.flatMap(({ id }) => (isApart(box, boxes[id] as Box) ? [] : [`${state.id} lies on ${id}`])),
    ];
  });
}

describe('the drawing of a machine', () => {
  it('keeps states apart, within what holds them, and every edge at its ends, with a plate', {
    timeout: 120_000,
  }, async () => {
    for (const document of [...packed, ...random.slice(0, 25)]) {
      const graph = machineGraph(document);
      const layout = await layOut(graph);
      const boxes = drawnBoxes(graph, layout, stateSize);
      expect(faults(graph, boxes)).toEqual([]);
      for (const edge of graph.edges) {
        const route = routeOf(edge, boxes, layout.routes[edge.id], 0);
        expect(isOnEdge(route?.points[0] as never, boxes[edge.source] as Box)).toBe(true);
        expect(isOnEdge(route?.points.at(-1) as never, boxes[edge.target] as Box)).toBe(true);
      }
      const isAsLaid = graph.edges.filter(
        ({ id, ...edge }) => routeOf(edge, boxes, layout.routes[id], 0) === layout.routes[id],
      );
      expect(isAsLaid).toHaveLength(graph.edges.length);
    }
  });

  it('28: a state that is added moves no other by a pixel, and stands on none', async () => {
    for (const document of [...packed, ...random.slice(0, 25)]) {
      const before = machineGraph(document);
      const layout = await layOut(before);
      const states = { ...(document.machine['states'] as JsonObject), added: {}, another: { on: { a: 'added' } } };
      const after = machineGraph({ ...document, machine: { ...document.machine, states } });
      const next = settled(after, layout, stateSize);
      for (const { id } of before.states) expect(next.boxes[id]).toEqual(layout.boxes[id]);
      const free = after.states.filter(({ parent }) => parent === after.states.at(-1)?.parent);
      const boxes = drawnBoxes(after, next, stateSize);
      const added = free.filter(({ id }) => /added$|another$/.test(id));
      expect(added).toHaveLength(2);
      for (const { id } of added)
        expect(free.filter((one) => one.id !== id && !isApart(boxes[id] as Box, boxes[one.id] as Box))).toEqual([]);
    }
  });

  it('moves a state with what it holds and nothing else, and carries places over to another name', async () => {
    const document = random.find((one) =>
      machineGraph(one).states.some(({ parent }) => parent !== null),
    ) as WorkflowDocument;
    const graph = machineGraph(document);
    const layout = await layOut(graph);
    const holder = graph.states.find(({ id }) => within(id, graph.states).length > 0)?.id as string;
    const next = moved(layout, graph, holder, { x: 11, y: -7 });
    for (const { id } of graph.states) {
      const [was, is] = [layout.boxes[id] as Box, next.boxes[id] as Box];
      const isMoved = id === holder || id.startsWith(`${holder}/`);
      expect([is.x - was.x, is.y - was.y].map(Math.round)).toEqual(isMoved ? [11, -7] : [0, 0]);
    }
    const carried = carriedOver(layout, holder, '/machine/states/renamed');
    expect(carried.boxes['/machine/states/renamed']).toEqual(layout.boxes[holder]);
    expect(carried.boxes[holder]).toEqual(layout.boxes[holder]);
    expect(settled(graph, NO_LAYOUT, stateSize).boxes).toHaveProperty([holder]);
  });
});
