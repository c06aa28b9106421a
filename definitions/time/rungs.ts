import { type Calendars, type Clock, type Cycle, openCycle, type PassedRung, withLast } from './clock.ts';
import { overdueAt, shareAt, whileRunning } from './clock-due.ts';
import { workingDue, workingMilliseconds } from './due.ts';
import { parseBudget, type TimeBudget } from './time-budget.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A rung of a ladder: a share of a clock's budget, working time after it is due, working time without activity, the nth re-open. */
export type Rung =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'overdue' | 'idle'; readonly after: Extract<TimeBudget, { kind: 'working' }> }
  | { readonly kind: 'reopened'; readonly times: number };

/** `80%`, `100%`, `overdue PT4H`, `idle P1D`, `reopened 2`. */
export const RUNG_TEXT = /^(?:([1-9]\d?|100)%|(overdue|idle) (P[0-9DTHMS]+)|reopened ([1-9]\d?))$/;

/** A written rung; undefined for what is none. */
export function parseRung(text: string): Rung | undefined {
  const match = RUNG_TEXT.exec(text);
  if (match === null) return undefined;
  const [, percent, kind, length, times] = match;
  if (percent !== undefined) return { kind: 'share', percent: Number(percent) };
  if (times !== undefined) return { kind: 'reopened', times: Number(times) };
  const after = parseBudget(length ?? '');
  return after?.kind === 'working' && (kind === 'overdue' || kind === 'idle') ? { kind, after } : undefined;
}

/** When a rung of an open cycle fires, by what is known now: undefined while it is paused, and for rungs of the request. */
export function rungAt(cycle: Cycle, rung: Rung, calendars: Calendars): number | undefined {
  const at = reachedBy(cycle, rung, calendars);
  // What a change of budget or calendar brought about, it brought about when it was made.
  return at === undefined ? undefined : whileRunning(cycle, Math.max(at, cycle.since));
}

function reachedBy(cycle: Cycle, rung: Rung, calendars: Calendars): number | undefined {
  switch (rung.kind) {
    case 'share':
      return shareAt(cycle, calendars, rung.percent);
    case 'overdue':
      return overdueAt(cycle, calendars, workingMilliseconds(calendars(cycle.calendar), rung.after));
    case 'idle':
    case 'reopened':
      return undefined;
  }
}

/** A rung that fires. */
export interface FiringRung {
  readonly rung: string;
  /** Counted from 1. */
  readonly cycle: number;
  readonly generation: number;
  readonly at: number;
}

/** The rungs of a clock that are ahead, the next first. */
export function rungsAhead(
  clock: Clock,
  ladder: readonly string[],
  calendars: Calendars,
): readonly { readonly rung: string; readonly at: number }[] {
  const cycle = openCycle(clock);
  if (cycle === undefined) return [];
  return ladder
    .flatMap((rung) => {
      const read = parseRung(rung);
      const at = read === undefined ? undefined : rungAt(cycle, read, calendars);
      if (read === undefined || at === undefined || cycle.passed.some((one) => one.rung === rung)) return [];
      return [{ rung, at, height: heightOf(cycle, read, calendars) }];
    })
    .sort((a, b) => a.at - b.at || a.height - b.height)
    .map(({ rung, at }) => ({ rung, at }));
}

/** Of two rungs that are reached at one moment, as when a clock resumes, the higher one fires last: shares, then how late it is. */
function heightOf({ calendar }: Cycle, rung: Rung, calendars: Calendars): number {
  if (rung.kind === 'share') return rung.percent;
  return rung.kind === 'overdue' ? 100 + workingMilliseconds(calendars(calendar), rung.after) : 0;
}

/** Whether a cycle has reached a written rung by an instant, whether or not it runs then. */
export function isReached(cycle: Cycle, rung: string, calendars: Calendars, by: number): boolean {
  const read = parseRung(rung);
  const at = read === undefined ? undefined : reachedBy(cycle, read, calendars);
  return at !== undefined && at <= by;
}

/** Time passes up to an instant: the rungs that are reached by then fire, each once for (clock, cycle, generation, rung), in order. */
export function passRungs(
  clock: Clock,
  ladder: readonly string[],
  calendars: Calendars,
  until: number,
): { readonly clock: Clock; readonly fired: readonly FiringRung[] } {
  const cycle = openCycle(clock);
  const reached = rungsAhead(clock, ladder, calendars).filter(({ at }) => at <= until);
  if (cycle === undefined || reached.length === 0) return { clock, fired: [] };
  const { generation } = cycle;
  const fired = reached.map(({ rung, at }): FiringRung => ({ rung, at, cycle: clock.cycles.length, generation }));
  const passed = reached.map(({ rung, at }): PassedRung => ({ rung, generation, at }));
  return { clock: withLast(clock, { ...cycle, passed: [...cycle.passed, ...passed] }), fired };
}

/**
 * Whether a rung's messages go out among those that fired together: of those of one clock and cycle only the last, highest one's do, so
 * that after an outage there is one message, not three. Rungs of the request have no cycle, and each speaks for itself.
 */
export function speaks<Rung extends { readonly clock?: string; readonly cycle?: number }>(
  rung: Rung,
  fired: readonly Rung[],
): boolean {
  if (rung.cycle === undefined) return true;
  return fired.findLast(({ clock, cycle }) => clock === rung.clock && cycle === rung.cycle) === rung;
}

/** The rungs that the nth re-open of a request fires. */
export function reopenRungs(ladder: readonly string[], times: number): readonly string[] {
  return ladder.filter((rung) => {
    const read = parseRung(rung);
    return read?.kind === 'reopened' && read.times === times;
  });
}

/** When the rungs that wait for activity fire, where nobody did anything since: the soonest first. */
export function idleRungs(
  calendar: WorkingCalendar,
  ladder: readonly string[],
  since: number,
): readonly { readonly rung: string; readonly at: number }[] {
  return ladder
    .flatMap((rung) => {
      const read = parseRung(rung);
      if (read?.kind !== 'idle') return [];
      const due = workingDue(calendar, since, workingMilliseconds(calendar, read.after));
      return due === undefined ? [] : [{ rung, at: due.dueAt }];
    })
    .sort((a, b) => a.at - b.at);
}
