import type { JsonObject } from '../model/json.ts';
import type { Machine } from './machine.ts';
import { leaves, type Snapshot, type Timer } from './snapshot.ts';
import { begin, type Circumstances, type Occurrence, type Step, step } from './step.ts';

/** Which guards hold and which do not, of those that were asked, by the guard as JSON text. */
export type Assumed = ReadonlyMap<string, boolean>;

/** One thing that happens: the beginning, an event, or a timer that is the first to end; and what its guards were. */
export interface Move {
  readonly kind: 'begin' | 'event' | 'timer';
  /** The event's name, or the timer's key. */
  readonly name: string;
  readonly assumed: Assumed;
}

/** Where a move leads: a configuration by its number, or a circle without an end. */
export interface Edge {
  readonly move: Move;
  readonly to: number | 'endless';
}

/** A way for a machine to stand: its states, what it remembers, and which timers run, whenever they end. */
export interface Configuration {
  readonly snapshot: Snapshot;
  readonly leaves: readonly string[];
  /** How it was reached first, by the fewest moves; `from` is null at the beginning. */
  readonly reached: { readonly from: number | null; readonly move: Move };
  readonly edges: readonly Edge[];
}

/** What is asked of an exploration. */
export interface Exploring {
  /** The events for which something is written where a machine stands in these leaves; others change nothing. */
  readonly eventsAt: (leaves: readonly string[]) => readonly string[];
  /** Whether guards may be so together. */
  readonly isPossible: (assumed: Assumed) => boolean;
  /** Whether a timer never is the first of some to end. */
  readonly isLate: (timer: Timer, among: readonly Timer[]) => boolean;
  /** How many steps are tried. */
  readonly most: number;
}

/** All the ways for a machine to stand. */
export interface Explored {
  readonly configurations: readonly Configuration[];
  /** Moves of the beginning that do not come to rest. */
  readonly endlessAtOnce: readonly Move[];
  /** Whether nothing was left out. */
  readonly isWhole: boolean;
}

/**
 * Explores a machine by its own step, breadth first: events come in any order, guards are as they may be, and of the timers that run any
 * may end first that is not late for certain. What is found may happen, unless two timers cannot end in the order taken; what is not
 * found cannot happen.
 */
export function explore(machine: Machine, exploring: Exploring): Explored {
  const { eventsAt, isPossible, isLate, most } = exploring;
  const found: { snapshot: Snapshot; leaves: readonly string[]; reached: Configuration['reached']; edges: Edge[] }[] =
    [];
  const numbers = new Map<string, number>();
  const endlessAtOnce: Move[] = [];
  let left = most;
  let isWhole = true;
  const add = (made: Snapshot, reached: Configuration['reached']): number => {
    const snapshot = timeless(made);
    // An event that is raised twice before it comes may come without end: such ways to stand are not told apart.
    isWhole &&= snapshot.timers.length === made.timers.length;
    const key = JSON.stringify(snapshot);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, found.length);
    found.push({ snapshot, leaves: leaves(machine, snapshot), reached, edges: [] });
    return found.length - 1;
  };
  for (const { assumed, made } of outcomes((now) => begin(machine, now).step, isPossible)) {
    left -= 1;
    const move: Move = { kind: 'begin', name: '', assumed };
    if (made === null) endlessAtOnce.push(move);
    else add(made.snapshot, { from: null, move });
  }
  for (let from = 0; from < found.length; from += 1) {
    const here = found[from];
    if (here === undefined || here.snapshot.status === 'done') continue;
    for (const { kind, name, occurrence } of occurrences(here.snapshot, eventsAt(here.leaves), isLate)) {
      for (const { assumed, made } of outcomes((now) => step(machine, here.snapshot, occurrence, now), isPossible)) {
        left -= 1;
        if (left < 0) return { configurations: found, endlessAtOnce, isWhole: false };
        const move: Move = { kind, name, assumed };
        if (made.problems.some(({ code }) => code === 'machine-endless')) here.edges.push({ move, to: 'endless' });
        else if (made.isAccepted) here.edges.push({ move, to: add(made.snapshot, { from, move }) });
      }
    }
  }
  return { configurations: found, endlessAtOnce, isWhole };
}

/** The moves that lead to a configuration from the beginning, in their order. */
export function movesTo(explored: Explored, to: number): readonly Move[] {
  const moves: Move[] = [];
  for (let at: number | null = to; at !== null; ) {
    const reached: Configuration['reached'] | undefined = explored.configurations[at]?.reached;
    if (reached !== undefined) moves.unshift(reached.move);
    at = reached?.from ?? null;
  }
  return moves;
}

/** Every outcome of a step, one for each way in which the guards that it asks may be. */
function* outcomes<Made extends Step | null>(
  run: (now: Circumstances) => Made,
  isPossible: (assumed: Assumed) => boolean,
): Generator<{ readonly assumed: Assumed; readonly made: Made }> {
  const open: Map<string, boolean>[] = [new Map()];
  for (const given of open) {
    if (!isPossible(given)) continue;
    const assumed = new Map(given);
    const holds = (guard: JsonObject) => {
      const key = JSON.stringify(guard);
      const known = assumed.get(key);
      if (known === undefined) {
        open.push(new Map([...assumed, [key, false]]));
        assumed.set(key, true);
      }
      return { holds: known ?? true, problems: [] };
    };
    const made = run({ at: 0, holds, due: () => 0 });
    if (isPossible(assumed)) yield { assumed, made };
  }
}

function occurrences(
  { timers }: Snapshot,
  events: readonly string[],
  isLate: Exploring['isLate'],
): readonly { readonly kind: 'event' | 'timer'; readonly name: string; readonly occurrence: Occurrence }[] {
  return [
    ...events.map((name) => ({ kind: 'event' as const, name, occurrence: { kind: 'event', name } as const })),
    ...timers
      .filter((timer) => !isLate(timer, timers))
      .map(({ key, generation }) => ({
        kind: 'timer' as const,
        name: key,
        occurrence: { kind: 'timer', key, generation } as const,
      })),
  ];
}

/** A snapshot without its times: each timer once, in the order of their keys. */
function timeless(snapshot: Snapshot): Snapshot {
  const byKey = new Map(snapshot.timers.map((timer) => [timer.key, timer]));
  const keys = [...byKey.keys()].sort();
  const timers = keys.flatMap((key, i) => {
    const timer = byKey.get(key);
    return timer === undefined ? [] : [{ ...timer, generation: i + 1 }];
  });
  return { ...snapshot, armed: timers.length, timers };
}
