import type { Json } from '../../model/json.ts';
import { below } from '../../model/json.ts';
import type { Cycle } from '../../time/clock.ts';
import { dueOf } from '../../time/clock-due.ts';
import { workingDue, workingMilliseconds } from '../../time/due.ts';
import { parseRung, rungAt } from '../../time/rungs.ts';
import { parseBudget, type WrittenBudget } from '../../time/time-budget.ts';
import type { WorkingCalendar } from '../../time/working-calendar.ts';
import type { QueueDocument } from './queue.ts';

/** Something that a clock comes to: its end, a rung of its ladder, the end that an extension would give it. */
export interface PlannedMark {
  readonly kind: 'due' | 'rung' | 'extension';
  /** Where it is written: `/clocks/0/budgets/1/budget`, `/ladder/2/at`, `/clocks/0/extensions/0/to`. */
  readonly pointer: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
}

/** A clock with one of its budgets, both by their places; null: the request itself, whose rungs wait for somebody to do something. */
export type Planned = { readonly clock: number; readonly budget: number } | null;

/**
 * What comes when for a request that arrives at an instant and is left alone: nothing pauses its clock. The earliest first; what cannot be
 * read, and what has no end within a hundred years, is left out.
 */
export function ladderPlan(
  document: Pick<QueueDocument, 'clocks' | 'ladder'>,
  planned: Planned,
  calendar: WorkingCalendar,
  from: number,
): readonly PlannedMark[] {
  const marks = planned === null ? idleMarks(document, calendar, from) : clockMarks(document, planned, calendar, from);
  return marks.toSorted((one, other) => one.at - other.at);
}

function idleMarks(
  { ladder = [] }: Pick<QueueDocument, 'ladder'>,
  calendar: WorkingCalendar,
  from: number,
): readonly PlannedMark[] {
  return ladder.flatMap(({ at: written }, i) => {
    const rung = parseRung(written);
    const at =
      rung?.kind === 'idle' ? workingDue(calendar, from, workingMilliseconds(calendar, rung.after))?.dueAt : undefined;
    return markOf('rung', below('/ladder', i, 'at'), at);
  });
}

function clockMarks(
  { clocks, ladder = [] }: Pick<QueueDocument, 'clocks' | 'ladder'>,
  { clock: c, budget: b }: NonNullable<Planned>,
  calendar: WorkingCalendar,
  from: number,
): readonly PlannedMark[] {
  const clock = clocks[c];
  const written = clock?.budgets[b]?.budget;
  const cycle = written === undefined ? undefined : cycleOf(written, from);
  if (clock === undefined || cycle === undefined) return [];
  const calendars = () => calendar;
  return [
    ...markOf('due', below('/clocks', c, 'budgets', b, 'budget'), dueOf(cycle, calendars)),
    ...ladder.flatMap(({ clock: of, at }, i) => {
      const rung = of === clock.name ? parseRung(at) : undefined;
      return markOf('rung', below('/ladder', i, 'at'), rung && rungAt(cycle, rung, calendars));
    }),
    ...(clock.extensions ?? []).flatMap(({ to }, i) => {
      const longer = cycleOf(to, from);
      return markOf('extension', below('/clocks', c, 'extensions', i, 'to'), longer && dueOf(longer, calendars));
    }),
  ];
}

const markOf = (kind: PlannedMark['kind'], pointer: string, at: number | undefined): readonly PlannedMark[] =>
  at === undefined ? [] : [{ kind, pointer, at }];

/** A clock that began at an instant, and runs since. */
function cycleOf(written: WrittenBudget, from: number): Cycle | undefined {
  const budget = parseBudget(written as Json);
  if (budget === undefined) return undefined;
  const runs = [{ calendar: '', from }];
  return { startedAt: from, budget, generation: 1, since: from, calendar: '', runs, passed: [] };
}
