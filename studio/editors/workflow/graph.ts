import {
  isObject,
  pointerSteps,
  type RowTrigger,
  stateText,
  type Text,
  type WorkflowDocument,
  type WorkflowRow,
  workflowRows,
  type WrittenState,
  writtenActions,
  writtenStates,
} from '../../../definitions/index.ts';

/** What a state is drawn as: its shape tells, its colour never alone. */
export type StateShape = 'state' | 'group' | 'regions' | 'end' | 'memory';

/** A state as it is drawn. `id`: where it stands in the document, `/machine/states/new`. */
export interface StateNode {
  readonly id: string;
  /** What documents call it: its id, else its path. */
  readonly name: string;
  readonly title: Text;
  readonly shape: StateShape;
  /** The state that holds it; null of the machine's own states. */
  readonly parent: string | null;
  readonly isInitial: boolean;
  /** What is done on the way in and out. */
  readonly entry: readonly Text[];
  readonly exit: readonly Text[];
}

/** A transition as it is drawn, one for each state that it leads to. */
export interface TransitionEdge {
  /** `/machine/states/new/on/claim`, and which of its targets. */
  readonly id: string;
  readonly pointer: string;
  readonly source: string;
  /** Its source where it leads nowhere. */
  readonly target: string;
  readonly row: WorkflowRow;
  /** The name of the event that sets it off, of a delay that does; undefined of what waits for neither. */
  readonly event?: string;
  readonly delay?: string;
  readonly shape: 'event' | 'timer' | 'at-once' | 'done';
  readonly isEscalating: boolean;
}

export interface MachineGraph {
  /** States in document order, each before those it holds. The machine itself is among them where it has transitions of its own. */
  readonly states: readonly StateNode[];
  readonly edges: readonly TransitionEdge[];
}

/** The machine of a workflow as states and transitions. */
export function machineGraph(document: WorkflowDocument): MachineGraph {
  const rows = workflowRows(document);
  const edges = rows.flatMap((row) => edgesOf(row, escalating(document)));
  const written = writtenStates(document.machine);
  const [root] = written;
  const isRootDrawn = edges.some(({ source }) => source === ROOT);
  const states = written.flatMap((one): readonly StateNode[] => {
    if (one === root && !isRootDrawn) return [];
    const id = ROOT + one.pointer;
    const done = (kind: 'entry' | 'exit') =>
      rows.flatMap((row) => (row.at === id && row.trigger.kind === kind ? row.actions : []));
    return [
      {
        id,
        name: one.name,
        title: one === root ? (document.title ?? document.name) : stateText(one),
        shape: shapeOf(one),
        parent: parentOf(id, isRootDrawn),
        isInitial: isInitial(one, written),
        entry: done('entry'),
        exit: done('exit'),
      },
    ];
  });
  return { states, edges };
}

/** Where the machine stands in the document. */
export const ROOT = '/machine';

function parentOf(id: string, isRootDrawn: boolean): string | null {
  const parent = id.replace(/\/states\/[^/]*$/, '');
  if (parent === id) return null;
  return parent === ROOT && !isRootDrawn ? null : parent;
}

function shapeOf({ state }: WrittenState): StateShape {
  if (state['type'] === 'final') return 'end';
  if (state['type'] === 'history') return 'memory';
  if (state['type'] === 'parallel') return 'regions';
  return isObject(state['states']) ? 'group' : 'state';
}

function isInitial({ path }: WrittenState, all: readonly WrittenState[]): boolean {
  const [key] = path.slice(-1);
  const holder = all.find(
    (one) => one.path.length === path.length - 1 && one.path.every((step, i) => step === path[i]),
  );
  return key !== undefined && holder?.state['type'] !== 'parallel' && holder?.state['initial'] === key;
}

const SHAPES: Readonly<Partial<Record<RowTrigger['kind'], TransitionEdge['shape']>>> = {
  event: 'event',
  after: 'timer',
  always: 'at-once',
  done: 'done',
};

function edgesOf(row: WorkflowRow, escalates: (pointer: string) => boolean): readonly TransitionEdge[] {
  const shape = SHAPES[row.trigger.kind];
  if (shape === undefined) return [];
  const targets = row.leadsTo.length === 0 ? [row.at] : row.leadsTo;
  return targets.map((target, i) => ({
    id: `${row.pointer}#${i}`,
    pointer: row.pointer,
    source: row.at,
    target,
    row,
    ...(shape === 'event' ? { event: keyOf(row, 'on') } : {}),
    ...(shape === 'timer' ? { delay: keyOf(row, 'after') } : {}),
    shape,
    isEscalating: escalates(row.pointer),
  }));
}

const keyOf = ({ pointer, at }: WorkflowRow, under: 'on' | 'after'): string =>
  pointerSteps(pointer.slice(`${at}/${under}`.length))[0] ?? '';

/** Whether what is done on a transition asks for an escalation. */
function escalating({ machine }: WorkflowDocument): (pointer: string) => boolean {
  const places = writtenStates(machine)
    .flatMap(writtenActions)
    .flatMap(({ action, pointer }) => (action['type'] === 'escalate' ? [ROOT + pointer] : []));
  return (pointer) => places.some((place) => place.startsWith(`${pointer}/actions`));
}

/** The states within a state, at any depth. */
export const within = (id: string, states: readonly StateNode[]): readonly StateNode[] =>
  states.filter((one) => one.id.startsWith(`${id}/states/`));
