import { instantText } from '../expression/date-text.ts';
import { consumedAt, dueOf } from '../time/clock-due.ts';
import { timeText } from '../time/time-budget.ts';
import type { LifeLine } from './life-lines.ts';
import type { RequestRules, RequestSnapshot, Turn } from './request.ts';
import { ladderAhead } from './request-ladder.ts';
import { queueIn } from './request-settling.ts';
import { leaves } from './snapshot.ts';

/** A clock as a line shows it: one for each of its cycles. `dueAt` is null while it is paused with time left. */
export interface ClockLine {
  readonly name: string;
  readonly cycle: number;
  /** `PT3H12M`, of what its budget counts. */
  readonly consumed: string;
  readonly dueAt: string | null;
  readonly verdict?: string;
}

/** How the clocks of a request stand at the instant up to which its time has passed. */
export function clockLines({ calendars }: RequestRules, { at, clocks }: RequestSnapshot): readonly ClockLine[] {
  return clocks.flatMap(({ name, cycles }) =>
    cycles.map((cycle, i) => {
      const due = dueOf(cycle, calendars);
      const consumed = timeText(consumedAt(cycle, calendars, at));
      const line = { name, cycle: i + 1, consumed, dueAt: due === undefined ? null : instantText(due) };
      return cycle.verdict === undefined ? line : { ...line, verdict: cycle.verdict };
    }),
  );
}

/** A request in a queue at a line: its queue, its clocks, and the rungs that lie ahead. */
export function requestLine(
  rules: RequestRules,
  { snapshot, effects, problems }: Omit<Turn, 'facts' | 'isAccepted'>,
): LifeLine {
  const rungs = ladderAhead(rules, queueIn(rules, snapshot), snapshot);
  return {
    state: leaves(rules.machine, snapshot.machine),
    at: instantText(snapshot.at),
    queue: snapshot.queue,
    effects,
    timers: snapshot.machine.timers.map(({ name, dueAt }) => ({ name, dueAt })),
    clocks: clockLines(rules, snapshot),
    rungs: rungs.map(({ clock, rung, at }) => ({
      ...(clock === undefined ? {} : { clock }),
      at: rung,
      dueAt: instantText(Math.max(at, snapshot.at)),
    })),
    problems,
  };
}
