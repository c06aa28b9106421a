import type { AnyMachineSnapshot } from 'xstate';
import type { JsonObject } from '../model/json.ts';
import type { Asked, Machine } from './machine.ts';

/** Where a machine stands, as JSON: all that the next step needs to know of what was before. */
export interface Snapshot {
  /** XState's state value: `"new"`, or `{ "review": { "first": "open" } }`. */
  readonly value: JsonObject | string;
  /** The states to return to, by XState's id of the history state; ids of states. */
  readonly history?: { readonly [id: string]: readonly string[] };
  readonly status: 'active' | 'done';
  /** How many timers were ever started: the generation of the next is one more. */
  readonly armed: number;
  /** The timers that run, in the order in which they were started. */
  readonly timers: readonly Timer[];
}

/** A timer that runs: a row of its own, which fires once and only while its generation stands. */
export interface Timer {
  /** What it belongs to: a state's delay, or a raised event. */
  readonly key: string;
  readonly generation: number;
  /** The delay's name, or the raised event's. */
  readonly name: string;
  /** What XState hears when it ends. */
  readonly event: string;
  /** An ISO 8601 instant. */
  readonly dueAt: string;
}

/** XState's snapshot of ours, with what guards are asked. */
export function restore(machine: Machine, snapshot: Snapshot, asked: Asked): AnyMachineSnapshot {
  if (snapshot.history !== undefined) return resolved(machine, snapshot, asked);
  // What XState makes of a state it makes once: nothing changes it but what guards are asked.
  return { ...standing(machine, snapshot).restored, context: asked } as AnyMachineSnapshot;
}

function resolved({ made, states }: Machine, snapshot: Snapshot, asked: Asked): AnyMachineSnapshot {
  const history = Object.entries(snapshot.history ?? {}).map(([id, ids]) => [
    id,
    ids.flatMap((one) => states.nodeOf.get(one) ?? []),
  ]);
  const restored = made.resolveState({
    value: snapshot.value as never,
    context: asked,
    historyValue: Object.fromEntries(history) as never,
    status: 'active',
  }) as AnyMachineSnapshot;
  // Of eventless transitions of states side by side that cannot all be taken XState takes that of the state which comes first here: level
  // by level as it reads a snapshot, whereas SCXML asks for the order of the document. A step begins in that order. Within the step XState
  // keeps the states that stay, and puts those that were entered on the way behind them, in the order of the document among themselves.
  restored._nodes.sort((one, other) => one.order - other.order);
  return restored;
}

/** What is known of a machine that stands somewhere, wherever it has been. */
interface Standing {
  readonly restored: AnyMachineSnapshot;
  readonly leaves: readonly string[];
}

const stood = new WeakMap<Machine, Map<string, Standing>>();
/** Of a machine so many are kept: states side by side stand in more ways than anybody sees. */
const MOST_KEPT = 1_000;

function standing(machine: Machine, { value }: Pick<Snapshot, 'value'>): Standing {
  const known = stood.get(machine) ?? new Map<string, Standing>();
  stood.set(machine, known);
  const key = typeof value === 'string' ? value : JSON.stringify(value);
  const before = known.get(key);
  if (before !== undefined) return before;
  const restored = resolved(machine, { value, status: 'active', armed: 0, timers: [] }, { holds: () => false });
  const found = { restored, leaves: leavesOf(machine, restored) };
  if (known.size === MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** Our snapshot of XState's: nothing of it but JSON. */
export function snapshotOf(
  { value, historyValue, status }: AnyMachineSnapshot,
  { armed, timers }: Pick<Snapshot, 'armed' | 'timers'>,
): Snapshot {
  const known = Object.entries(historyValue as Readonly<Record<string, readonly { readonly id: string }[]>>);
  const history = Object.fromEntries(known.map(([id, nodes]) => [id, nodes.map((node) => node.id)]));
  return {
    value: value as Snapshot['value'],
    ...(known.length === 0 ? {} : { history }),
    status: status === 'done' ? 'done' : 'active',
    armed,
    timers: status === 'done' ? [] : timers,
  };
}

/** The names of the leaves in which a snapshot of XState's stands, in document order. */
export function leavesOf({ states }: Machine, { _nodes: nodes }: AnyMachineSnapshot): readonly string[] {
  const leaves = (nodes as readonly Node[]).filter(({ type }) => type === 'atomic' || type === 'final');
  return [...leaves].sort((a, b) => a.order - b.order).map(({ id }) => states.nameOf.get(id) ?? id);
}

interface Node {
  readonly id: string;
  readonly order: number;
  readonly type: string;
}

/** The names of the leaves in which a machine stands, in document order. */
export function leaves(machine: Machine, snapshot: Snapshot): readonly string[] {
  return standing(machine, snapshot).leaves;
}
