import type { JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Message, Text } from '../model/text.ts';
import type { Calendars, Clock, ClockRule } from '../time/clock.ts';
import type { Extension } from '../time/clock-changes.ts';
import type { TimeBudget } from '../time/time-budget.ts';
import type { World } from './life.ts';
import type { Machine } from './machine.ts';
import type { Snapshot } from './snapshot.ts';
import type { Effect } from './step.ts';

/**
 * A request in a queue: the machine of its workflow, and the clocks and the ladder of the queue beside it. `turn` (`request-turn.ts`) is
 * its one pure step; what is here is what goes in and comes out. All of it but the rules is JSON; instants are milliseconds since
 * 1970-01-01T00:00Z.
 */
export interface RequestSnapshot {
  /** Up to when its time has passed. */
  readonly at: number;
  /** The queue that it is in, `queue/complaints`. */
  readonly queue: string;
  readonly machine: Snapshot;
  readonly clocks: readonly Clock[];
  /** How often it was opened again. */
  readonly reopened: number;
  /** Since when nobody did anything, null where there is nothing to do; which time this is, and the rungs that it has passed. */
  readonly idle: { readonly since: number | null; readonly occurrence: number; readonly passed: readonly string[] };
  /** The levels to which it was escalated since it was opened, or opened again. */
  readonly escalated: readonly number[];
}

/** The definitions of a request made ready to be stepped: they hold no state, so that one serves every request of a workflow. */
export interface RequestRules {
  readonly machine: Machine;
  readonly calendars: Calendars;
  /** A queue of this workflow; undefined for what is none. */
  readonly queueOf: (id: string) => QueueRules | undefined;
  /** Guards, delays and the conditions of budgets for a request with such facts. */
  readonly worldOf: (facts: JsonObject, at: number) => RequestWorld;
}

export interface RequestWorld extends World {
  /** The position of the budget that counts, by the conditions of a clock; a problem where they cannot be answered. */
  readonly budgetOf: (queue: string, clock: string) => TimeBudget | readonly Problem[];
}

/** A queue as the step reads it. */
export interface QueueRules {
  readonly id: string;
  readonly calendar: string;
  readonly clocks: readonly QueueClockRules[];
  readonly ladder: readonly LadderRung[];
  /** The states that stop some clock and in which none that states stop goes on: leaving them for one that is none is a re-open. */
  readonly stopStates: ReadonlySet<string>;
  /** The states in which there is work to do. */
  readonly workStates: ReadonlySet<string>;
}

export interface QueueClockRules {
  readonly rule: ClockRule;
  readonly title: Text;
  readonly lastBudget: TimeBudget;
  readonly extensions: readonly Extension[];
  /** What the roles of its extensions are called. */
  readonly roleTitles: Readonly<Record<string, Message>>;
  readonly onExtend: readonly Effect[];
}

export interface LadderRung {
  /** None of a rung of the request. */
  readonly clock?: string;
  readonly at: string;
  readonly actions: readonly Effect[];
}

/** What happens to a request. Time passes first, whatever it is. */
export type RequestOccurrence =
  /** Nothing but that: timers end and rungs are reached. */
  | { readonly kind: 'time' }
  | { readonly kind: 'event'; readonly name: string; readonly data?: JsonObject }
  /** A clock gets a longer budget, by somebody with these roles. */
  | { readonly kind: 'extend'; readonly clock: string; readonly to: TimeBudget; readonly roles: readonly string[] }
  /** Into another queue of the same workflow. */
  | { readonly kind: 'move'; readonly queue: string }
  /** The facts are others: another tier or priority. */
  | { readonly kind: 'facts' };

/** When it happens, and the facts of the request as they are then. */
export interface RequestMoment {
  readonly at: number;
  readonly facts: JsonObject;
}

/** Something that the host is asked to do, when and why. */
export interface RequestEffect extends Effect {
  readonly at: string;
  /** The rung that asks for it, which fires once for (clock, cycle, generation), or once for an occurrence of the request. */
  readonly rung?: FiredRung;
  /** The clock whose extension asks for it, where no rung does. */
  readonly clock?: string;
}

export interface FiredRung {
  readonly at: string;
  readonly clock?: string;
  readonly cycle?: number;
  readonly generation?: number;
  readonly occurrence?: number;
}

/** A request on its way through one turn. */
export interface Going {
  readonly snapshot: RequestSnapshot;
  readonly facts: JsonObject;
  readonly effects: readonly RequestEffect[];
  readonly problems: readonly Problem[];
}

/** What a turn answers. A refused occurrence has problems and `isAccepted` false: the snapshot is then that of the time that passed. */
export interface Turn {
  readonly snapshot: RequestSnapshot;
  /** The facts after what `set-field` set. */
  readonly facts: JsonObject;
  readonly effects: readonly RequestEffect[];
  readonly problems: readonly Problem[];
  readonly isAccepted: boolean;
}
