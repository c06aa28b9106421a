import type { Document } from '../../model/document.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { writtenStates, writtenTransitions } from '../../machine/states.ts';
import type { Text } from '../../model/text.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { parseTime, type TimeBudget, type WrittenBudget } from '../../time/time-budget.ts';
import type { Member } from '../members.ts';

/** A queue: who works on its requests, in which order, by which clocks, and what happens on the way to a clock's end. */
export interface QueueDocument extends Document {
  readonly kind: 'queue';
  readonly workflow: string;
  readonly calendar: string;
  readonly members: readonly Member[];
  readonly assign: {
    readonly strategy: 'manual' | 'round-robin' | 'least-loaded' | 'relationship-owner';
    /** Fields of the request that hold people: they, and all who report to them, have nothing to do with it. */
    readonly exclude?: readonly string[];
    readonly limit?: number;
    readonly acknowledgeWithin?: string;
  };
  readonly order?: readonly string[];
  readonly clocks: readonly QueueClock[];
  readonly ladder?: readonly QueueRung[];
  readonly survey?: string;
  readonly access?: { readonly read?: readonly string[]; readonly work?: readonly string[] };
}

export interface QueueClock {
  readonly name: string;
  readonly title?: Text;
  readonly runsIn: readonly string[] | 'all-open';
  readonly stopsIn?: readonly string[];
  readonly stopsOn?: readonly string[];
  /** The first whose condition holds counts; the last has none. */
  readonly budgets: readonly { readonly when?: JsonObject; readonly budget: WrittenBudget }[];
  readonly extensions?: readonly { readonly to: WrittenBudget; readonly by: string }[];
  readonly onExtend?: readonly JsonObject[];
}

export interface QueueRung {
  /** The clock whose rung it is; none of a rung of the request. */
  readonly clock?: string;
  readonly at: string;
  readonly actions: readonly JsonObject[];
}

/**
 * The roles that see the requests of a queue: those that its `access` lists, and whoever may grant an extension; undefined where every role
 * that handles requests does.
 */
export function readingRoles({
  access,
  clocks,
}: Pick<QueueDocument, 'access' | 'clocks'>): readonly string[] | undefined {
  if (access?.read === undefined) return undefined;
  const granting = clocks.flatMap(({ extensions = [] }) => extensions.map(({ by }) => by));
  return [...new Set([...access.read, ...granting])];
}

/** What a queue may name of its workflow. */
export interface QueueMachine {
  /** The states that hold no others, by the names that a step answers: `inProgress`, `review.first`, or the id that they have. */
  readonly states: ReadonlySet<string>;
  readonly final: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** The states and events of a workflow; undefined where it has no machine. */
export function machineOf(workflow: Document | undefined): QueueMachine | undefined {
  const machine = (workflow as unknown as JsonObject | undefined)?.['machine'];
  if (!isObject(machine)) return undefined;
  const written = writtenStates(machine);
  const leaves = written.slice(1).filter(({ state }) => state['states'] === undefined && state['type'] !== 'history');
  return {
    states: new Set(leaves.map(({ name }) => name)),
    final: new Set(leaves.filter(({ state }) => state['type'] === 'final').map(({ name }) => name)),
    events: new Set(
      written.flatMap((state) =>
        writtenTransitions(state).flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.name] : [])),
      ),
    ),
  };
}

/** The entity of the requests of a workflow; undefined where it is not known. */
export function entityOf(workflow: string, environment: Environment): Entity | undefined {
  const { entity } = (environment.document(workflow) ?? {}) as { readonly entity?: string };
  return entity === undefined ? undefined : environment.entity(entity);
}

/** Milliseconds of a budget of working time by the calendar of a queue; a day of 24 hours where the calendar is not known. */
export function workingLength(
  { calendar }: QueueDocument,
  { workingDays, milliseconds }: Extract<TimeBudget, { kind: 'working' }>,
  environment: Environment,
): number {
  const { workingDay } = (environment.document(calendar) ?? {}) as { readonly workingDay?: string };
  return workingDays * (parseTime(workingDay ?? 'PT24H') ?? 0) + milliseconds;
}
